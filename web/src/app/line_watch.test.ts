import { create } from '@bufbuild/protobuf';
import { expect, it } from 'vitest';
import { PersonSchema } from '../protocol/generated/plenum_pb';
import { LineQuality, Role } from '../protocol/messages';
import type { Peer } from '../rtc/peer';
import { reduceApp } from '../state/app_reducer';
import { initialState, type Person } from '../state/model';
import { createStore } from '../state/store';
import { LineWatch } from './line_watch';

const { GOOD, POOR } = LineQuality;

/** A call of one's own whose browser reports `roundTripMs`. */
function callOf(person: Partial<Person> = {}) {
  const self = create(PersonSchema, { id: 1, role: Role.PARTICIPANT, ...person } as object);
  const conference = { ...initialState.conference, self: 1, people: [self] };
  const store = createStore({ ...initialState, conference }, reduceApp);
  const call = { roundTripMs: 20, told: [] as unknown[], tick: async () => {} };
  const connection = {
    connectionState: 'connected',
    getStats: async () =>
      new Map([
        [
          'P',
          {
            id: 'P',
            type: 'candidate-pair',
            selected: true,
            currentRoundTripTime: call.roundTripMs / 1000,
          },
        ],
      ]),
  };
  let due: (() => void) | undefined;
  const watch = new LineWatch({
    store,
    timers: {
      setTimer: (run) => {
        due = run;
        return 1;
      },
      clearTimer: () => {
        due = undefined;
      },
    },
    peer: () => ({ connection }) as unknown as Peer,
    tell: (body) => {
      call.told.push(body.value);
      if (body.case !== 'reportLine') return;
      const people = [{ ...self, line: body.value.quality ?? GOOD }];
      store.dispatch({ type: 'server', message: changed(people[0] as Person) });
    },
  });
  watch.start();
  call.tick = async () => {
    due?.();
    for (let k = 0; k < 10; k++) await Promise.resolve();
  };
  return { store, call, watch, isRunning: () => due !== undefined };
}

function changed(person: Person) {
  return { body: { case: 'personChanged', value: { person } } } as never;
}

it('tells the server of the line once it is known, and again only when it has changed', async () => {
  const { call, store } = callOf();
  for (let k = 0; k < 6; k++) await call.tick();
  expect(call.told).toEqual([{ quality: GOOD }]);
  call.roundTripMs = 3000;
  for (let k = 0; k < 4; k++) await call.tick();
  expect(call.told).toEqual([{ quality: GOOD }, { quality: POOR }]);
  expect(store.state().conference.ownLine).toBe(POOR);
});

it('keeps to itself what nobody sees, and ends with the call', async () => {
  const { call, watch, store, isRunning } = callOf({ role: Role.OBSERVER });
  for (let k = 0; k < 6; k++) await call.tick();
  expect(store.state().conference.ownLine).toBe(GOOD);
  expect(call.told).toEqual([]);
  watch.stop();
  expect(isRunning()).toBe(false);
});
