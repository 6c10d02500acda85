import { describe, expect, it, vi } from 'vitest';
import { colourOf, initials } from './initials';
import { slotCounts, slotsFor } from './slot_counts';
import { createStore } from './store';

describe('initials', () => {
  it.each([
    ['Erika Mustermann', 'EM'],
    ['tim', 'T'],
    ['Dr. Friederike von Hohenstein', 'DH'],
    ['  ', ''],
    ['ß', 'SS'],
    ['👩‍🏫 Lehrerin', '👩‍🏫L'],
    ['李伟', '李'],
  ])('of %j are %j', (name, expected) => {
    expect(initials(name)).toBe(expected);
  });

  it('keep their colour', () => {
    expect(colourOf('Erika', 6)).toBe(colourOf('Erika', 6));
    expect(colourOf('', 6)).toBeLessThan(6);
  });
});

describe('slots', () => {
  it('have three free ones for sound beside those of the first 25 pictures', () => {
    expect(slotCounts(9)).toEqual({ video: 9, sound: 12 });
    expect(slotCounts(4)).toEqual({ video: 4, sound: 7 });
    expect(slotCounts(49)).toEqual({ video: 49, sound: 28 });
  });

  it('grow in steps', () => {
    expect([1, 4, 5, 10, 17, 26, 99].map((count) => slotsFor(count).video)).toEqual([
      4, 4, 9, 16, 25, 49, 49,
    ]);
  });
});

describe('store', () => {
  it('tells its listeners of changes only', () => {
    const store = createStore(0, (state: number, action: number) => state + action);
    const listener = vi.fn();
    const end = store.subscribe(listener);
    store.dispatch(0);
    expect(listener).not.toHaveBeenCalled();
    store.dispatch(2);
    expect(store.state()).toBe(2);
    end();
    store.dispatch(1);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
