// The one RTCPeerConnection of this page and its negotiation: we offer, the server answers. Offers go
// out without candidates; the server is ICE-lite and puts its own into the answer. One negotiation
// runs at a time; what is wanted meanwhile is one more afterwards.
import { RefusedError } from '../protocol/connection';
import type { SendingSection } from '../protocol/media_commands';
import { SourceKind } from '../protocol/messages';
import type { SlotCounts } from '../state/slot_counts';
import { negotiationCount } from './negotiation_count';
import { Recovery, type Timers } from './recovery';
import { Sections, type SendingKind } from './sections';
import { hearingStereo, sendingStereo } from './stereo';
import { WatchedEncodings } from './watched_encodings';

export interface PeerEvents {
  /** Resolves with the answer's SDP. */
  offer(connection: number, sdp: string, sections: SendingSection[]): Promise<string>;
  /** Before an ICE restart: credentials last an hour, meetings longer. */
  freshIceServers(): Promise<RTCIceServer[]>;
  /** Nothing comes any more. It may heal, but whether the signalling line is alive is worth a question. */
  interrupted(): void;
  /** This peer connection is beyond repair. */
  rebuild(): void;
}

const retryDelayMs = 2000;
const musicMaxBitrate = 128_000;
const bundlePolicy = 'max-bundle';

export class Peer {
  readonly connection: RTCPeerConnection;
  readonly sections: Sections;
  private readonly watched: WatchedEncodings<SourceKind>;
  private readonly recovery: Recovery;
  private readonly streams = new Map<number, MediaStream>();
  private negotiating = false;
  private wanted: 'nothing' | 'offer' | 'iceRestart' = 'nothing';
  private retryTimer: number | undefined;
  private stereo = false;
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
    this.watched = new WatchedEncodings((kind) =>
      kind === SourceKind.CAMERA ? this.sections.sender(kind) : undefined,
    );
    this.recovery = new Recovery(timers, {
      restartIce: () => this.negotiate('iceRestart'),
      rebuild: () => events.rebuild(),
    });
    this.connection.addEventListener('connectionstatechange', () => {
      this.recovery.stateChanged(this.connection.connectionState);
      if (this.connection.connectionState === 'disconnected') events.interrupted();
    });
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

  /** Speech needs no more than the browser's own limit; instruments do. */
  async allowForMusic(music: boolean): Promise<void> {
    const sender = this.sections.sender(SourceKind.MICROPHONE);
    const parameters = sender?.getParameters();
    const [encoding] = parameters?.encodings ?? [];
    const maxBitrate = music ? musicMaxBitrate : undefined;
    if (!sender || !parameters || !encoding || encoding.maxBitrate === maxBitrate) return;
    if (maxBitrate === undefined) delete encoding.maxBitrate;
    else encoding.maxBitrate = maxBitrate;
    // Refused while another change is under way: the next one says it again.
    await sender.setParameters(parameters).catch(() => {});
  }

  /** Two channels need another answer; a voice has one. */
  sendStereo(on: boolean): void {
    if (on === this.stereo) return;
    this.stereo = on;
    if (this.negotiating || this.connection.localDescription) this.negotiate();
  }

  /** The encodings of this picture that somebody watches, as the server says. */
  watch(connection: number, kind: SourceKind, rids: readonly string[]): void {
    if (connection === this.number) void this.watched.set(kind, rids);
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
    await this.connection.setLocalDescription({
      type: 'offer',
      sdp: hearingStereo(offer.sdp ?? ''),
    });
    const local = this.connection.localDescription?.sdp ?? '';
    const sdp = this.stereo ? sendingStereo(local) : local;
    const answer = await this.events.offer(this.number, sdp, this.sections.sendingSections());
    if (this.closed) return;
    negotiationCount.setRemoteDescription++;
    await this.connection.setRemoteDescription({ type: 'answer', sdp: answer });
    await this.watched.again();
  }

  /**
   * A lost line needs only patience (see lineUp), a refused offer a new peer connection: at once where one
   * that has worked was to be restarted, since the server has given it up.
   */
  private retryAfter(failure: unknown, iceRestart: boolean): void {
    if (this.closed) return;
    if (iceRestart) this.wanted = 'iceRestart';
    if (!(failure instanceof RefusedError) && !(failure instanceof DOMException)) return;
    if (iceRestart && failure instanceof RefusedError) {
      this.events.rebuild();
      return;
    }
    console.warn('negotiation failed', failure);
    this.retryTimer = this.timers.setTimer(() => this.events.rebuild(), retryDelayMs);
  }
}
