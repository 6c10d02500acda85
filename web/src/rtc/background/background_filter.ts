// Between the camera and everything that shows or sends it. Once a background is chosen, nothing but
// what the studio has worked on goes out: nothing until its first picture, nothing when it fails.
// This part is small; studio and model are loaded when they are first wanted.
import { type Background, type BackgroundState, isScenePicture } from '../../state/background';
import type { TrackFilter } from '../track_filter';
import type { Backdrop } from './messages';
import type { Studio } from './studio';

/** In pixels of a picture 256 wide. */
const radius = { light: 2, strong: 7 };

export type BackgroundNews = Partial<Pick<BackgroundState, 'phase' | 'slow'>>;

export class BackgroundFilter implements TrackFilter {
  private camera: MediaStreamTrack | null = null;
  private chosen: Background = 'none';
  private studio: Studio | undefined;
  private attempt = 0; // what belongs to an earlier choice is dropped

  constructor(
    /** What may be sent is another track now, or none any more. */
    private readonly changed: () => void,
    private readonly tell: (news: BackgroundNews) => void,
  ) {}

  feed(track: MediaStreamTrack | null): void {
    this.camera = track;
    if (track) this.studio?.feed(track);
  }

  output(): MediaStreamTrack | null {
    if (this.chosen === 'none') return this.camera;
    return this.camera && (this.studio?.output() ?? null);
  }

  /** The same again: another try. */
  choose(background: Background): void {
    if (background === 'none' && this.chosen === 'none') return;
    const showsRoom = this.chosen === 'none' && this.camera !== null;
    this.chosen = background;
    const attempt = ++this.attempt;
    if (background === 'none') {
      this.leaveStudio();
      this.tell({ phase: 'off', slow: false });
      if (this.camera) this.changed();
      return;
    }
    if (!this.studio) this.tell({ phase: 'loading', slow: false });
    if (showsRoom) this.changed();
    this.prepare(background, attempt).catch((failure) => {
      console.warn('background', failure);
      if (attempt === this.attempt) this.fail();
    });
  }

  close(): void {
    this.attempt++;
    this.leaveStudio();
  }

  private async prepare(background: Exclude<Background, 'none'>, attempt: number): Promise<void> {
    const backdrop = await backdropOf(background);
    const { Studio } = await import('./studio');
    if (attempt !== this.attempt) return;
    if (!this.studio) this.studio = this.enterStudio(Studio);
    this.studio.setBackdrop(backdrop);
  }

  private enterStudio(kind: typeof Studio): Studio {
    const studio: Studio = new kind({
      showing: () => this.changed(),
      ready: () => this.tell({ phase: 'on' }),
      slow: (slow) => this.tell({ slow }),
      failed: () => {
        if (studio === this.studio) this.fail();
      },
    });
    if (this.camera) studio.feed(this.camera);
    return studio;
  }

  private fail(): void {
    this.leaveStudio();
    this.tell({ phase: 'failed', slow: false });
    this.changed();
  }

  private leaveStudio(): void {
    this.studio?.close();
    this.studio = undefined;
  }
}

async function backdropOf(background: Exclude<Background, 'none'>): Promise<Backdrop> {
  if (background === 'light' || background === 'strong') {
    return { kind: 'blur', radius: radius[background] };
  }
  const { pictureOf, scenePicture } = await import('./pictures');
  if (isScenePicture(background)) {
    return { kind: 'picture', picture: await scenePicture(background) };
  }
  const { loadOwnPicture } = await import('./own_picture');
  const own = await loadOwnPicture();
  if (!own) throw new Error('this browser keeps no picture');
  return { kind: 'picture', picture: await pictureOf(own) };
}
