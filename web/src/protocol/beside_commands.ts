// Message family "beside": real-time text and polls, which run beside sound and picture.
import type { CommandBody } from './messages';

/** One edit of the line that this person types: docs/signalling.md, "Real-time text". */
export interface Edit {
  line: number;
  step: number;
  at: number;
  erase: number;
  insert: string;
  finished: boolean;
}

export interface PollDraft {
  question: string;
  answers: string[];
  multiple: boolean;
  anonymous: boolean;
  live: boolean;
}

export function typeText(edit: Edit): CommandBody {
  return { case: 'typeText', value: { ...edit } };
}

export function createPoll(draft: PollDraft): CommandBody {
  return { case: 'createPoll', value: { poll: { ...draft } } };
}

/** No answers: the vote is withdrawn. */
export function vote(poll: number, answers: readonly number[]): CommandBody {
  return { case: 'vote', value: { poll, answers: [...answers] } };
}

export function closePoll(poll: number): CommandBody {
  return { case: 'closePoll', value: { poll } };
}

export function removePoll(poll: number): CommandBody {
  return { case: 'removePoll', value: { poll } };
}
