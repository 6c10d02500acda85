// Who may write to whom, as the server will decide it (src/domain/chat.cpp). Pure.
import { type AppState, type Person, Role } from './model';
import { hasTile, isModerator, mayCapture, self } from './selectors';

/** Participants where it is permitted; moderators wherever the house has a chat. */
export function mayWriteToAll(state: AppState): boolean {
  if (observes(state)) return false;
  const permitted = state.conference.room?.permitted?.chat === true;
  return permitted || (isModerator(state) && state.config?.chat.everybody !== false);
}

/** Moderators included: what is off is off. */
export function mayWritePrivately(state: AppState): boolean {
  return !observes(state) && state.conference.room?.permitted?.privateChat === true;
}

/** Why nothing can be written to everybody; undefined: it can. */
export type ChatOff = 'house' | 'moderators' | 'observer';

export function chatOff(state: AppState): ChatOff | undefined {
  if (observes(state)) return 'observer';
  if (state.config?.chat.everybody === false) return 'house';
  return mayWriteToAll(state) ? undefined : 'moderators';
}

export function mayReact(state: AppState): boolean {
  return !observes(state);
}

/** Real-time text, which counts as speaking. Undefined: one may. */
export function typingOff(state: AppState): 'moderators' | 'observer' | undefined {
  if (observes(state)) return 'observer';
  return mayCapture(state, 'microphone') ? undefined : 'moderators';
}

function observes(state: AppState): boolean {
  return self(state)?.role === Role.OBSERVER;
}

/** Whom one can write to alone, by name. */
export function recipients(people: readonly Person[], self: number, language: string): Person[] {
  const compare = new Intl.Collator(language).compare;
  return people
    .filter((person) => hasTile(person) && person.id !== self)
    .sort((a, b) => compare(a.name, b.name));
}
