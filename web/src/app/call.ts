// One stay in one room: the signalling line, the peer connection and what flows between them and the
// state. Begins with a credential, ends with close().
import {
  Connection,
  type ConnectionEnvironment,
  checkPatienceMs,
  LineLostError,
  RefusedError,
} from '../protocol/connection';
import {
  offer,
  type SentMedia,
  sameMedia,
  setMedia,
  view,
  type WantedPicture,
} from '../protocol/media_commands';
import type { CommandBody, RefusalCode, Relay, ServerMessage } from '../protocol/messages';
import { SourceKind } from '../protocol/messages';
import type { SeatMemory } from '../protocol/seat_memory';
import { type Credential, getRelay } from '../protocol/session_commands';
import { iceServers } from '../rtc/ice_servers';
import type { LocalMedia } from '../rtc/local_media';
import { Peer } from '../rtc/peer';
import type { SoundPlayer } from '../rtc/sound_player';
import type { Action } from '../state/app_reducer';
import { newestOrder, readOrder } from '../state/chat';
import type { Figures } from '../state/figures';
import { type AppState, type MediaKind, Presence, sentMedia } from '../state/model';
import { knockers, self, takenAway } from '../state/selectors';
import { type SlotCounts, slotsFor } from '../state/slot_counts';
import type { Store } from '../state/store';
import { sameWanted } from '../state/wanted';
import { EchoWatch } from './echo_watch';
import { FigureReader } from './figure_reader';
import { LineWatch } from './line_watch';

export interface CallParts {
  store: Store<AppState, Action>;
  environment: ConnectionEnvironment;
  media: LocalMedia;
  sound: SoundPlayer;
  seat: SeatMemory;
  /** So many slots are offered at first; more are added when more is looked at. */
  pictures: number;
  refused(code: RefusalCode): void;
  /** The server forwards these no longer, or never did: they are not to be captured either. */
  switchedOff(kinds: readonly MediaKind[]): void;
  /** Somebody more waits to be let in by this person. */
  knocked(): void;
  /** The state knows it already. */
  told(message: ServerMessage): void;
  /** The server has ended the stay; the state already shows why. */
  ended(): void;
}

/** A page turned or a window drawn larger is told once, not for every step of it. */
const lookDelayMs = 200;

export class Call {
  private readonly connection: Connection;
  private peer: Peer | undefined;
  private slots: SlotCounts;
  private peerNumber: number;
  private ticket = '';
  private relay: Relay | undefined;
  private told: SentMedia | undefined;
  private telling = 0;
  private wanted: readonly WantedPicture[] = [];
  private lookTimer: number | undefined;
  private closed = false;
  private readonly lineWatch: LineWatch;
  private readonly figureReader: FigureReader;
  private readonly echoWatch: EchoWatch;

  constructor(
    credential: Credential,
    private readonly parts: CallParts,
  ) {
    this.slots = slotsFor(parts.pictures);
    this.peerNumber = parts.seat.load()?.connection ?? 0;
    this.connection = new Connection(credential, parts.environment, {
      message: (message) => this.receive(message),
      line: (line) => this.lineChanged(line),
      refused: (code) => parts.refused(code),
      chatSeen: () => newestOrder(parts.store.state().conference.chat),
    });
    const { store, environment } = parts;
    const peer = () => this.peer;
    const tell = (body: CommandBody) => void this.command(body);
    this.lineWatch = new LineWatch({ store, timers: environment, peer, tell });
    this.figureReader = new FigureReader(store, peer);
    this.echoWatch = new EchoWatch(store);
  }

  open(): void {
    this.lineWatch.start();
    this.connection.open();
  }

  close(): void {
    this.closed = true;
    this.lineWatch.stop();
    this.echoWatch.stop();
    if (this.lookTimer !== undefined) this.parts.environment.clearTimer(this.lookTimer);
    this.connection.close();
    this.peer?.close();
    this.parts.sound.stop();
  }

  /** What the server was asked for last, for tests. */
  lookedAt(): readonly WantedPicture[] {
    return this.wanted;
  }

  currentPeer(): Peer | undefined {
    return this.peer;
  }

  /** Of what this person sends here, or of what this page sends. */
  figures(person: number): Promise<Figures | undefined> {
    return this.figureReader.of(person);
  }

  /** Answers false when it was refused or the line is lost. */
  async command(body: CommandBody, patienceMs?: number): Promise<boolean> {
    return (await this.outcome(body, patienceMs)) === undefined;
  }

  /** Answers why it was refused, if it was. */
  async outcome(body: CommandBody, patienceMs?: number): Promise<RefusalCode | 'lost' | undefined> {
    try {
      await this.connection.request(body, patienceMs);
      return undefined;
    } catch (failure) {
      if (failure instanceof RefusedError) return failure.code;
      if (failure instanceof LineLostError) return 'lost';
      throw failure;
    }
  }

  look(wanted: readonly WantedPicture[]): void {
    if (sameWanted(this.wanted, wanted)) return;
    this.wanted = wanted;
    this.prepareForPictures(wanted.length);
    if (this.lookTimer !== undefined) return;
    this.lookTimer = this.parts.environment.setTimer(() => {
      this.lookTimer = undefined;
      this.connection.tell(view(this.wanted));
    }, lookDelayMs);
  }

  /** Another network, or awake again: neither the line nor the media's path can be trusted. */
  networkChanged(): void {
    this.connection.check();
    this.peer?.networkChanged();
  }

  /** Sends what is captured now, tells the server, and remembers it for a reload. */
  mediaChanged(): void {
    const { media } = this.parts;
    void this.peer?.send(SourceKind.MICROPHONE, media.track('microphone'));
    const music = this.parts.store.state().local.soundTreatment === 'music';
    void this.peer?.allowForMusic(music);
    this.peer?.sendStereo(music || media.screen.sound() !== null);
    void this.peer?.send(SourceKind.CAMERA, media.track('camera'));
    void this.peer?.send(SourceKind.SCREEN, media.screen.picture());
    void this.peer?.send(SourceKind.SCREEN_SOUND, media.screen.sound());
    this.listenForEcho();
    this.tellMedia();
    this.remember();
  }

  // command path: what the server says goes to the state; some messages also concern the media.
  private receive(message: ServerMessage): void {
    const { body } = message;
    if (body.case === 'welcome') this.ticket = body.value.resumeTicket;
    const waiting = knockers(this.parts.store.state());
    this.parts.store.dispatch({ type: 'server', message });
    const came = body.case === 'personJoined' || body.case === 'welcome';
    if (came && knockers(this.parts.store.state()) > waiting) this.parts.knocked();
    switch (body.case) {
      case 'welcome':
        this.remember();
        this.relay = body.value.relay;
        if (body.value.state === Presence.INSIDE) this.enter(body.value.resumed);
        else this.endMedia();
        break;
      case 'admitted':
        this.relay = body.value.relay;
        this.enter(false);
        break;
      case 'relay':
        this.relay = body.value;
        break;
      case 'sentToWait':
        this.endMedia();
        break;
      case 'watched':
        this.peer?.watch(body.value.connection, body.value.kind, body.value.rids);
        break;
      case 'chatSaid':
        this.remember();
        break;
      case 'personChanged':
        this.obey();
        break;
      case 'ended':
        if (this.parts.store.state().page.name === 'end') this.parts.ended();
        break;
    }
    this.parts.told(message);
  }

  private enter(resumed: boolean): void {
    this.told = undefined;
    if (this.peer && resumed) this.peer.lineUp();
    else this.buildPeer();
    this.tellMedia();
    this.connection.tell(view(this.wanted));
  }

  /** Whoever waits has no connection; the devices stay as they are. */
  private endMedia(): void {
    this.peer?.close();
    this.peer = undefined;
    this.echoWatch.stop();
    this.parts.sound.stop();
  }

  private buildPeer(): void {
    if (this.closed) return;
    this.peer?.close();
    const servers = iceServers(this.relay);
    const peer = new Peer(++this.peerNumber, this.slots, servers, this.parts.environment, {
      offer: (number, sdp, sections) => this.exchange(number, sdp, sections),
      interrupted: () => this.connection.check(),
      rebuild: () => this.buildPeer(),
      freshIceServers: () => this.freshIceServers(),
    });
    this.peer = peer;
    this.parts.store.dispatch({ type: 'peer', version: this.peerNumber });
    this.parts.sound.play(peer.sections.soundTracks());
    this.mediaChanged();
    peer.negotiate();
  }

  private prepareForPictures(count: number): void {
    const slots = slotsFor(count);
    if (slots.video <= this.slots.video) return;
    this.slots = slots;
    this.peer?.grow(slots);
    if (!this.peer) return;
    this.parts.sound.play(this.peer.sections.soundTracks());
    this.listenForEcho();
  }

  private listenForEcho(): void {
    if (!this.peer) return;
    this.echoWatch.listen(this.parts.media.track('microphone'), this.peer.sections.soundTracks());
  }

  private async exchange(...[number, sdp, sections]: Parameters<typeof offer>): Promise<string> {
    const answer = await this.connection.request(offer(number, sdp, sections));
    if (!answer) throw new LineLostError();
    return answer.sdp;
  }

  /**
   * Those of before when the server cannot be asked: they may still be good. Where media has broken off, the
   * line may have, too: it is not trusted for long.
   */
  private async freshIceServers(): Promise<RTCIceServer[]> {
    await this.command(getRelay(), checkPatienceMs);
    return iceServers(this.relay);
  }

  private lineChanged(line: 'up' | 'lost'): void {
    this.parts.store.dispatch({ type: 'line', line });
  }

  private tellMedia(): void {
    const { media, store } = this.parts;
    const sent = sentMedia(store.state().local, media.screen.sound() !== null);
    if (this.told && sameMedia(this.told, sent)) return;
    this.told = sent;
    this.telling += 1;
    void this.command(setMedia(sent)).then((taken) => {
      this.telling -= 1;
      if (taken) this.obey();
    });
  }

  /** What moderators have switched off, or do not permit. While the server has not answered what this
   * page said last, its news may be older than that. */
  private obey(): void {
    const known = self(this.parts.store.state())?.media;
    if (this.telling > 0 || !this.told || !known) return;
    const kinds = takenAway(this.told, known);
    if (kinds.length > 0) this.parts.switchedOff(kinds);
  }

  /** What a reload of the page comes back with. */
  remember(): void {
    if (this.ticket === '') return;
    const { local, conference } = this.parts.store.state();
    const { microphone, camera } = local.wanted;
    this.parts.seat.save({
      ticket: this.ticket,
      connection: this.peerNumber,
      media: { microphone, camera },
      chatRead: readOrder(conference.chat),
    });
  }
}
