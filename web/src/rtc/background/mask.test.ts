import { describe, expect, it } from 'vitest';
import { Mask, opacityOf } from './mask';

describe('opacity', () => {
  it('is nothing for background, all for the person, and rises between', () => {
    expect(opacityOf(0)).toBe(0);
    expect(opacityOf(0.3)).toBe(0);
    expect(opacityOf(0.8)).toBe(1);
    expect(opacityOf(1)).toBe(1);
    expect(opacityOf(0.5)).toBeGreaterThan(opacityOf(0.45));
  });
});

describe('mask', () => {
  it('begins as background everywhere', () => {
    expect([...new Mask(3).opacity]).toEqual([0, 0, 0]);
  });

  it('lets the person come softly and the room go at once', () => {
    const mask = new Mask(1);
    mask.update([1]);
    expect(mask.opacity[0]).toBeGreaterThan(0.5);
    expect(mask.opacity[0]).toBeLessThan(1);
    for (let picture = 0; picture < 20; picture++) mask.update([1]);
    expect(mask.opacity[0]).toBeCloseTo(1, 3);
    mask.update([0]);
    expect(mask.opacity[0]).toBe(0);
  });

  it('takes what the model does not say for background', () => {
    const mask = new Mask(2);
    mask.update([1, 1]);
    mask.update([1]);
    expect(mask.opacity[1]).toBe(0);
  });

  it('writes alpha and leaves the colours', () => {
    const mask = new Mask(2);
    for (let picture = 0; picture < 20; picture++) mask.update([1, 0]);
    const rgba = new Uint8ClampedArray([1, 2, 3, 9, 4, 5, 6, 9]);
    mask.writeAlpha(rgba);
    expect([...rgba]).toEqual([1, 2, 3, 255, 4, 5, 6, 0]);
  });
});
