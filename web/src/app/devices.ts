// Microphone, camera, screen and loudspeaker of this page: carries out DeviceActions, and tells the
// state what is captured. Tracks stay in rtc/.
import { LocalMedia } from '../rtc/local_media';
import { ScreenCapture } from '../rtc/screen_capture';
import { canChooseLoudspeaker, type SoundPlayer } from '../rtc/sound_player';
import type { Action } from '../state/app_reducer';
import type {
  AppState,
  CaptureKind,
  DeviceKind,
  DeviceProblem,
  LocalMedia as LocalMediaState,
} from '../state/model';
import type { DeviceActions } from '../state/ports';
import type { Store } from '../state/store';
import type { Preferences } from './preferences';

export class Devices implements DeviceActions {
  private local: LocalMedia;

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly preferences: Preferences,
    private readonly sound: SoundPlayer,
    /** What this page sends may have changed. */
    private readonly changed: () => void,
  ) {
    this.local = this.newMedia();
    this.tell({
      wanted: preferences.switches(),
      chosen: preferences.devices(),
      canShare: ScreenCapture.isPossible(),
      canChooseLoudspeaker: canChooseLoudspeaker(),
    });
  }

  media(): LocalMedia {
    return this.local;
  }

  /** For another stay: nothing of the last one is captured any more. */
  renew(): void {
    this.local.close();
    this.local = this.newMedia();
  }

  /** For who comes to a room: as chosen last, but off where the house begins so. */
  openAtStart(): Promise<void> {
    const last = this.preferences.switches();
    const may = this.store.state().config?.onAtStart ?? last;
    return this.open({
      microphone: last.microphone && may.microphone,
      camera: last.camera && may.camera,
    });
  }

  async open(on: Record<CaptureKind, boolean>): Promise<void> {
    this.tell({ wanted: on });
    await this.local.open(on, this.store.state().local.chosen);
  }

  /** Lights out. */
  close(): void {
    this.local.close();
  }

  toggleMicrophone(): void {
    this.toggle('microphone');
  }

  toggleCamera(): void {
    this.toggle('camera');
  }

  toggleScreen(): void {
    if (this.store.state().local.sharing) this.local.screen.stop();
    else void this.local.screen.start();
  }

  choose(kind: DeviceKind, id: string): void {
    this.preferences.rememberDevice(kind, id);
    this.tell({ chosen: { ...this.store.state().local.chosen, [kind]: id } });
    if (kind === 'loudspeaker') this.sound.chooseLoudspeaker(id);
    else void this.local.choose(kind, id);
  }

  retry(): void {
    void this.open(this.store.state().local.wanted);
  }

  private toggle(kind: CaptureKind): void {
    const { wanted } = this.store.state().local;
    const now = { ...wanted, [kind]: !wanted[kind] };
    this.tell({ wanted: now });
    this.preferences.rememberSwitches(now);
    void this.local.switch(kind, now[kind]);
  }

  private newMedia(): LocalMedia {
    return new LocalMedia({
      captured: (kind, problem) => this.captured(kind, problem),
      screen: (problem) => this.screenChanged(problem),
      devices: (devices) => this.tell({ devices }),
    });
  }

  private captured(kind: CaptureKind, problem: DeviceProblem | undefined): void {
    const { local } = this.store.state();
    this.tell({
      live: { ...local.live, [kind]: this.local.track(kind) !== null },
      problem: { ...local.problem, [kind]: problem },
      chosen: { ...local.chosen, [kind]: this.local.deviceInUse(kind) },
      ...(kind === 'camera' ? { cameraVersion: local.cameraVersion + 1 } : {}),
    });
    this.changed();
  }

  private screenChanged(problem: DeviceProblem | undefined): void {
    const { local } = this.store.state();
    const sharing = this.local.screen.picture() !== null;
    this.tell({ sharing, screenVersion: local.screenVersion + 1 });
    if (problem) this.store.dispatch({ type: 'notice', key: 'notice.noScreen', tone: 'warning' });
    this.changed();
  }

  private tell(change: Partial<LocalMediaState>): void {
    this.store.dispatch({ type: 'local', change });
  }
}
