// Puts a picture together: the blurred or replaced background, and the person over it. What it gives out
// holds nothing of the camera but what the mask calls person; without a mask that is nothing.
import { BackgroundBlur } from './blur';
import { Mask } from './mask';
import type { Backdrop } from './messages';
import type { Segmenter, Shape } from './segmenter';

export interface Size {
  width: number;
  height: number;
}

const largest: Size = { width: 1280, height: 720 };
/** A quarter of it is sent, too (simulcast.ts): Firefox 153 dies of a picture that has no pixel left then. */
const shortest = 16;

/** Within 1280 × 720 or, upright, 720 × 1280; even, since codecs halve the colours; never next to nothing. */
export function outputSize({ width, height }: Size, scale: number): Size {
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  const fit = Math.min(1, largest.width / long, largest.height / short) * scale;
  const even = (side: number) => Math.max(shortest, Math.round((side * fit) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** The part of a picture that fills a frame of another shape: its middle. */
export function coverPart(picture: Size, frame: Size): Size & { x: number; y: number } {
  const scale = Math.min(picture.width / frame.width, picture.height / frame.height);
  const width = frame.width * scale;
  const height = frame.height * scale;
  return { width, height, x: (picture.width - width) / 2, y: (picture.height - height) / 2 };
}

export class Compositor {
  /** Small: what the model sees, and what is blurred. */
  private readonly small: OffscreenCanvasRenderingContext2D;
  private readonly stencil: OffscreenCanvasRenderingContext2D;
  private readonly person = context(2, 2);
  private readonly output = context(2, 2);
  private readonly mask: Mask;
  private readonly blur: BackgroundBlur;

  constructor(private readonly shape: Shape) {
    this.small = context(shape.width, shape.height, { willReadFrequently: true });
    this.stencil = context(shape.width, shape.height);
    this.mask = new Mask(shape.width * shape.height);
    this.blur = new BackgroundBlur(shape.width, shape.height);
  }

  async compose(
    camera: CanvasImageSource,
    size: Size,
    backdrop: Backdrop,
    segmenter: Segmenter | undefined,
  ): Promise<OffscreenCanvas> {
    const { width, height } = this.shape;
    this.small.drawImage(camera, 0, 0, width, height);
    const pixels = this.small.getImageData(0, 0, width, height);
    await segmenter?.run(pixels.data, (person) => this.mask.update(person));
    resize(this.output.canvas, size);
    if (segmenter) this.cutOut(camera, size, pixels);
    this.drawBackdrop(backdrop, size, pixels);
    if (segmenter) this.output.drawImage(this.person.canvas, 0, 0);
    return this.output.canvas;
  }

  /** The person alone, on nothing. */
  private cutOut(camera: CanvasImageSource, size: Size, pixels: ImageData): void {
    this.mask.writeAlpha(pixels.data);
    this.stencil.putImageData(pixels, 0, 0);
    resize(this.person.canvas, size);
    this.person.globalCompositeOperation = 'copy';
    this.person.drawImage(this.stencil.canvas, 0, 0, size.width, size.height);
    this.person.globalCompositeOperation = 'source-in';
    this.person.drawImage(camera, 0, 0, size.width, size.height);
  }

  private drawBackdrop(backdrop: Backdrop, size: Size, pixels: ImageData): void {
    if (backdrop.kind === 'picture') {
      const { picture } = backdrop;
      const { x, y, width, height } = coverPart(picture, size);
      this.output.drawImage(picture, x, y, width, height, 0, 0, size.width, size.height);
      return;
    }
    this.blur.blur(pixels.data, this.mask.opacity, backdrop.radius);
    this.small.putImageData(pixels, 0, 0);
    this.output.drawImage(this.small.canvas, 0, 0, size.width, size.height);
  }
}

function context(width: number, height: number, settings?: CanvasRenderingContext2DSettings) {
  const made = new OffscreenCanvas(width, height).getContext('2d', settings);
  if (!made) throw new Error('no canvas in workers');
  made.imageSmoothingQuality = 'medium';
  return made;
}

function resize(canvas: OffscreenCanvas, { width, height }: Size): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}
