// From the model's guess to what is drawn: how opaque each pixel of the person is. Pure.
// Edges are smoothed over time so that hair does not flicker, but only upwards: what is background now
// is gone at once, or somebody who moves would drag a trail of their room behind them.

/** Below: background; above: person; between: a soft edge. */
const surelyBackground = 0.35;
const surelyPerson = 0.75;
/** How much of the picture before is left in one that shows more of the person. */
const inertia = 0.35;

/** 0 … 1 for a probability of 0 … 1, flat at both ends. */
export function opacityOf(probability: number): number {
  const part = (probability - surelyBackground) / (surelyPerson - surelyBackground);
  const within = Math.min(1, Math.max(0, part));
  return within * within * (3 - 2 * within);
}

export class Mask {
  /** 0: background, 1: person. */
  readonly opacity: Float32Array;

  constructor(pixels: number) {
    this.opacity = new Float32Array(pixels);
  }

  update(probabilities: ArrayLike<number>): void {
    for (let index = 0; index < this.opacity.length; index++) {
      const now = opacityOf(probabilities[index] ?? 0);
      const before = this.opacity[index] ?? 0;
      this.opacity[index] = now < before ? now : now + (before - now) * inertia;
    }
  }

  /** To the alpha of RGBA pixels of the same size; the colours stay as they are. */
  writeAlpha(rgba: Uint8ClampedArray): void {
    for (let index = 0; index < this.opacity.length; index++) {
      rgba[index * 4 + 3] = (this.opacity[index] ?? 0) * 255;
    }
  }
}
