// The one RTCPeerConnection of this page and its negotiation: we offer, the server answers. Offers go
// out without candidates; the server is ICE-lite and puts its own into the answer. One negotiation
// runs at a time; what is wanted meanwhile is one more afterwards.
import { RefusedError } from '../protocol/connection';
import type { SendingSection } from '../protocol/media_commands';
import type { SlotCounts } from '../state/slot_counts';
import { Recovery, type Timers } from './recovery';
import { Sections, type SendingKind } from './sections';

export interface PeerEvents {
  /** Resolves with the answer's SDP. */
  offer(connection: number, sdp: string, sections: SendingSection[]): Promise<string>;
  /** Before an ICE restart: credentials last an hour, meetings longer. */
  freshIceServers(): Promise<RTCIceServer[]>;
  /** This peer connection is beyond repair. */
  rebuild(): void;
}

/** Read by tests through window.plenumTest: setRemoteDescription calls over all peer connections. */
export const negotiationCount = { setRemoteDescription: 0 };

const retryDelayMs = 2000;
const bundlePolicy = 'max-bundle';

export class Peer {
  readonly connection: RTCPeerConnection;
  readonly sections: Sections;
  private readonly recovery: Recovery;
  private readonly streams = new Map<number, MediaStream>();
  private negotiating = false;
  private wanted: 'nothing' | 'offer' | 'iceRestart' = 'nothing';
  private retryTimer: number | undefined;
  private closed = false;

  constructor(
    /** Counts the peer connections of this seat from 1, over reloads. */
    readonly number: number,
    slots: SlotCounts,
    iceServers: RTCIceServer[],
    private readonly timers: Timers,
    private readonly events: PeerEvents,
  ) {
    this.connection = new RTCPeerConnection({ bundlePolicy, iceServers });
    this.sections = new Sections(this.connection, slots);
    this.recovery = new Recovery(timers, {
      restartIce: () => this.negotiate('iceRestart'),
      rebuild: () => events.rebuild(),
    });
    this.connection.addEventListener('connectionstatechange', () =>
      this.recovery.stateChanged(this.connection.connectionState),
    );
  }

  negotiate(kind: 'offer' | 'iceRestart' = 'offer'): void {
    if (this.wanted !== 'iceRestart') this.wanted = kind;
    if (!this.negotiating) void this.run();
  }

  /** More slots before the page that needs them opens. */
  grow(slots: SlotCounts): void {
    if (this.sections.grow(slots)) this.negotiate();
  }

  /** The signalling line is back: an offer that got no answer goes out again. */
  lineUp(): void {
    if (
      this.connection.signalingState === 'have-local-offer' ||
      !this.connection.remoteDescription
    ) {
      this.negotiate();
    }
  }

  networkChanged(): void {
    if (this.connection.remoteDescription) this.recovery.networkChanged();
  }

  async send(kind: SendingKind, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.sections.sender(kind);
    if (sender && sender.track !== track) await sender.replaceTrack(track);
  }

  /** A picture-only stream: sound plays through elements of its own (sound_player.ts). */
  videoStream(slot: number): MediaStream | null {
    const known = this.streams.get(slot);
    if (known) return known;
    const track = this.sections.videoTrack(slot);
    if (!track) return null;
    const stream = new MediaStream([track]);
    this.streams.set(slot, stream);
    return stream;
  }

  close(): void {
    this.closed = true;
    this.recovery.stop();
    if (this.retryTimer !== undefined) this.timers.clearTimer(this.retryTimer);
    this.connection.close();
  }

  private async run(): Promise<void> {
    this.negotiating = true;
    while (this.wanted !== 'nothing' && !this.closed) {
      const iceRestart = this.wanted === 'iceRestart';
      this.wanted = 'nothing';
      try {
        await this.exchange(iceRestart);
      } catch (failure) {
        this.retryAfter(failure, iceRestart);
        break;
      }
    }
    this.negotiating = false;
  }

  private async exchange(iceRestart: boolean): Promise<void> {
    if (iceRestart) {
      const iceServers = await this.events.freshIceServers();
      if (this.closed) return;
      this.connection.setConfiguration({ bundlePolicy, iceServers });
    }
    const offer = await this.connection.createOffer({ iceRestart });
    if (this.closed) return;
    await this.connection.setLocalDescription(offer);
    const sdp = this.connection.localDescription?.sdp ?? offer.sdp ?? '';
    const answer = await this.events.offer(this.number, sdp, this.sections.sendingSections());
    if (this.closed) return;
    negotiationCount.setRemoteDescription++;
    await this.connection.setRemoteDescription({ type: 'answer', sdp: answer });
  }

  /** A refused offer needs a new peer connection; a lost line only patience (see lineUp). */
  private retryAfter(failure: unknown, iceRestart: boolean): void {
    if (this.closed) return;
    if (iceRestart) this.wanted = 'iceRestart';
    if (!(failure instanceof RefusedError) && !(failure instanceof DOMException)) return;
    console.warn('negotiation failed', failure);
    this.retryTimer = this.timers.setTimer(() => this.events.rebuild(), retryDelayMs);
  }
}
