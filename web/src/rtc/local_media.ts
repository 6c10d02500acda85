// Everything that this page captures: microphone, camera, screen. Tells what changed; sending is
// peer.ts, showing is ui/.
import { type Background, microphoneWish, type SoundTreatment } from '../state/background';
import type { CaptureKind, Device, DeviceKind, DeviceProblem } from '../state/model';
import { BackgroundFilter, type BackgroundNews } from './background/background_filter';
import { Capture } from './capture';
import { environmentProblem, problemOf } from './device_problem';
import { LevelMeter } from './level_meter';
import { NoiseFilter } from './noise/noise_filter';
import { ScreenCapture } from './screen_capture';

const cameraWish: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

export interface LocalMediaEvents {
  captured(kind: CaptureKind, problem: DeviceProblem | undefined): void;
  screen(problem: DeviceProblem | undefined): void;
  devices(devices: Record<DeviceKind, Device[]>): void;
  background(news: BackgroundNews): void;
  /** RNNoise does not run here. */
  noNoiseFilter(): void;
}

export class LocalMedia {
  readonly screen: ScreenCapture;
  private readonly meter = new LevelMeter();
  private readonly captures: Record<CaptureKind, Capture>;
  private readonly closing = new AbortController();
  private readonly background: BackgroundFilter;
  private readonly noise: NoiseFilter;
  private cameraStream: MediaStream | null = null;
  private treatment: SoundTreatment = 'browser';

  constructor(private readonly events: LocalMediaEvents) {
    this.background = new BackgroundFilter(
      () => this.captures.camera.filtered(),
      (news) => events.background(news),
    );
    this.noise = new NoiseFilter(
      () => this.captures.microphone.filtered(),
      () => events.noNoiseFilter(),
    );
    this.captures = {
      microphone: new Capture(
        'microphone',
        this.noise,
        () => microphoneWish(this.treatment),
        (problem) => this.captured('microphone', problem),
      ),
      camera: new Capture(
        'camera',
        this.background,
        () => cameraWish,
        (problem) => this.captured('camera', problem),
      ),
    };
    this.screen = new ScreenCapture((problem) => events.screen(problem));
    navigator.mediaDevices?.addEventListener('devicechange', () => void this.listDevices(), {
      signal: this.closing.signal,
    });
  }

  track(kind: CaptureKind): MediaStreamTrack | null {
    return this.captures[kind].track();
  }

  /** The first opening: one question of the browser for both, then each alone if that failed. */
  async open(
    on: Record<CaptureKind, boolean>,
    chosen: Partial<Record<DeviceKind, string>>,
  ): Promise<void> {
    for (const kind of ['microphone', 'camera'] as const) {
      this.captures[kind].prefer(chosen[kind] ?? '', on[kind]);
    }
    if (!on.microphone || !on.camera || !(await this.openBoth())) {
      if (!this.isClosed()) await this.captures.microphone.switch(on.microphone);
      if (!this.isClosed()) await this.captures.camera.switch(on.camera);
    }
    await this.listDevices();
  }

  async switch(kind: CaptureKind, on: boolean): Promise<void> {
    await this.captures[kind].switch(on);
    if (on) await this.listDevices();
  }

  async flipCamera(): Promise<void> {
    await this.captures.camera.flip();
  }

  cameraFacesAway(): boolean {
    return this.captures.camera.facesAway();
  }

  /** A microphone is open, though it may be switched off. */
  hasMicrophone(): boolean {
    return this.captures.microphone.captured() !== null;
  }

  async choose(kind: CaptureKind, device: string): Promise<void> {
    await this.captures[kind].choose(device);
  }

  deviceInUse(kind: CaptureKind): string {
    return this.captures[kind].deviceInUse();
  }

  /** One stream per camera track, for the preview and the own tile. */
  ownCamera(): MediaStream | null {
    const track = this.track('camera');
    if (!track) return null;
    if (this.cameraStream?.getTracks()[0] !== track) this.cameraStream = new MediaStream([track]);
    return this.cameraStream;
  }

  setBackground(background: Background): void {
    this.background.choose(background);
  }

  setSoundTreatment(treatment: SoundTreatment): void {
    if (treatment === this.treatment) return;
    this.treatment = treatment;
    this.noise.want(treatment === 'strong');
    void this.captures.microphone.renew();
  }

  /** To be called from a click: lets meter and noise filter run, which the browser held back. */
  wakeSound(): void {
    this.meter.resume();
    this.noise.resume();
  }

  microphoneLevel(): number {
    return this.meter.level();
  }

  /** Lights out: nothing is captured any more. */
  close(): void {
    this.closing.abort();
    this.captures.microphone.close();
    this.captures.camera.close();
    this.screen.stop();
    this.meter.close();
  }

  /** While the browser asked, the page may have gone on: what it gives then is given back. */
  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  /** False: to be tried one by one. */
  private async openBoth(): Promise<boolean> {
    if (environmentProblem({ isSecureContext, mediaDevices: navigator.mediaDevices })) return false;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: this.captures.microphone.wish(),
        video: this.captures.camera.wish(),
      });
      if (this.isClosed()) {
        for (const track of stream.getTracks()) track.stop();
        return true;
      }
      for (const track of stream.getTracks()) {
        this.captures[track.kind === 'audio' ? 'microphone' : 'camera'].adopt(track);
      }
      this.captured('microphone', undefined);
      this.captured('camera', undefined);
      return true;
    } catch (failure) {
      // Whoever said no to both is not asked twice.
      if (problemOf(failure) !== 'denied' || (await this.oneMayBeAllowed())) return false;
      if (this.isClosed()) return true;
      this.captured('microphone', 'denied');
      this.captured('camera', 'denied');
      return true;
    }
  }

  private async oneMayBeAllowed(): Promise<boolean> {
    try {
      const names = ['microphone', 'camera'] as PermissionName[];
      const states = await Promise.all(names.map((name) => navigator.permissions.query({ name })));
      return new Set(states.map(({ state }) => state)).size > 1;
    } catch {
      return false; // the browser does not say
    }
  }

  private captured(kind: CaptureKind, problem: DeviceProblem | undefined): void {
    if (kind === 'microphone') this.meter.watch(this.captures.microphone.captured());
    this.events.captured(kind, problem);
  }

  private async listDevices(): Promise<void> {
    const found = (await navigator.mediaDevices?.enumerateDevices?.().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind): Device[] =>
      found
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .map(({ deviceId, label, groupId }) => ({ id: deviceId, label, group: groupId }));
    this.events.devices({
      microphone: of('audioinput'),
      camera: of('videoinput'),
      loudspeaker: of('audiooutput'),
    });
  }
}
