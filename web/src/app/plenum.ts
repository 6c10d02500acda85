// Puts the parts together: carries out what ui/ asks for (state/ports.ts) with protocol/ and rtc/,
// and tells the state what became of it.
import { switchLanguage } from '../i18n';
import { ApiError, type HttpApi } from '../protocol/http_api';
import { RefusalCode } from '../protocol/messages';
import { admit, reject, remove } from '../protocol/moderation_commands';
import { SeatMemory } from '../protocol/seat_memory';
import { type Credential, leave } from '../protocol/session_commands';
import { LocalMedia } from '../rtc/local_media';
import { ScreenCapture } from '../rtc/screen_capture';
import { canChooseLoudspeaker, SoundPlayer } from '../rtc/sound_player';
import type { Action } from '../state/app_reducer';
import type {
  AppState,
  CaptureKind,
  DeviceKind,
  DeviceProblem,
  EndKind,
  LocalMedia as LocalMediaState,
  WantedPicture,
} from '../state/model';
import type { Actions, MediaSource } from '../state/ports';
import type { Store } from '../state/store';
import {
  addressOf,
  canCall,
  connectionEnvironment,
  isPhone,
  roomInAddress,
  watchNetwork,
} from './browser';
import { Call } from './call';
import type { Preferences } from './preferences';

export class Plenum implements Actions, MediaSource {
  private media: LocalMedia;
  private readonly sound: SoundPlayer;
  private call: Call | undefined;

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly api: HttpApi,
    private readonly preferences: Preferences,
    soundContainer: HTMLElement,
  ) {
    this.media = this.newMedia();
    this.sound = new SoundPlayer(soundContainer, (blocked) =>
      store.dispatch({ type: 'soundBlocked', blocked }),
    );
    store.dispatch({ type: 'tilesPerPage', tiles: isPhone() ? 4 : 9 });
    store.dispatch({ type: 'ownName', name: preferences.name() });
    this.changeLocal({
      chosen: preferences.devices(),
      canShare: ScreenCapture.isPossible(),
      canChooseLoudspeaker: canChooseLoudspeaker(),
    });
  }

  start(): void {
    window.addEventListener('popstate', () => void this.route());
    watchNetwork(() => this.call?.networkChanged());
    // Any click lets blocked sound play; the button in the conference says so.
    for (const event of ['pointerup', 'keydown']) {
      document.addEventListener(event, () => {
        this.retrySound();
        this.media.wakeMeter();
      });
    }
    void this.loadConfig();
    void this.route();
  }

  currentCall(): Call | undefined {
    return this.call;
  }

  // ---- pages

  createRoom(name: string): void {
    void this.submit(async () => {
      const room = await this.api.createRoom(name);
      if (room.token) sessionStorage.setItem(creatorKey(room.id), room.token);
      this.go(room.id);
    });
  }

  join(name: string, code: string): void {
    const roomId = this.store.state().roomId;
    if (roomId === undefined) return;
    void this.submit(async () => {
      this.store.dispatch({ type: 'ownName', name });
      this.preferences.rememberName(name);
      const creator = sessionStorage.getItem(creatorKey(roomId)) ?? undefined;
      const token = await this.api.join(roomId, { name, code }, creator);
      this.enter(roomId, { token });
    });
  }

  leave(): void {
    const call = this.call;
    void call?.command(leave()).finally(() => this.end('left'));
  }

  comeBack(): void {
    void this.route();
  }

  goToStart(): void {
    this.go(undefined);
  }

  openRoom(id: string): void {
    this.go(id);
  }

  switchLanguage(language: string): void {
    this.preferences.rememberLanguage(language);
    switchLanguage(language);
  }

  // ---- devices

  toggleMicrophone(): void {
    this.toggle('microphone');
  }

  toggleCamera(): void {
    this.toggle('camera');
  }

  toggleScreen(): void {
    if (this.store.state().local.sharing) this.media.screen.stop();
    else void this.media.screen.start();
  }

  chooseDevice(kind: DeviceKind, id: string): void {
    this.preferences.rememberDevice(kind, id);
    this.changeLocal({ chosen: { ...this.store.state().local.chosen, [kind]: id } });
    if (kind === 'loudspeaker') this.sound.chooseLoudspeaker(id);
    else void this.media.choose(kind, id);
  }

  retryDevices(): void {
    const { wanted } = this.store.state().local;
    void this.openMedia(wanted);
  }

  // ---- moderation

  admit(people: readonly number[]): void {
    void this.command(admit(people));
  }

  reject(people: readonly number[]): void {
    void this.command(reject(people));
  }

  remove(person: number, bar: boolean): void {
    void this.command(remove(person, bar));
  }

  // ---- views

  look(wanted: readonly WantedPicture[]): void {
    this.call?.look(wanted);
  }

  showPerPage(tiles: number): void {
    this.call?.prepareForPictures(tiles);
    this.store.dispatch({ type: 'tilesPerPage', tiles });
  }

  unlockSound(): void {
    void this.sound.unlock();
  }

  copyLink(): void {
    const link = this.store.state().conference.room?.link || location.href;
    const tell = (key: string) => this.store.dispatch({ type: 'notice', key, tone: 'info' });
    const written =
      navigator.clipboard?.writeText(link) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => tell('notice.linkCopied'),
      () => tell('notice.linkNotCopied'),
    );
  }

  seen(id: number): void {
    this.store.dispatch({ type: 'noticeSeen', id });
  }

  ownCamera(): MediaStream | null {
    return this.media.ownCamera();
  }

  ownScreen(): MediaStream | null {
    return this.media.screen.own();
  }

  slot(slot: number): MediaStream | null {
    return this.call?.currentPeer()?.videoStream(slot) ?? null;
  }

  microphoneLevel(): number {
    return this.media.microphoneLevel();
  }

  // ---- inside

  private async loadConfig(): Promise<void> {
    try {
      this.store.dispatch({ type: 'config', config: await this.api.config() });
    } catch {
      // The start page says so when something is sent.
    }
  }

  private go(roomId: string | undefined): void {
    history.pushState(null, '', addressOf(roomId));
    void this.route();
  }

  /** Shows the page of the address; a seat that this tab still holds is taken again at once. */
  private async route(): Promise<void> {
    this.closeCall();
    const roomId = roomInAddress();
    this.store.dispatch({ type: 'room', roomId });
    this.media.close();
    if (roomId === undefined) {
      this.store.dispatch({ type: 'page', page: { name: 'start' } });
      return;
    }
    this.media = this.newMedia();
    const seat = new SeatMemory(sessionStorage, roomId).load();
    if (seat && canCall()) {
      await this.resume(roomId, seat.ticket, seat.media);
      return;
    }
    this.store.dispatch({ type: 'page', page: { name: 'loading' } });
    try {
      const preview = await this.api.room(roomId);
      this.store.dispatch({ type: 'room', roomId, preview });
      this.store.dispatch({ type: 'page', page: { name: 'prejoin' } });
      await this.openMedia(this.store.state().local.wanted);
    } catch (failure) {
      const kind = failure instanceof ApiError && failure.code === 'no_such_room';
      this.end(kind ? 'noSuchRoom' : 'unreachable');
    }
  }

  private async resume(roomId: string, ticket: string, on: Record<CaptureKind, boolean>) {
    this.changeLocal({ wanted: on });
    this.enter(roomId, { ticket });
    await this.openMedia(on);
  }

  private enter(roomId: string, credential: Credential): void {
    this.closeCall();
    this.store.dispatch({ type: 'enter' });
    this.call = new Call(credential, {
      store: this.store,
      environment: connectionEnvironment,
      media: this.media,
      sound: this.sound,
      seat: new SeatMemory(sessionStorage, roomId),
      pictures: this.store.state().tilesPerPage,
      refused: (code) => this.end(endOf(code)),
      ended: () => {
        const { page } = this.store.state();
        if (page.name === 'end') this.end(page.kind);
      },
    });
    this.store.dispatch({ type: 'page', page: { name: 'conference' } });
    this.call.open();
  }

  private end(kind: EndKind): void {
    const { roomId } = this.store.state();
    if (roomId !== undefined) new SeatMemory(sessionStorage, roomId).forget();
    this.closeCall();
    this.media.close();
    this.store.dispatch({ type: 'page', page: { name: 'end', kind } });
  }

  private closeCall(): void {
    this.call?.close();
    this.call = undefined;
  }

  private async submit(work: () => Promise<void>): Promise<void> {
    this.store.dispatch({ type: 'submit' });
    try {
      await work();
    } catch (failure) {
      const problem = failure instanceof ApiError ? failure.code : 'network';
      this.store.dispatch({ type: 'formProblem', problem });
    }
  }

  private async command(body: Parameters<Call['command']>[0]): Promise<void> {
    const done = await this.call?.command(body);
    if (done === false) {
      this.store.dispatch({ type: 'notice', key: 'notice.refused', tone: 'warning' });
    }
  }

  private toggle(kind: CaptureKind): void {
    const { wanted } = this.store.state().local;
    const on = !wanted[kind];
    this.changeLocal({ wanted: { ...wanted, [kind]: on } });
    void this.media.switch(kind, on);
  }

  private async openMedia(on: Record<CaptureKind, boolean>): Promise<void> {
    await this.media.open(on, this.store.state().local.chosen);
  }

  private newMedia(): LocalMedia {
    return new LocalMedia({
      captured: (kind, problem) => this.captured(kind, problem),
      screen: (problem) => this.screenChanged(problem),
      devices: (devices) => this.changeLocal({ devices }),
    });
  }

  private captured(kind: CaptureKind, problem: DeviceProblem | undefined): void {
    const { local } = this.store.state();
    this.changeLocal({
      live: { ...local.live, [kind]: this.media.track(kind) !== null },
      problem: { ...local.problem, [kind]: problem },
      chosen: { ...local.chosen, [kind]: this.media.deviceInUse(kind) },
      ...(kind === 'camera' ? { cameraVersion: local.cameraVersion + 1 } : {}),
    });
    this.call?.mediaChanged();
    this.retrySound(); // browsers let a page play that captures
  }

  private retrySound(): void {
    if (this.store.state().conference.soundBlocked) this.unlockSound();
  }

  private screenChanged(problem: DeviceProblem | undefined): void {
    const { local } = this.store.state();
    const sharing = this.media.screen.picture() !== null;
    this.changeLocal({ sharing, screenVersion: local.screenVersion + 1 });
    if (problem) this.store.dispatch({ type: 'notice', key: 'notice.noScreen', tone: 'warning' });
    this.call?.mediaChanged();
  }

  private changeLocal(change: Partial<LocalMediaState>): void {
    this.store.dispatch({ type: 'local', change });
  }
}

function creatorKey(roomId: string): string {
  return `plenum.creator.${roomId}`;
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
    case RefusalCode.NO_SUCH_ROOM:
      return 'roomEnded';
    default:
      return 'expired';
  }
}
