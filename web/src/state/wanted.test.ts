import { describe, expect, it } from 'vitest';
import { SourceKind } from './model';
import { picturesWanted, type Sight, sameWanted } from './wanted';

const { CAMERA, SCREEN } = SourceKind;
const sight = (change: Partial<Sight> = {}): Sight => ({
  self: 1,
  hidden: false,
  soundOnly: false,
  floating: undefined,
  subject: undefined,
  subjectHeight: 0,
  tiles: [1, 2, 3, 4],
  tileHeight: 360,
  floor: 0,
  ...change,
});
const brief = (asked: Sight) =>
  picturesWanted(asked).map(({ person, kind, height }) => [person, kind, height]);

describe('pictures asked for', () => {
  it('are the visible tiles of the others, as high as they are', () => {
    expect(brief(sight())).toEqual([
      [2, CAMERA, 360],
      [3, CAMERA, 360],
      [4, CAMERA, 360],
    ]);
  });

  it('begin with what is large, then who spoke last', () => {
    const subject = { person: 9, kind: SCREEN } as const;
    expect(brief(sight({ subject, subjectHeight: 1080, floor: 4 }))).toEqual([
      [9, SCREEN, 1080],
      [4, CAMERA, 360],
      [2, CAMERA, 360],
      [3, CAMERA, 360],
    ]);
  });

  it('name nobody who is on another page, though they speak', () => {
    expect(brief(sight({ floor: 77 })).map(([person]) => person)).toEqual([2, 3, 4]);
  });

  it('are none with sound only, or while the window is in the background', () => {
    expect(brief(sight({ soundOnly: true }))).toEqual([]);
    expect(brief(sight({ hidden: true }))).toEqual([]);
  });

  it('are the floating one alone when the window is in the background', () => {
    const floating = { person: 3, kind: CAMERA } as const;
    expect(brief(sight({ hidden: true, floating }))).toEqual([[3, CAMERA, 360]]);
    expect(brief(sight({ hidden: true, floating, soundOnly: true }))).toEqual([]);
  });

  it('name each picture once, at its greatest height', () => {
    const floating = { person: 3, kind: CAMERA } as const;
    const wanted = brief(sight({ floating, subject: floating, subjectHeight: 900, floor: 3 }));
    expect(wanted).toEqual([
      [3, CAMERA, 900],
      [2, CAMERA, 360],
      [4, CAMERA, 360],
    ]);
  });

  it('leave out what has no height yet', () => {
    expect(brief(sight({ tileHeight: 0 }))).toEqual([]);
  });
});

it('the same wishes are told apart from others by every field and their order', () => {
  const wanted = picturesWanted(sight());
  expect(sameWanted(wanted, picturesWanted(sight()))).toBe(true);
  expect(sameWanted(wanted, picturesWanted(sight({ tileHeight: 361 })))).toBe(false);
  expect(sameWanted(wanted, picturesWanted(sight({ floor: 3 })))).toBe(false);
  expect(sameWanted(wanted, [])).toBe(false);
});
