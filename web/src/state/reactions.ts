// Reactions for a moment: applause, a heart and the like. Pure.
import { type ReactionName, reactionOf } from '../protocol/chat_commands';
import type { Reaction } from '../protocol/messages';

export type ReactionKind = ReactionName;

/** In the order of the buttons. */
export const reactionKinds: readonly ReactionKind[] = [
  'applause',
  'thumbsUp',
  'heart',
  'laughter',
  'surprise',
];

export interface ShownReaction {
  id: number;
  person: number;
  kind: ReactionKind;
}

export interface Reactions {
  shown: readonly ShownReaction[];
  /** How many there ever were; gives each its id. */
  count: number;
}

export const noReactions: Reactions = { shown: [], count: 0 };

/** A class that applauds all at once covers no stage. */
export const mostShown = 24;

export function reacted(reactions: Reactions, person: number, code: Reaction): Reactions {
  const kind = reactionOf(code);
  if (!kind) return reactions;
  const id = reactions.count + 1;
  return { count: id, shown: [...reactions.shown, { id, person, kind }].slice(-mostShown) };
}

export function reactionOver(reactions: Reactions, id: number): Reactions {
  return { ...reactions, shown: reactions.shown.filter((shown) => shown.id !== id) };
}

/** What a person's tile shows. */
export function latestOf(reactions: Reactions, person: number): ReactionKind | undefined {
  return reactions.shown.findLast((shown) => shown.person === person)?.kind;
}

export interface SpokenReaction {
  kind: ReactionKind;
  /** Each once, in the order in which they reacted. */
  people: readonly number[];
}

/** What came after `id`, together: nobody wants to hear thirty hands one by one. */
export function collected(reactions: Reactions, after: number): SpokenReaction[] {
  const fresh = reactions.shown.filter(({ id }) => id > after);
  return reactionKinds
    .map((kind) => ({
      kind,
      people: [...new Set(fresh.filter((shown) => shown.kind === kind).map((s) => s.person))],
    }))
    .filter(({ people }) => people.length > 0);
}
