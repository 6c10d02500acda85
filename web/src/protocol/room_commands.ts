// Message family "room": how one comes in, and how the room rests or ends. For moderators.
import type { CommandBody } from './messages';

export function setWaitingRoom(on: boolean): CommandBody {
  return { case: 'setWaitingRoom', value: { on } };
}

/** For those who come from now on; an empty one removes it. */
export function setAccessCode(code: string): CommandBody {
  return { case: 'setAccessCode', value: { code } };
}

/** Answered by AccessData. */
export function getAccessData(): CommandBody {
  return { case: 'getAccessData', value: {} };
}

/** Everybody is logged off, answered by Ended. */
export function pauseRoom(): CommandBody {
  return { case: 'pauseRoom', value: {} };
}

/** Everybody is logged off and the room is deleted, answered by Ended. */
export function endRoom(): CommandBody {
  return { case: 'endRoom', value: {} };
}
