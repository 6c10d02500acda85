import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PersonSchema, ServerMessageSchema } from '../protocol/generated/plenum_pb';
import { EndReason, Role, SourceKind, State } from '../protocol/messages';
import { type Action, reduceApp } from './app_reducer';
import { type AppState, initialState, type ServerConfig } from './model';
import {
  cameraSlot,
  choosesAtLeaving,
  hasTile,
  isModerator,
  knockers,
  self,
  sharers,
  slotOf,
  waits,
} from './selectors';

type Body = MessageInitShape<typeof ServerMessageSchema>['body'];

function person(id: number, init: MessageInitShape<typeof PersonSchema> = {}) {
  return create(PersonSchema, {
    id,
    name: `P${id}`,
    role: Role.PARTICIPANT,
    state: State.INSIDE,
    ...init,
  });
}

function told(state: AppState, ...bodies: Body[]): AppState {
  return bodies.reduce<AppState>(
    (now, body) =>
      reduceApp(now, { type: 'server', message: create(ServerMessageSchema, { body }) }),
    state,
  );
}

const inside = told(initialState, {
  case: 'welcome',
  value: {
    self: 1,
    state: State.INSIDE,
    room: { id: 'rat', name: 'Rat' },
    people: [person(1, { role: Role.MODERATOR }), person(2)],
  },
});

const keys = (state: AppState) => state.notices.map(({ key }) => key);

describe('messages of the server', () => {
  it('Welcome is everything I may see', () => {
    expect(inside.conference).toMatchObject({ phase: 'inside', self: 1, line: 'up' });
    expect(inside.conference.people).toHaveLength(2);
    expect(self(inside)?.name).toBe('P1');
    expect(isModerator(inside)).toBe(true);
  });

  it('Welcome after a resume replaces who was there', () => {
    const again = told(inside, {
      case: 'welcome',
      value: { self: 1, state: State.INSIDE, people: [person(1)] },
    });
    expect(again.conference.people.map(({ id }) => id)).toEqual([1]);
    expect(again.notices).toEqual([]);
  });

  it('waiting ends with Admitted, which brings the people', () => {
    const waiting = told(initialState, { case: 'welcome', value: { state: State.WAITING } });
    expect(waiting.conference.phase).toBe('waiting');
    const admitted = told(waiting, { case: 'admitted', value: { people: [person(1)] } });
    expect(admitted.conference.phase).toBe('inside');
    expect(keys(admitted)).toEqual(['notice.admitted']);
  });

  it('people come, change and go, and it is said', () => {
    const joined = told(inside, { case: 'personJoined', value: { person: person(3) } });
    expect(joined.conference.people.map(({ id }) => id)).toEqual([1, 2, 3]);
    const changed = told(joined, {
      case: 'personChanged',
      value: { person: person(3, { away: true }) },
    });
    expect(changed.conference.people[2]?.away).toBe(true);
    const left = told(changed, { case: 'personLeft', value: { person: 3 } });
    expect(left.conference.people).toHaveLength(2);
    expect(keys(left)).toEqual(['notice.joined', 'notice.left']);
    expect(left.notices[0]?.name).toBe('P3');
  });

  it('who waited first stands first, though she comes back last after a restart', () => {
    const knock = (state: AppState, id: number) =>
      told(state, {
        case: 'personJoined',
        value: { person: person(id, { state: State.WAITING }) },
      });
    const back = knock(knock(knock(inside, 5), 4), 6);
    expect(back.conference.people.map(({ id }) => id)).toEqual([1, 2, 4, 5, 6]);
    expect(knock(knock(inside, 5), 4).conference.knocked).toBe(4);
  });

  it('who knocks counts until she is let in or goes', () => {
    const waitingPerson = person(3, { state: State.WAITING });
    const knocking = told(inside, { case: 'personJoined', value: { person: waitingPerson } });
    expect(keys(knocking)).toEqual([]);
    expect(knocking.conference.people.filter(waits)).toHaveLength(1);
    expect(knockers(knocking)).toBe(1);
    const letIn = told(knocking, { case: 'personChanged', value: { person: person(3) } });
    expect(keys(letIn)).toEqual(['notice.joined']);
    expect(knockers(letIn)).toBe(0);
    const gone = told(knocking, { case: 'personLeft', value: { person: 3 } });
    expect(keys(gone)).toEqual([]);
  });

  it('only moderators hear of those who knock', () => {
    const waitingPerson = person(3, { state: State.WAITING });
    const guest = told(inside, { case: 'personChanged', value: { person: person(1) } });
    expect(knockers(told(guest, { case: 'personJoined', value: { person: waitingPerson } }))).toBe(
      0,
    );
  });

  it('sent back to the waiting room, one sees nobody', () => {
    const sent = told(inside, { case: 'sentToWait', value: { room: { name: 'Rat' } } });
    expect(sent.conference).toMatchObject({ phase: 'waiting', people: [] });
  });

  it('the dialog about a line closes when its person goes, or one is sent to wait oneself', () => {
    const looking = { ...inside, inspected: 2 };
    expect(told(looking, { case: 'personLeft', value: { person: 2 } }).inspected).toBe(0);
    expect(told(looking, { case: 'personLeft', value: { person: 1 } }).inspected).toBe(2);
    const sent = told(looking, { case: 'sentToWait', value: { room: { name: 'Rat' } } });
    expect(sent.inspected).toBe(0);
  });

  it('access data are kept for the dialogs, and guessing is announced', () => {
    const answer = { id: 4, code: 'k7m2', pin: '0407', token: 'sealed' };
    const known = told(inside, { case: 'accessData', value: answer });
    expect(known.conference.accessData).toEqual({ code: 'k7m2', pin: '0407', token: 'sealed' });
    expect(keys(told(inside, { case: 'guessingLocked', value: {} }))).toEqual([
      'notice.guessingLocked',
    ]);
  });

  it('Slots replaces the slots, and who leaves empties theirs', () => {
    const filled = told(inside, {
      case: 'slots',
      value: {
        video: [
          { slot: 0, person: 2, kind: SourceKind.CAMERA },
          { slot: 4, person: 2, kind: SourceKind.SCREEN },
        ],
      },
    });
    expect(cameraSlot(filled, 2)).toBe(0);
    expect(slotOf(filled, 2, SourceKind.SCREEN)).toBe(4);
    expect(cameraSlot(filled, 1)).toBeUndefined();
    const left = told(filled, { case: 'personLeft', value: { person: 2 } });
    expect(left.conference.videoSlots).toEqual([]);
  });

  it('who of the others spoke last has the floor, also when it is quiet again', () => {
    const speaking = told(inside, { case: 'speakers', value: { people: [1, 2] } });
    expect(speaking.conference.floor).toBe(2);
    const quiet = told(speaking, { case: 'speakers', value: { people: [] } });
    expect(quiet.conference.floor).toBe(2);
  });

  it('who types has the floor, and is told of once while nobody watches', () => {
    const edit = { line: 1, step: 0, at: 0, erase: 0, insert: 'H', finished: false };
    const types: Body = { case: 'textTyped', value: { person: 2, edit } };
    const typing = told(inside, types);
    expect(typing.conference.floor).toBe(2);
    expect(typing.conference.transcript.typing).toEqual([2]);
    expect(typing.notices.at(-1)?.key).toBe('notice.types');
    expect(told(typing, types).notices).toHaveLength(typing.notices.length);
    const watched = reduceApp(inside, { type: 'transcriptWatched', watched: true });
    expect(told(watched, types).notices).toEqual(inside.notices);
  });

  it('the own line stands in the field, then among the finished', () => {
    const own = reduceApp(inside, { type: 'ownText', text: 'Hallo' });
    expect(own.conference.transcript).toMatchObject({ own: 'Hallo', typing: [1] });
    const done = reduceApp(own, { type: 'ownTextFinished' }).conference.transcript;
    expect(done).toMatchObject({ own: '', finished: [{ person: 1, text: 'Hallo' }] });
  });

  it('equal speakers change nothing', () => {
    const speaking = told(inside, { case: 'speakers', value: { people: [2] } });
    expect(speaking.conference.speakers).toEqual([2]);
    expect(told(speaking, { case: 'speakers', value: { people: [2] } })).toBe(speaking);
  });

  it.each([
    [EndReason.ROOM_ENDED, 'roomEnded'],
    [EndReason.REMOVED, 'removed'],
    [EndReason.REJECTED, 'rejected'],
    [EndReason.TAKEN_OVER, 'takenOver'],
    [EndReason.LEFT, 'left'],
    [EndReason.ROOM_PAUSED, 'paused'],
  ])('end reason %i shows the page %s', (reason, kind) => {
    expect(told(inside, { case: 'ended', value: { reason } }).page).toEqual({ name: 'end', kind });
  });

  it('a stopping server ends nothing', () => {
    const reason = EndReason.SERVER_STOPS;
    expect(told(inside, { case: 'ended', value: { reason } })).toBe(inside);
  });

  it('unknown people and empty messages are harmless', () => {
    expect(told(inside, { case: 'personLeft', value: { person: 99 } })).toBe(inside);
    expect(told(inside, { case: 'personJoined', value: {} })).toBe(inside);
    expect(told(inside, undefined)).toBe(inside);
  });
});

describe('selectors', () => {
  it('a moderator chooses what becomes of the room, unless it ends with her anyway', () => {
    const config = { untilEmpty: true } as ServerConfig;
    const house = { ...inside, config };
    const alone = told(house, { case: 'personLeft', value: { person: 2 } });
    expect(choosesAtLeaving(house)).toBe(true);
    expect(choosesAtLeaving(alone)).toBe(false);
    expect(choosesAtLeaving({ ...alone, config: undefined })).toBe(true);
    const guest = told(house, { case: 'personChanged', value: { person: person(1) } });
    expect(choosesAtLeaving(guest)).toBe(false);
  });

  it('observers and those who wait have no tile', () => {
    expect(hasTile(person(1))).toBe(true);
    expect(hasTile(person(1, { role: Role.OBSERVER }))).toBe(false);
    expect(hasTile(person(1, { state: State.WAITING }))).toBe(false);
  });

  it('sharers are those with a screen', () => {
    const people = [person(1), person(2, { media: { screen: true } })];
    expect(sharers(people).map(({ id }) => id)).toEqual([2]);
  });
});

describe('intents', () => {
  const run = (state: AppState, ...actions: Action[]) => actions.reduce(reduceApp, state);

  it('a page that opens has no old problem', () => {
    const failed = run(initialState, { type: 'submit' }, { type: 'formProblem', problem: 'x' });
    expect(failed).toMatchObject({ busy: false, formProblem: 'x' });
    expect(run(failed, { type: 'page', page: { name: 'start' } }).formProblem).toBeUndefined();
  });

  it('the room that was left is remembered by name, and nothing else of it', () => {
    const left = run(inside, { type: 'room', roomId: undefined });
    expect(left.lastRoomName).toBe('Rat');
    expect(left.conference.room).toBeUndefined();
    expect(run(left, { type: 'room', roomId: 'x' }).lastRoomName).toBe('Rat');
  });

  it('another stay begins with nothing pinned and with pictures, but looks as it was chosen', () => {
    const before = run(
      inside,
      { type: 'pin', subject: { person: 2, kind: SourceKind.CAMERA } },
      { type: 'soundOnly', on: true },
      { type: 'view', change: { layout: 'speaker' } },
    );
    expect(before).toMatchObject({ pinned: { person: 2 }, soundOnly: true });
    const next = run(before, { type: 'enter', created: false, typedCode: '', chatRead: 7 });
    expect(next).toMatchObject({ pinned: undefined, soundOnly: false });
    expect(next.view.layout).toBe('speaker');
    expect(next.conference.chat).toMatchObject({ messages: [], read: 7 });
  });

  it('a page that opens asks for no old e-mail code', () => {
    const sent = run(initialState, { type: 'emailCode', emailCode: { phase: 'sent' } });
    const next = run(sent, { type: 'page', page: { name: 'start' } });
    expect(next.emailCode).toEqual({ phase: 'none' });
  });

  it('a new peer connection has empty slots', () => {
    const state = run(inside, { type: 'peer', version: 2 });
    expect(state.conference).toMatchObject({ peerVersion: 2, videoSlots: [] });
  });

  it('keeps the four latest notices, each with an id of its own', () => {
    const notice: Action = { type: 'notice', key: 'copied.link', tone: 'info' };
    const state = run(inside, ...Array.from({ length: 6 }, () => notice));
    expect(state.notices.map(({ id }) => id)).toEqual([3, 4, 5, 6]);
    const rest = run(state, { type: 'noticeSeen', id: 4 }, notice);
    expect(rest.notices.map(({ id }) => id)).toEqual([3, 5, 6, 7]);
  });
});
