import { describe, expect, it } from 'vitest';
import { Reaction } from '../protocol/messages';
import {
  collected,
  latestOf,
  mostShown,
  noReactions,
  type Reactions,
  reacted,
  reactionOver,
} from './reactions';

const told = (...all: [person: number, code: Reaction][]): Reactions =>
  all.reduce((now, [person, code]) => reacted(now, person, code), noReactions);

describe('reactions', () => {
  it('show until they are over, a person’s latest at her tile', () => {
    const both = told([2, Reaction.APPLAUSE], [2, Reaction.HEART]);
    expect(latestOf(both, 2)).toBe('heart');
    expect(latestOf(both, 3)).toBeUndefined();
    expect(latestOf(reactionOver(both, 2), 2)).toBe('applause');
  });

  it('of a kind that this page does not know are left out', () => {
    expect(told([2, 99 as Reaction], [2, Reaction.UNSPECIFIED])).toBe(noReactions);
  });

  it('are bounded, the oldest go first', () => {
    let many = noReactions;
    for (let n = 0; n < mostShown + 3; n++) many = reacted(many, n, Reaction.LAUGHTER);
    expect(many.shown).toHaveLength(mostShown);
    expect(many.shown[0]?.person).toBe(3);
  });

  it('are told together, each person once for each kind', () => {
    const all = told(
      [2, Reaction.HEART],
      [3, Reaction.APPLAUSE],
      [2, Reaction.APPLAUSE],
      [3, Reaction.APPLAUSE],
    );
    expect(collected(all, 0)).toEqual([
      { kind: 'applause', people: [3, 2] },
      { kind: 'heart', people: [2] },
    ]);
    expect(collected(all, 3)).toEqual([{ kind: 'applause', people: [3] }]);
  });
});
