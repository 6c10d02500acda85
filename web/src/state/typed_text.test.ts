import { describe, expect, it } from 'vitest';
import { difference, edited, longestLine, plainLine } from './typed_text';

const edit = (before: string, after: string) => ({
  line: 1,
  step: 1,
  finished: false,
  ...difference(before, after),
});

describe('the text of a line', () => {
  it('holds no break and nothing invisible that could deceive', () => {
    expect(plainLine('Grüß\tGott\r\n😀')).toBe('Grüß Gott 😀');
    expect(plainLine('\u202Eabc\u200B\u0007\uFEFF')).toBe('abc');
    expect(plainLine('👩\u200D👧')).toBe('👩\u200D👧');
  });

  it('is cut in code points, as the server counts', () => {
    expect([...plainLine('😀'.repeat(longestLine + 5))]).toHaveLength(longestLine);
  });
});

describe('edits', () => {
  it.each([
    ['', 'H'],
    ['Hallo', 'Hallo!'],
    ['Hallo', 'Hllo'],
    ['aa', 'aaa'],
    ['Grün 😀', 'Gründe 😀'],
    ['😀😃', '😃'],
    ['abc', ''],
    ['gleich', 'gleich'],
  ])('lead from "%s" to "%s"', (before, after) => {
    expect(edited(before, edit(before, after))).toBe(after);
  });

  it('say no more than what is new', () => {
    expect(difference('Hallo', 'Hallo!')).toEqual({ at: 5, erase: 0, insert: '!' });
    expect(difference('Hallo Welt', 'Hallo neue Welt')).toMatchObject({ erase: 0 });
  });

  it('beyond the end are none', () => {
    const beyond = { line: 1, step: 1, at: 3, erase: 1, insert: '', finished: false };
    expect(edited('abc', beyond)).toBeUndefined();
  });
});
