import { describe, expect, it } from 'vitest';
import { BackgroundBlur } from './blur';

const side = 32;

function picture(grey: (x: number, y: number) => number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(side * side * 4);
  for (let pixel = 0; pixel < side * side; pixel++) {
    const value = grey(pixel % side, Math.floor(pixel / side));
    rgba.set([value, value, value, 255], pixel * 4);
  }
  return rgba;
}

/** The mean difference of neighbours: what is left of fine detail. */
function detail(rgba: Uint8ClampedArray): number {
  let sum = 0;
  for (let pixel = 1; pixel < side * side; pixel++) {
    sum += Math.abs((rgba[pixel * 4] ?? 0) - (rgba[pixel * 4 - 4] ?? 0));
  }
  return sum / (side * side);
}

const chess = () => picture((x, y) => ((x + y) % 2) * 255);

describe('background blur', () => {
  it('leaves a plain wall as it is, up to its edges', () => {
    const rgba = picture(() => 120);
    new BackgroundBlur(side, side).blur(rgba, undefined, 7);
    const wrong = rgba.findIndex((value, at) => Math.abs(value - (at % 4 === 3 ? 255 : 120)) > 1);
    expect(wrong).toBe(-1);
  });

  it('leaves no detail of a chessboard', () => {
    const rgba = chess();
    expect(detail(rgba)).toBeGreaterThan(200);
    new BackgroundBlur(side, side).blur(rgba, undefined, 2);
    expect(detail(rgba)).toBeLessThan(20);
  });

  it('blurs more with a larger radius', () => {
    const step = () => picture((x) => (x < side / 2 ? 0 : 255));
    const [light, strong] = [step(), step()];
    const blur = new BackgroundBlur(side, side);
    blur.blur(light, undefined, 2);
    blur.blur(strong, undefined, 7);
    const middle = (side / 2) * side + side / 2;
    const rise = (rgba: Uint8ClampedArray) =>
      (rgba[middle * 4] ?? 0) - (rgba[(middle - 1) * 4] ?? 0);
    expect(rise(strong)).toBeLessThan(rise(light) / 2);
  });

  it('keeps the person’s colours out of the room', () => {
    const isPerson = (x: number) => x < side / 2;
    const rgba = picture((x) => (isPerson(x) ? 255 : 40));
    const person = Float32Array.from({ length: side * side }, (_, pixel) =>
      isPerson(pixel % side) ? 1 : 0,
    );
    new BackgroundBlur(side, side).blur(rgba, person, 5);
    const beside = (side / 2) * side + side / 2;
    expect(Math.abs((rgba[beside * 4] ?? 0) - 40)).toBeLessThanOrEqual(2);
  });
});
