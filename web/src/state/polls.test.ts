import { create, type MessageInitShape } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { PollSchema, ServerMessageSchema } from '../protocol/generated/plenum_pb';
import { Role, State } from '../protocol/messages';
import { reduceApp } from './app_reducer';
import { type AppState, initialState, type PollDraft } from './model';
import { emptyDraft, resultTable, resultText, share } from './polls';
import { unseenPolls } from './selectors';

type Body = MessageInitShape<typeof ServerMessageSchema>['body'];

function told(state: AppState, ...bodies: Body[]): AppState {
  return bodies.reduce<AppState>(
    (now, body) =>
      reduceApp(now, { type: 'server', message: create(ServerMessageSchema, { body }) }),
    state,
  );
}

const init = { id: 1, question: 'Pause?', answers: ['ja', 'nein'] };
const poll = (change: MessageInitShape<typeof PollSchema> = {}) => ({ ...init, ...change });
const inside = told(initialState, {
  case: 'welcome',
  value: {
    self: 2,
    state: State.INSIDE,
    people: [{ id: 2, name: 'Ben', role: Role.PARTICIPANT, state: State.INSIDE }],
  },
});

describe('polls', () => {
  it('come with a notice and a badge until they are seen', () => {
    const asked = told(inside, { case: 'pollChanged', value: { poll: poll() } });
    expect(unseenPolls(asked)).toBe(1);
    expect(asked.notices.at(-1)).toMatchObject({ key: 'notice.poll', name: 'Pause?' });
    expect(unseenPolls(reduceApp(asked, { type: 'pollsSeen' }))).toBe(0);
  });

  it('keep the own choice when others vote, and tell once when they end', () => {
    const asked = told(inside, { case: 'pollChanged', value: { poll: poll() } });
    const voted = reduceApp(asked, { type: 'voted', poll: 1, answers: [1] });
    const more = told(voted, { case: 'pollChanged', value: { poll: poll({ ballots: 2 }) } });
    expect(more.conference.polls[0]).toMatchObject({ mine: [1], poll: { ballots: 2 } });
    const ended = told(more, { case: 'pollChanged', value: { poll: poll({ closed: true }) } });
    expect(ended.notices.at(-1)?.key).toBe('notice.pollClosed');
    const removed = told(ended, { case: 'pollRemoved', value: { poll: 1 } });
    expect(removed.conference.polls).toEqual([]);
  });

  it('are unseen again in another run of the room, which counts them anew', () => {
    const asked = told(inside, { case: 'pollChanged', value: { poll: poll({ id: 5 }) } });
    const seen = reduceApp(asked, { type: 'pollsSeen' });
    const welcome = (resumed: boolean): Body => ({
      case: 'welcome',
      value: { self: 2, state: State.INSIDE, resumed, polls: [{ poll: poll(), mine: [] }] },
    });
    expect(unseenPolls(told(seen, welcome(true)))).toBe(0);
    expect(unseenPolls(told(seen, welcome(false)))).toBe(1);
  });

  it('of a welcome replace those known before, with the own vote', () => {
    const again = told(inside, {
      case: 'welcome',
      value: {
        self: 2,
        state: State.INSIDE,
        resumed: true,
        polls: [{ poll: poll({ id: 4 }), mine: [0] }],
      },
    });
    expect(again.conference.polls.map(({ poll: { id }, mine }) => [id, mine])).toEqual([[4, [0]]]);
  });
});

describe('a result', () => {
  const result = create(PollSchema, {
    ...init,
    ballots: 3,
    answers: ['=1+1', 'nein; "nie"'],
    results: [
      { votes: 1, voters: [{ person: 2, name: 'Ben' }] },
      { votes: 3, voters: [] },
    ],
  });

  it('is counted in hundredths of those who have voted', () => {
    expect(share(result, 1)).toBe(33);
    expect(share(create(PollSchema, init), 0)).toBe(0);
  });

  it('can be passed on as text and as a table in which nothing is a formula', () => {
    expect(resultText(result)).toBe('Pause?\n=1+1: 1 (33 %) – Ben\nnein; "nie": 3 (100 %)');
    expect(resultTable(result, ['Antwort', 'Stimmen', 'Namen'])).toBe(
      '\uFEFFPause?\r\nAntwort;Stimmen;Namen\r\n\'=1+1;1;Ben\r\n"nein; ""nie""";3;\r\n',
    );
  });
});

it('a draft grows part by part, and is gone when it is closed', () => {
  const drafts: (Partial<PollDraft> | undefined)[] = [{}, { question: 'Wann?' }, { live: true }];
  const state = drafts.reduce<AppState>(
    (before, change) => reduceApp(before, { type: 'pollDraft', change }),
    initialState,
  );
  expect(state.conference.pollDraft).toEqual({ ...emptyDraft, question: 'Wann?', live: true });
  const closed = reduceApp(state, { type: 'pollDraft', change: undefined });
  expect(closed.conference.pollDraft).toBeUndefined();
});
