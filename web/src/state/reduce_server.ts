// What a message of the server does to the state. Slots and speakers are replaced whole; people are
// kept in the order of their numbers, which is that in which they came, so that tiles keep their place
// and who comes back after a restart of the server has the old one again.
import { captureOf } from '../protocol/conduct_commands';
import { EndReason, type Person, type ServerMessage, State } from '../protocol/messages';
import { heard, nextRun } from './chat';
import type { AppState, Conference, EndKind } from './model';
import { addNotice } from './notices';
import { reacted } from './reactions';
import { changePoll, follow, removePoll, takeEdit } from './reduce_beside';
import { nextFloor } from './stage';
import { departed } from './transcript';

export function reduceServer(state: AppState, message: ServerMessage): AppState {
  const { body } = message;
  switch (body.case) {
    case 'welcome': {
      const { self, room, people, resumed } = body.value;
      const chat = resumed ? state.conference.chat : nextRun(state.conference.chat);
      const phase = body.value.state === State.INSIDE ? 'inside' : 'waiting';
      const here = inConference(state, { phase, self, room, people, chat, line: 'up' });
      return follow(resumed ? here : inConference(here, { pollSeen: 0 }), body.value, resumed);
    }
    case 'admitted': {
      const { room, people } = body.value;
      const inside = inConference(state, { phase: 'inside', room, people });
      return addNotice(follow(inside, body.value, false), 'notice.admitted', 'info');
    }
    case 'sentToWait': {
      const alone = {
        request: undefined,
        people: [],
        videoSlots: [],
        soundSlots: [],
        speakers: [],
        floor: 0,
      };
      const outside = inConference(state, { phase: 'waiting', room: body.value.room, ...alone });
      return follow({ ...outside, inspected: 0 }, { polls: [], lines: [] }, false);
    }
    case 'personJoined':
      return body.value.person ? join(state, body.value.person) : state;
    case 'personChanged':
      return body.value.person ? change(state, body.value.person) : state;
    case 'personLeft':
      return leave(state, body.value.person);
    case 'slots':
      return inConference(state, { videoSlots: body.value.video, soundSlots: body.value.sound });
    case 'speakers':
      return hear(state, body.value.people);
    case 'roomChanged':
      return inConference(state, { room: body.value.room });
    case 'accessData': {
      const { code, pin, token } = body.value;
      return inConference(state, { accessData: { code, pin, token } });
    }
    case 'askedToSwitchOn': {
      const kind = captureOf(body.value.kind);
      const by = nameOf(state, body.value.by);
      return kind ? inConference(state, { request: { by, kind } }) : state;
    }
    case 'chatSaid': {
      const { chat, self } = state.conference;
      return inConference(state, {
        chat: heard(chat, body.value, self, nameOf(state, body.value.to)),
      });
    }
    case 'reacted': {
      const { person, reaction } = body.value;
      return inConference(state, {
        reactions: reacted(state.conference.reactions, person, reaction),
      });
    }
    case 'textTyped':
      return takeEdit(state, body.value);
    case 'pollChanged':
      return changePoll(state, body.value.poll);
    case 'pollRemoved':
      return removePoll(state, body.value.poll);
    case 'guessingLocked':
      return addNotice(state, 'notice.guessingLocked', 'warning');
    case 'ended': {
      const kind = endKinds[body.value.reason];
      return kind ? { ...state, page: { name: 'end', kind } } : state;
    }
    default:
      return state;
  }
}

const endKinds: Partial<Record<EndReason, EndKind>> = {
  [EndReason.ROOM_ENDED]: 'roomEnded',
  [EndReason.REMOVED]: 'removed',
  [EndReason.REJECTED]: 'rejected',
  [EndReason.TAKEN_OVER]: 'takenOver',
  [EndReason.LEFT]: 'left',
  [EndReason.ROOM_PAUSED]: 'paused',
};

function nameOf(state: AppState, id: number): string {
  return state.conference.people.find((person) => person.id === id)?.name ?? '';
}

function hear(state: AppState, speakers: readonly number[]): AppState {
  const { conference } = state;
  if (sameNumbers(conference.speakers, speakers)) return state;
  const voices = [...speakers, ...conference.transcript.typing];
  const floor = nextFloor(conference.floor, voices, conference.self);
  return inConference(state, { speakers, floor });
}

function join(state: AppState, person: Person): AppState {
  const people = state.conference.people;
  if (people.some((other) => other.id === person.id)) return change(state, person);
  const byNumber = [...people, person].sort((one, other) => one.id - other.id);
  const joined = inConference(state, { people: byNumber });
  // Who waits is shown as long as she does (ui/conference/Knocks), not as a notice.
  return person.state === State.WAITING
    ? inConference(joined, { knocked: person.id })
    : addNotice(joined, 'notice.joined', 'quiet', person.name);
}

function change(state: AppState, person: Person): AppState {
  const before = state.conference.people.find((other) => other.id === person.id);
  if (!before) return join(state, person);
  const people = state.conference.people.map((other) => (other.id === person.id ? person : other));
  const changed = inConference(state, { people });
  const cameIn = before.state === State.WAITING && person.state === State.INSIDE;
  return cameIn ? addNotice(changed, 'notice.joined', 'quiet', person.name) : changed;
}

function leave(state: AppState, id: number): AppState {
  const gone = state.conference.people.find((person) => person.id === id);
  if (!gone) return state;
  const left = inConference(state, {
    people: state.conference.people.filter((person) => person.id !== id),
    videoSlots: state.conference.videoSlots.filter((slot) => slot.person !== id),
    soundSlots: state.conference.soundSlots.filter((slot) => slot.person !== id),
    transcript: departed(state.conference.transcript, id),
  });
  const seen = state.inspected === id ? { ...left, inspected: 0 } : left;
  return gone.state === State.INSIDE ? addNotice(seen, 'notice.left', 'quiet', gone.name) : seen;
}

function inConference(state: AppState, change: Partial<Conference>): AppState {
  return { ...state, conference: { ...state.conference, ...change } };
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}
