// Blurs the background of a small picture: two box filters, which look like a bell curve. Each pixel
// counts as much as it is background, so that the person's colours do not bleed into the room as a halo.
// Pure; the buffers are kept for the next picture. Cost: four running sums over the pixels, whatever the radius.

/** Where all is person the colours still have to come from somewhere; nobody sees them. */
const leastWeight = 1 / 1024;
const passes = 2;
const channels = 4;

export class BackgroundBlur {
  private readonly one: Float32Array;
  private readonly other: Float32Array;

  constructor(
    private readonly width: number,
    private readonly height: number,
  ) {
    this.one = new Float32Array(width * height * channels);
    this.other = new Float32Array(width * height * channels);
  }

  /** In place. person: 0 … 1 for each pixel; without it all is background. radius: in pixels. */
  blur(rgba: Uint8ClampedArray, person: Float32Array | undefined, radius: number): void {
    this.weigh(rgba, person);
    const { width, height } = this;
    for (let pass = 0; pass < passes; pass++) {
      for (let row = 0; row < height; row++) {
        sumLine(this.one, this.other, row * width, 1, width, radius);
      }
      for (let column = 0; column < width; column++) {
        sumLine(this.other, this.one, column, width, height, radius);
      }
    }
    this.unweigh(rgba);
  }

  private weigh(rgba: Uint8ClampedArray, person: Float32Array | undefined): void {
    for (let at = 0; at < this.one.length; at += channels) {
      const weight = Math.max(leastWeight, 1 - (person?.[at / channels] ?? 0));
      this.one[at] = (rgba[at] ?? 0) * weight;
      this.one[at + 1] = (rgba[at + 1] ?? 0) * weight;
      this.one[at + 2] = (rgba[at + 2] ?? 0) * weight;
      this.one[at + 3] = weight;
    }
  }

  /** The sums were never divided by the number of pixels: the weight's sum does that as well. */
  private unweigh(rgba: Uint8ClampedArray): void {
    for (let at = 0; at < this.one.length; at += channels) {
      const weight = this.one[at + 3] ?? 1;
      rgba[at] = (this.one[at] ?? 0) / weight;
      rgba[at + 1] = (this.one[at + 1] ?? 0) / weight;
      rgba[at + 2] = (this.one[at + 2] ?? 0) / weight;
      rgba[at + 3] = 255;
    }
  }
}

/** Each pixel of a row or column becomes the sum of its neighbours within the radius. */
function sumLine(
  from: Float32Array,
  to: Float32Array,
  first: number,
  step: number,
  length: number,
  radius: number,
): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  let weight = 0;
  for (let position = -radius; position < length; position++) {
    const entering = position + radius;
    if (entering < length) {
      const at = (first + entering * step) * channels;
      red += from[at] ?? 0;
      green += from[at + 1] ?? 0;
      blue += from[at + 2] ?? 0;
      weight += from[at + 3] ?? 0;
    }
    const leaving = position - radius - 1;
    if (leaving >= 0) {
      const at = (first + leaving * step) * channels;
      red -= from[at] ?? 0;
      green -= from[at + 1] ?? 0;
      blue -= from[at + 2] ?? 0;
      weight -= from[at + 3] ?? 0;
    }
    if (position < 0) continue;
    const at = (first + position * step) * channels;
    to[at] = red;
    to[at + 1] = green;
    to[at + 2] = blue;
    to[at + 3] = weight;
  }
}
