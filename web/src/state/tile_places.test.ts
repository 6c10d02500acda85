import { describe, expect, it } from 'vitest';
import { arrange, pageOf } from './tile_places';

describe('places', () => {
  it('are taken in order of coming', () => {
    expect(arrange([], [1, 2, 3])).toEqual([1, 2, 3]);
    expect(arrange([1, 2], [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it('of who leaves go to who comes; nobody else moves', () => {
    expect(arrange([1, 2, 3, 4], [1, 3, 4, 5])).toEqual([1, 5, 3, 4]);
  });

  it('that stay free are filled by the last person', () => {
    expect(arrange([1, 2, 3, 4], [1, 3, 4])).toEqual([1, 4, 3]);
    expect(arrange([1, 2, 3, 4], [2])).toEqual([2]);
    expect(arrange([1, 2], [])).toEqual([]);
  });

  it('hold everybody exactly once through any coming and going', () => {
    let places: number[] = [];
    let people: number[] = [];
    for (let step = 1; step <= 500; step++) {
      if ((step * 7) % 3 > 0) people.push(step);
      else people.splice((step * 13) % Math.max(1, people.length), 1 + (step % 3));
      people = [...people];
      const kept = places.filter((person) => people.includes(person)).length;
      const next = arrange(places, people);
      expect([...next].sort((a, b) => a - b)).toEqual([...people].sort((a, b) => a - b));
      const still = next.filter((person, place) => places[place] === person).length;
      expect(kept - still).toBeLessThanOrEqual(3);
      places = next;
    }
  });
});

describe('pages', () => {
  const places = Array.from({ length: 20 }, (_, index) => index + 1);

  it('split the places', () => {
    expect(pageOf(places, 9, 2)).toEqual({ people: [19, 20], page: 2, pages: 3 });
  });

  it('end with the last when fewer people are there', () => {
    expect(pageOf(places.slice(0, 9), 9, 2)).toMatchObject({ page: 0, pages: 1 });
    expect(pageOf([], 9, 0)).toEqual({ people: [], page: 0, pages: 1 });
  });
});
