// Everything that this page captures: microphone, camera, screen. Tells what changed; sending is
// peer.ts, showing is ui/.
import type { CaptureKind, Device, DeviceKind, DeviceProblem } from '../state/model';
import { Capture } from './capture';
import { environmentProblem, problemOf } from './device_problem';
import { LevelMeter } from './level_meter';
import { ScreenCapture } from './screen_capture';

export interface LocalMediaEvents {
  captured(kind: CaptureKind, problem: DeviceProblem | undefined): void;
  screen(problem: DeviceProblem | undefined): void;
  devices(devices: Record<DeviceKind, Device[]>): void;
}

export class LocalMedia {
  readonly screen: ScreenCapture;
  private readonly meter = new LevelMeter();
  private readonly captures: Record<CaptureKind, Capture>;
  private readonly closing = new AbortController();
  private cameraStream: MediaStream | null = null;

  constructor(private readonly events: LocalMediaEvents) {
    const capture = (kind: CaptureKind) =>
      new Capture(kind, (problem) => this.captured(kind, problem));
    this.captures = { microphone: capture('microphone'), camera: capture('camera') };
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
      await this.captures.microphone.switch(on.microphone);
      await this.captures.camera.switch(on.camera);
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

  /** To be called from a click: lets a meter run that the browser held back. */
  wakeMeter(): void {
    this.meter.resume();
  }

  microphoneLevel(): number {
    return this.meter.level();
  }

  /** Lights out: nothing is captured any more. */
  close(): void {
    this.closing.abort();
    this.captures.microphone.release();
    this.captures.camera.release();
    this.screen.stop();
    this.meter.close();
  }

  /** False: to be tried one by one. */
  private async openBoth(): Promise<boolean> {
    if (environmentProblem({ isSecureContext, mediaDevices: navigator.mediaDevices })) return false;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: this.captures.microphone.wish(),
        video: this.captures.camera.wish(),
      });
      for (const track of stream.getTracks()) {
        this.captures[track.kind === 'audio' ? 'microphone' : 'camera'].adopt(track);
      }
      this.captured('microphone', undefined);
      this.captured('camera', undefined);
      return true;
    } catch (failure) {
      // Whoever said no to both is not asked twice.
      if (problemOf(failure) !== 'denied' || (await this.oneMayBeAllowed())) return false;
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
