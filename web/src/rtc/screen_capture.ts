// The shared screen: the browser's own picker, with sound where the browser can. Text stays sharp at few
// pictures a second (detail), or a film runs smoothly (motion); that can change while it is shared.
import type { DeviceProblem, ScreenContent } from '../state/model';
import { problemOf } from './device_problem';

const frameRates: Record<ScreenContent, number> = { detail: 15, motion: 30 };

export class ScreenCapture {
  private stream: MediaStream | null = null;
  private attempt = 0; // an answer of an earlier attempt is dropped

  /** Called when sharing began or ended, whoever ended it. */
  constructor(private readonly changed: (problem: DeviceProblem | undefined) => void) {}

  static isPossible(): boolean {
    return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
  }

  async start(content: ScreenContent): Promise<void> {
    const attempt = ++this.attempt;
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { max: frameRates[content] } },
        audio: true,
      });
      if (attempt !== this.attempt) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.stream = stream;
      const picture = stream.getVideoTracks()[0];
      if (picture) picture.contentHint = content;
      picture?.addEventListener('ended', () => {
        if (this.stream === stream) this.stop();
      });
      this.changed(undefined);
    } catch (failure) {
      if (attempt !== this.attempt) return;
      // Closing the picker is a decision, not a problem.
      const problem = problemOf(failure);
      this.changed(problem === 'denied' ? undefined : problem);
    }
  }

  setContent(content: ScreenContent): void {
    const picture = this.picture();
    if (!picture) return;
    picture.contentHint = content;
    picture.applyConstraints({ frameRate: { max: frameRates[content] } }).catch(() => {
      // The browser keeps its pace; the hint alone already helps.
    });
  }

  stop(): void {
    this.attempt++;
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
