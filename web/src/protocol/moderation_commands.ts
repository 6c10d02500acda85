// Message family "moderation": the waiting room and removal. The server decides who may.
import type { CommandBody } from './messages';

/** No people: everybody who waits. */
export function admit(people: readonly number[]): CommandBody {
  return { case: 'admit', value: { people: [...people] } };
}

export function reject(people: readonly number[]): CommandBody {
  return { case: 'reject', value: { people: [...people] } };
}

/** Back to the waiting room, which must be on; not for moderators. */
export function sendToWait(person: number): CommandBody {
  return { case: 'sendToWait', value: { person } };
}

/** bar: the person may not come back to this room. */
export function remove(person: number, bar: boolean): CommandBody {
  return { case: 'remove', value: { person, bar } };
}
