// Questions to the state. Pure; those that build lists are memoised by the caller.
import {
  type AppState,
  type LineQuality,
  type MediaKind,
  type Person,
  Presence,
  Role,
  SourceKind,
} from './model';

export function self(state: AppState): Person | undefined {
  return state.conference.people.find((person) => person.id === state.conference.self);
}

export function isModerator(state: AppState): boolean {
  return self(state)?.role === Role.MODERATOR;
}

const mediaKinds = ['microphone', 'camera', 'screen'] as const;

/** What this page says it sends and the server says it does not. */
export function takenAway(
  told: Readonly<Record<MediaKind, boolean>>,
  known: Readonly<Record<MediaKind, boolean>>,
): MediaKind[] {
  return mediaKinds.filter((kind) => told[kind] && !known[kind]);
}

/** Moderators may always. */
export function mayCapture(state: AppState, kind: MediaKind): boolean {
  const permitted = state.conference.room?.permitted;
  if (!permitted || isModerator(state)) return true;
  if (kind === 'microphone') return permitted.microphones;
  return kind === 'camera' ? permitted.cameras : permitted.screens;
}

/** Who has a tile: people inside, observers are not seen. */
export function hasTile(person: Person): boolean {
  return person.state !== Presence.WAITING && person.role !== Role.OBSERVER;
}

export function waits(person: Person): boolean {
  return person.state === Presence.WAITING;
}

/** Typing is speaking; the own microphone may be off, and a muted one says nothing. */
export function isTyping(state: AppState, person: number): boolean {
  return state.conference.transcript.typing.includes(person);
}

export function unreadLines(state: AppState): number {
  return state.conference.transcript.unread;
}

export function unseenPolls({ conference }: AppState): number {
  return conference.polls.filter(({ poll }) => poll.id > conference.pollSeen && !poll.closed)
    .length;
}

/** How many wait for this person to let them in. */
export function knockers(state: AppState): number {
  return isModerator(state) ? state.conference.people.filter(waits).length : 0;
}

/**
 * Whether a leaving person has to say what becomes of the room. Alone in a room that ends with its last
 * person, a moderator has nothing to choose.
 */
export function choosesAtLeaving(state: AppState): boolean {
  const { room, people } = state.conference;
  const endsAnyway = people.length <= 1 && state.config?.untilEmpty === true && !room?.canPause;
  return isModerator(state) && !endsAnyway;
}

export function sharers(people: readonly Person[]): Person[] {
  return people.filter((person) => person.media?.screen === true);
}

/** Of one's own line what this page has measured, of another's what theirs has told. */
export function lineOf(state: AppState, person: Person): LineQuality {
  return person.id === state.conference.self ? state.conference.ownLine : person.line;
}

/** The video slot that shows this source, or undefined while it has none. */
export function slotOf(state: AppState, person: number, kind: SourceKind): number | undefined {
  const fill = state.conference.videoSlots.find(
    (slot) => slot.person === person && slot.kind === kind,
  );
  return fill?.slot;
}

export function cameraSlot(state: AppState, person: number): number | undefined {
  return slotOf(state, person, SourceKind.CAMERA);
}
