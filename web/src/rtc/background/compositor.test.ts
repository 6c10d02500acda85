import { describe, expect, it } from 'vitest';
import { coverPart, outputSize } from './compositor';

describe('output size', () => {
  it('is the camera’s up to 720p, also upright', () => {
    expect(outputSize({ width: 640, height: 360 }, 1)).toEqual({ width: 640, height: 360 });
    expect(outputSize({ width: 1920, height: 1080 }, 1)).toEqual({ width: 1280, height: 720 });
    expect(outputSize({ width: 1080, height: 1920 }, 1)).toEqual({ width: 720, height: 1280 });
  });

  it('is even', () => {
    expect(outputSize({ width: 321, height: 181 }, 0.5)).toEqual({ width: 160, height: 90 });
  });

  it('leaves pixels to a quarter of it', () => {
    expect(outputSize({ width: 1, height: 1 }, 0.5)).toEqual({ width: 16, height: 16 });
  });
});

describe('the part of a picture that fills a frame', () => {
  it('is all of it where the shapes are alike', () => {
    const part = coverPart({ width: 1280, height: 720 }, { width: 640, height: 360 });
    expect(part).toEqual({ width: 1280, height: 720, x: 0, y: 0 });
  });

  it('is its middle for a phone held upright', () => {
    const part = coverPart({ width: 1280, height: 720 }, { width: 360, height: 640 });
    expect(part).toEqual({ width: 405, height: 720, x: 437.5, y: 0 });
  });
});
