// The shared screen: the browser's own picker, with sound where the browser can.
import type { DeviceProblem } from '../state/model';
import { problemOf } from './device_problem';

export class ScreenCapture {
  private stream: MediaStream | null = null;

  /** Called when sharing began or ended, whoever ended it. */
  constructor(private readonly changed: (problem: DeviceProblem | undefined) => void) {}

  static isPossible(): boolean {
    return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
  }

  async start(): Promise<void> {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { max: 15 } },
        audio: true,
      });
      this.stream = stream;
      const picture = stream.getVideoTracks()[0];
      if (picture) picture.contentHint = 'detail';
      picture?.addEventListener('ended', () => {
        if (this.stream === stream) this.stop();
      });
      this.changed(undefined);
    } catch (failure) {
      // Closing the picker is a decision, not a problem.
      const problem = problemOf(failure);
      this.changed(problem === 'denied' ? undefined : problem);
    }
  }

  stop(): void {
    if (!this.stream) return;
    for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
    this.changed(undefined);
  }

  picture(): MediaStreamTrack | null {
    return this.stream?.getVideoTracks()[0] ?? null;
  }

  sound(): MediaStreamTrack | null {
    return this.stream?.getAudioTracks()[0] ?? null;
  }

  own(): MediaStream | null {
    return this.stream;
  }
}
