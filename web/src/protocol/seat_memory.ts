// What a reload of the page needs to come back to the same seat: kept per room in the session's
// storage, so it ends with the tab. The storage is injected.
import type { SentMedia } from './media_commands';

export interface Seat {
  ticket: string;
  /** The number of the last RTCPeerConnection; the next page begins one higher. */
  connection: number;
  media: Pick<SentMedia, 'microphone' | 'camera'>;
  /** The order of the message up to which the chat was read. */
  chatRead: number;
}

export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class SeatMemory {
  constructor(
    private readonly storage: KeyValueStorage,
    private readonly roomId: string,
  ) {}

  load(): Seat | undefined {
    try {
      const value = JSON.parse(this.storage.getItem(this.key) ?? 'null') as Partial<Seat> | null;
      if (typeof value?.ticket !== 'string' || value.ticket === '') return undefined;
      return {
        ticket: value.ticket,
        connection: Number(value.connection) || 0,
        media: {
          microphone: value.media?.microphone === true,
          camera: value.media?.camera === true,
        },
        chatRead: Number(value.chatRead) || 0,
      };
    } catch {
      return undefined; // unreadable or forbidden storage: no seat
    }
  }

  save(seat: Seat): void {
    try {
      this.storage.setItem(this.key, JSON.stringify(seat));
    } catch {
      // Storage is full or forbidden: a reload then passes the pre-join page again.
    }
  }

  forget(): void {
    try {
      this.storage.removeItem(this.key);
    } catch {
      // As above.
    }
  }

  private get key(): string {
    return `plenum.seat.${this.roomId}`;
  }
}
