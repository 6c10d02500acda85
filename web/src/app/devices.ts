// Microphone, camera, screen and loudspeaker of this page: carries out DeviceActions, and tells the
// state what is captured. Tracks stay in rtc/.
import { LocalMedia } from '../rtc/local_media';
import { ScreenCapture } from '../rtc/screen_capture';
import { canChooseLoudspeaker, type SoundPlayer } from '../rtc/sound_player';
import { playTestSound } from '../rtc/test_sound';
import type { Action } from '../state/app_reducer';
import type {
  AppState,
  Background,
  CaptureKind,
  DeviceKind,
  DeviceProblem,
  LocalMedia as LocalMediaState,
  MediaKind,
  ScreenContent,
  SoundTreatment,
} from '../state/model';
import { type DeviceLists, isGone, newDevice } from '../state/new_device';
import type { DeviceActions } from '../state/ports';
import { mayCapture } from '../state/selectors';
import type { Store } from '../state/store';
import { Effects } from './effects';
import { MutedWatch } from './muted_watch';
import type { Preferences } from './preferences';

export class Devices implements DeviceActions {
  private local: LocalMedia;
  private cameraBeforeSoundOnly = false;
  private readonly effects: Effects;
  private readonly mutedWatch = new MutedWatch(
    () => this.local.microphoneLevel(),
    (speaksMuted) => this.tell({ speaksMuted }),
  );

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly preferences: Preferences,
    private readonly sound: SoundPlayer,
    /** What this page sends may have changed. */
    private readonly changed: () => void,
  ) {
    this.effects = new Effects(store, preferences, () => this.local);
    this.local = this.newMedia();
    this.effects.begin();
    const chosen = preferences.devices();
    if (chosen.loudspeaker) sound.chooseLoudspeaker(chosen.loudspeaker);
    this.tell({
      wanted: preferences.switches(),
      chosen,
      screenContent: preferences.screenContent(),
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
    this.effects.begin();
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
    this.mutedWatch.stop();
    this.local.close();
  }

  toggleMicrophone(): void {
    if (this.mayNot('microphone', this.store.state().local.wanted.microphone)) return;
    this.tell({ talking: false });
    this.toggle('microphone');
  }

  /** Whoever switches the camera on wants pictures again. */
  toggleCamera(): void {
    const { soundOnly, local } = this.store.state();
    if (this.mayNot('camera', local.wanted.camera)) return;
    if (soundOnly && !local.wanted.camera) this.store.dispatch({ type: 'soundOnly', on: false });
    this.toggle('camera');
  }

  talk(on: boolean): void {
    const { wanted, talking } = this.store.state().local;
    if (on === talking || (on && wanted.microphone)) return;
    if (this.mayNot('microphone', !on)) return;
    this.tell({ talking: on });
    this.switch('microphone', on);
  }

  toggleScreen(): void {
    const { sharing, screenContent } = this.store.state().local;
    if (this.mayNot('screen', sharing)) return;
    if (sharing) this.local.screen.stop();
    else void this.local.screen.start(screenContent);
  }

  /** By the server; what the browser remembers as the person's own wish stays. */
  switchOff(kinds: readonly MediaKind[]): void {
    for (const kind of kinds) {
      if (kind === 'screen') this.local.screen.stop();
      else this.switch(kind, false);
      const key = `notice.switchedOff.${kind}`;
      this.store.dispatch({ type: 'notice', key, tone: 'warning' });
    }
  }

  setScreenContent(content: ScreenContent): void {
    this.preferences.rememberScreenContent(content);
    this.tell({ screenContent: content });
    this.local.screen.setContent(content);
  }

  setBackground(background: Background): void {
    this.effects.setBackground(background);
  }

  setOwnPicture(file: File): void {
    void this.effects.setOwnPicture(file);
  }

  setSoundTreatment(treatment: SoundTreatment): void {
    this.effects.setSoundTreatment(treatment);
  }

  flipCamera(): void {
    void this.local.flipCamera();
  }

  setSoundOnly(on: boolean): void {
    const { soundOnly, local } = this.store.state();
    if (on === soundOnly) return;
    this.store.dispatch({ type: 'soundOnly', on });
    if (on) this.cameraBeforeSoundOnly = local.wanted.camera;
    this.switch('camera', !on && this.cameraBeforeSoundOnly);
  }

  playTestSound(): void {
    void playTestSound(this.store.state().local.chosen.loudspeaker ?? '');
  }

  answerNewDevice(use: boolean): void {
    const { newDevice: found } = this.store.state().local;
    this.tell({ newDevice: undefined });
    if (!use || !found) return;
    for (const [kind, id] of Object.entries(found.devices)) this.choose(kind as DeviceKind, id);
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

  /** Says so when the moderators do not permit it; switching off is free. */
  private mayNot(kind: MediaKind, isOn: boolean): boolean {
    if (isOn || mayCapture(this.store.state(), kind)) return false;
    this.store.dispatch({ type: 'notice', key: `bar.notPermitted.${kind}`, tone: 'warning' });
    return true;
  }

  private toggle(kind: CaptureKind): void {
    this.switch(kind, !this.store.state().local.wanted[kind]);
    this.preferences.rememberSwitches(this.store.state().local.wanted);
  }

  private switch(kind: CaptureKind, on: boolean): void {
    this.tell({ wanted: { ...this.store.state().local.wanted, [kind]: on } });
    this.mutedWatch.stop();
    void this.local.switch(kind, on);
  }

  private newMedia(): LocalMedia {
    return new LocalMedia({
      captured: (kind, problem) => this.captured(kind, problem),
      screen: (problem) => this.screenChanged(problem),
      devices: (devices) => this.listed(devices),
      background: (news) => this.effects.backgroundChanged(news),
      noNoiseFilter: () => this.effects.noNoiseFilter(),
    });
  }

  private captured(kind: CaptureKind, problem: DeviceProblem | undefined): void {
    const { local } = this.store.state();
    this.tell({
      live: { ...local.live, [kind]: this.local.track(kind) !== null },
      problem: { ...local.problem, [kind]: problem },
      chosen: { ...local.chosen, [kind]: this.local.deviceInUse(kind) },
      ...(kind === 'camera'
        ? { cameraVersion: local.cameraVersion + 1, facesAway: this.local.cameraFacesAway() }
        : {}),
    });
    if (!this.store.state().local.wanted.microphone && this.local.hasMicrophone()) {
      this.mutedWatch.start();
    } else this.mutedWatch.stop();
    this.changed();
  }

  private listed(devices: DeviceLists): void {
    const { local, page } = this.store.state();
    const came = page.name === 'conference' ? newDevice(local.devices, devices) : undefined;
    const still =
      local.newDevice && !isGone(local.newDevice, devices) ? local.newDevice : undefined;
    this.tell({ devices, newDevice: came ?? still });
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
