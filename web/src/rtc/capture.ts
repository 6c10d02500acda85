// One microphone or camera: opening, switching off, choosing another device. Off means that the
// device is released for a camera (its light goes out) and that a microphone track is disabled but
// kept, so that speaking again costs no delay. A device that goes away is replaced by any other. What is
// sent or shown has always passed the filter.
import type { CaptureKind, DeviceProblem } from '../state/model';
import { environmentProblem, problemOf } from './device_problem';
import type { TrackFilter } from './track_filter';

export class Capture {
  private current: MediaStreamTrack | null = null;
  private device = '';
  private on = false;
  private facing: 'user' | 'environment' | undefined;
  private attempt = 0; // an answer of an earlier attempt is dropped
  private problem: DeviceProblem | undefined;

  constructor(
    readonly kind: CaptureKind,
    private readonly filter: TrackFilter,
    /** What the device is asked for, beside which one it is. */
    private readonly constraints: () => MediaTrackConstraints,
    /** The track to send was replaced, or there is none any more. */
    private readonly told: (problem: DeviceProblem | undefined) => void,
  ) {}

  /** What is sent: nothing while switched off. */
  track(): MediaStreamTrack | null {
    return this.on && this.current?.readyState === 'live' ? this.filter.output() : null;
  }

  /** What is captured, switched on or not: only for measuring how loud it is. */
  captured(): MediaStreamTrack | null {
    return this.current;
  }

  async switch(on: boolean): Promise<void> {
    this.on = on;
    if (this.current) {
      this.current.enabled = on;
      if (!on && this.kind === 'camera') this.release();
    }
    if (on && !this.current) await this.open();
    else this.changed(undefined);
  }

  async choose(device: string): Promise<void> {
    this.device = device;
    this.facing = undefined;
    await this.reopen();
  }

  /** The camera on the other side of a phone. */
  async flip(): Promise<void> {
    this.facing = this.facesAway() ? 'user' : 'environment';
    this.device = '';
    await this.reopen();
  }

  facesAway(): boolean {
    return this.current?.getSettings().facingMode === 'environment';
  }

  /** Takes a track that was asked for together with another (one question for both). */
  adopt(track: MediaStreamTrack): void {
    this.release();
    this.take(track);
    track.enabled = this.on;
    track.addEventListener('ended', () => {
      if (this.current !== track) return;
      this.take(null);
      this.device = '';
      if (this.on) void this.open();
      else this.changed(undefined);
    });
    if (!this.on && this.kind === 'camera') this.release();
  }

  wish(): MediaTrackConstraints {
    return {
      ...this.constraints(),
      ...(this.device ? { deviceId: { exact: this.device } } : {}),
      ...(this.facing ? { facingMode: { ideal: this.facing } } : {}),
    };
  }

  prefer(device: string, on: boolean): void {
    this.device = device;
    this.on = on;
  }

  deviceInUse(): string {
    return this.current?.getSettings().deviceId ?? this.device;
  }

  release(): void {
    this.attempt++;
    this.current?.stop();
    this.take(null);
  }

  /** Nothing is captured any more, for good. */
  close(): void {
    this.release();
    this.filter.close();
  }

  /** The filter has another track, or lets none through any more. */
  filtered(): void {
    this.told(this.problem);
  }

  /** Other constraints hold. */
  async renew(): Promise<void> {
    if (this.current) await this.reopen();
  }

  private take(track: MediaStreamTrack | null): void {
    this.current = track;
    this.filter.feed(track);
  }

  private changed(problem: DeviceProblem | undefined): void {
    this.problem = problem;
    this.told(problem);
  }

  private async reopen(): Promise<void> {
    this.release();
    if (this.on) await this.open();
  }

  private async open(): Promise<void> {
    const attempt = ++this.attempt;
    const impossible = environmentProblem({
      isSecureContext: globalThis.isSecureContext,
      mediaDevices: navigator.mediaDevices,
    });
    if (impossible) {
      this.changed(impossible);
      return;
    }
    try {
      const track = await this.ask();
      if (attempt !== this.attempt) {
        track?.stop();
        return;
      }
      if (track) this.adopt(track);
      this.changed(track ? undefined : 'none');
    } catch (failure) {
      if (attempt === this.attempt) this.changed(problemOf(failure));
    }
  }

  private async ask(): Promise<MediaStreamTrack | undefined> {
    const name = this.kind === 'microphone' ? 'audio' : 'video';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ [name]: this.wish() });
      return stream.getTracks()[0];
    } catch (failure) {
      // The remembered device is gone: any other will do.
      if (!this.device || problemOf(failure) !== 'none') throw failure;
      this.device = '';
      const stream = await navigator.mediaDevices.getUserMedia({ [name]: this.wish() });
      return stream.getTracks()[0];
    }
  }
}
