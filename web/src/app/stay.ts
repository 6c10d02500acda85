// The stay in a room, from the first credential to the end page: at most one call at a time.
import { RefusalCode, type ServerMessage } from '../protocol/messages';
import { SeatMemory } from '../protocol/seat_memory';
import type { Credential } from '../protocol/session_commands';
import type { KnockSound } from '../rtc/knock_sound';
import type { SoundPlayer } from '../rtc/sound_player';
import type { Action } from '../state/app_reducer';
import type { AppState, EndKind } from '../state/model';
import type { Store } from '../state/store';
import { connectionEnvironment } from './browser';
import type { Call } from './call';
import type { Devices } from './devices';

export interface StayParts {
  store: Store<AppState, Action>;
  devices: Devices;
  sound: SoundPlayer;
  knock: KnockSound;
  /** What the server says, once the state knows it. */
  told(message: ServerMessage): void;
}

export class Stay {
  private running: Call | undefined;
  /** Counts the calls: one that is left while it loads never opens. */
  private begun = 0;

  constructor(private readonly parts: StayParts) {}

  call(): Call | undefined {
    return this.running;
  }

  /** What a reload of this tab still holds for the room. */
  heldSeat(roomId: string) {
    return this.memory(roomId).load();
  }

  enter(roomId: string, credential: Credential, { created = false, typedCode = '' } = {}): void {
    this.close();
    const { store } = this.parts;
    const chatRead = this.heldSeat(roomId)?.chatRead ?? 0;
    store.dispatch({ type: 'enter', created, typedCode, chatRead });
    store.dispatch({ type: 'page', page: { name: 'conference' } });
    void this.open(roomId, credential);
  }

  /** Protocol and media load with the first call, or here, while a person still types her name. */
  prepare(): void {
    loadCall().catch(() => {});
  }

  private async open(roomId: string, credential: Credential): Promise<void> {
    const number = ++this.begun;
    const loaded = await loadCall().catch(() => undefined);
    if (number !== this.begun) return;
    if (!loaded) return this.end('unreachable');
    const { store, devices, sound, knock, told } = this.parts;
    this.running = new loaded.Call(credential, {
      store,
      environment: connectionEnvironment,
      media: devices.media(),
      sound,
      seat: this.memory(roomId),
      pictures: store.state().display.phone ? 4 : 9,
      knocked: () => knock.play(),
      refused: (code) => this.end(endOf(code)),
      switchedOff: (kinds) => devices.switchOff(kinds),
      told,
      ended: () => {
        const { page } = store.state();
        if (page.name === 'end') this.end(page.kind);
      },
    });
    this.running.open();
  }

  end(kind: EndKind): void {
    const { store, devices } = this.parts;
    const { roomId } = store.state();
    if (roomId !== undefined) this.memory(roomId).forget();
    this.close();
    devices.close();
    store.dispatch({ type: 'page', page: { name: 'end', kind } });
  }

  close(): void {
    this.begun++;
    this.running?.close();
    this.running = undefined;
  }

  private memory(roomId: string): SeatMemory {
    return new SeatMemory(sessionStorage, roomId);
  }
}

function loadCall() {
  return import('./call');
}

function endOf(code: RefusalCode): EndKind {
  switch (code) {
    case RefusalCode.ROOM_FULL:
      return 'roomFull';
    case RefusalCode.BARRED:
      return 'barred';
    case RefusalCode.OVERLOADED:
    case RefusalCode.TOO_FAST:
      return 'overloaded';
    case RefusalCode.LOCKED:
      return 'locked';
    case RefusalCode.CLOSED:
      return 'closed';
    case RefusalCode.NO_SUCH_ROOM:
      return 'roomEnded';
    case RefusalCode.WRONG_STATE:
      return 'paused';
    case RefusalCode.OVER:
      return 'over';
    case RefusalCode.NOT_INVITED:
      return 'notInvited';
    case RefusalCode.LINK_IN_USE:
      return 'linkInUse';
    default:
      return 'expired';
  }
}
