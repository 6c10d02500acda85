// What runs beside sound and picture, as the server tells it: real-time text and polls. Typing is
// speaking: whoever types may take the floor.
import type { Edit } from '../protocol/beside_commands';
import type { Poll, PollShown, TypedLine } from '../protocol/messages';
import type { AppState, Conference } from './model';
import { addNotice } from './notices';
import { shownPolls, withPoll } from './polls';
import { isModerator } from './selectors';
import { nextFloor } from './stage';
import { caughtUp, startTyping, typed } from './transcript';

/** The snapshot of a welcome, or of being let in. */
export function follow(
  state: AppState,
  { polls, lines }: { polls: readonly PollShown[]; lines: readonly TypedLine[] },
  resumed: boolean,
): AppState {
  const { conference } = state;
  const transcript = caughtUp(
    conference.transcript,
    lines,
    (person) => nameOf(conference, person),
    { self: conference.self, resumed },
  );
  return inConference(state, { transcript, polls: shownPolls(polls) });
}

export function takeEdit(
  state: AppState,
  { person, edit }: { person: number; edit?: Edit | undefined },
): AppState {
  if (!edit) return state;
  const { conference } = state;
  const name = nameOf(conference, person);
  const transcript = typed(conference.transcript, { person, name }, edit);
  return tellOf(givenFloor(inConference(state, { transcript })), person, name);
}

/** Once for each person, as long as the pane stays closed. */
function tellOf(state: AppState, person: number, name: string): AppState {
  const { transcript } = state.conference;
  if (transcript.watched || transcript.told.includes(person)) return state;
  const told = [...transcript.told, person];
  const noted = inConference(state, { transcript: { ...transcript, told } });
  return addNotice(noted, 'notice.types', 'info', name);
}

/** The own typing, which the server does not repeat. */
export function typeMyself(state: AppState, own: string): AppState {
  const { transcript, self } = state.conference;
  return givenFloor(inConference(state, { transcript: { ...startTyping(transcript, self), own } }));
}

function givenFloor(state: AppState): AppState {
  const { conference } = state;
  const voices = [...conference.speakers, ...conference.transcript.typing];
  const floor = nextFloor(conference.floor, voices, conference.self);
  return floor === conference.floor ? state : inConference(state, { floor });
}

export function changePoll(state: AppState, poll: Poll | undefined): AppState {
  if (!poll) return state;
  const before = state.conference.polls.find((known) => known.poll.id === poll.id);
  const changed = inConference(state, { polls: withPoll(state.conference.polls, poll) });
  if (!before && !isModerator(state)) {
    return addNotice(changed, 'notice.poll', 'info', poll.question);
  }
  const ends = before !== undefined && !before.poll.closed && poll.closed;
  return ends ? addNotice(changed, 'notice.pollClosed', 'info', poll.question) : changed;
}

export function removePoll(state: AppState, id: number): AppState {
  return inConference(state, {
    polls: state.conference.polls.filter(({ poll }) => poll.id !== id),
  });
}

function nameOf({ people }: Conference, person: number): string {
  return people.find(({ id }) => id === person)?.name ?? '';
}

function inConference(state: AppState, change: Partial<Conference>): AppState {
  return { ...state, conference: { ...state.conference, ...change } };
}
