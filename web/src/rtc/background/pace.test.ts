import { describe, expect, it } from 'vitest';
import { Pace } from './pace';

function spend(pace: Pace, cost: number, pictures = 100): void {
  for (let picture = 0; picture < pictures; picture++) pace.spent(cost);
}

describe('pace', () => {
  it('takes every picture of a camera that a quick computer keeps up with', () => {
    const pace = new Pace();
    spend(pace, 8);
    const taken = Array.from({ length: 30 }, (_, index) => pace.take(index * 33.3));
    expect(taken.every(Boolean)).toBe(true);
    expect(pace.scale()).toBe(1);
    expect(pace.isTooSlow()).toBe(false);
  });

  it('leaves two fifths of a core to the others', () => {
    const pace = new Pace();
    spend(pace, 30);
    expect(pace.take(0)).toBe(true);
    expect(pace.take(45)).toBe(false);
    expect(pace.wait(45)).toBeCloseTo(5);
    expect(pace.take(50.1)).toBe(true);
  });

  it('makes pictures smaller first, and tells that it is too slow only then', () => {
    const pace = new Pace();
    spend(pace, 90, 30);
    expect(pace.scale()).toBe(0.5);
    expect(pace.isTooSlow()).toBe(false);
    spend(pace, 90);
    expect(pace.isTooSlow()).toBe(true);
  });

  it('is content with smaller pictures that come quickly', () => {
    const pace = new Pace();
    spend(pace, 60, 30);
    spend(pace, 25);
    expect(pace.scale()).toBe(0.5);
    expect(pace.isTooSlow()).toBe(false);
  });

  it('is no longer too slow when the computer has time again, with some distance between', () => {
    const pace = new Pace();
    spend(pace, 90);
    spend(pace, 70);
    expect(pace.isTooSlow()).toBe(true);
    spend(pace, 30);
    expect(pace.isTooSlow()).toBe(false);
  });

  it('does not judge by the first pictures', () => {
    const pace = new Pace();
    spend(pace, 900, 5);
    spend(pace, 10);
    expect(pace.scale()).toBe(1);
  });
});
