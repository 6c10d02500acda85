// Between the microphone and what is sent of it: RNNoise, where somebody wants more than the browser's
// noise suppression. Sound goes on in any case: unfiltered until the filter runs, and when it cannot.
// This part is small; the filter is loaded when it is first wanted.
import type { TrackFilter } from '../track_filter';
import type { NoiseStudio } from './noise_studio';

export class NoiseFilter implements TrackFilter {
  private microphone: MediaStreamTrack | null = null;
  private wanted = false;
  private studio: NoiseStudio | undefined;
  private attempt = 0; // what belongs to an earlier wish is dropped

  constructor(
    /** What may be sent is another track now. */
    private readonly changed: () => void,
    /** It does not run in this browser. */
    private readonly failed: () => void,
  ) {}

  feed(track: MediaStreamTrack | null): void {
    this.microphone = track;
    this.begin();
  }

  output(): MediaStreamTrack | null {
    return this.microphone && (this.studio?.output() ?? this.microphone);
  }

  want(on: boolean): void {
    if (on === this.wanted) return;
    this.wanted = on;
    this.begin();
  }

  /** To be called from a click: browsers hold an AudioContext back until there was one. */
  resume(): void {
    this.studio?.resume();
  }

  close(): void {
    this.wanted = false;
    this.begin();
  }

  private begin(): void {
    const attempt = ++this.attempt;
    const { microphone } = this;
    const had = this.studio !== undefined;
    this.studio?.close();
    this.studio = undefined;
    if (had && microphone) this.changed(); // whoever releases a microphone tells it anyway
    if (!microphone || !this.wanted) return;
    this.open(microphone, attempt).catch((failure) => {
      console.warn('noise suppression', failure);
      if (attempt === this.attempt) this.failed();
    });
  }

  private async open(microphone: MediaStreamTrack, attempt: number): Promise<void> {
    const { NoiseStudio } = await import('./noise_studio');
    const studio = await NoiseStudio.open(microphone, () => this.changed());
    if (attempt !== this.attempt) {
      studio.close();
      return;
    }
    this.studio = studio;
    this.changed();
  }
}
