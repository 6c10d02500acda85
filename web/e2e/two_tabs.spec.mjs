// A tab that is duplicated copies its session, and with it the ticket of its seat: the newer tab has the
// seat, the older one says so and does not take it back (docs/signalling.md).
import assert from 'node:assert/strict';
import { enter, inConference, seatOf, seesOthers } from './support/conference.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';

test('a duplicated tab takes the seat over, and nobody else notices', {
  seconds: 90,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const [anna, ben] = [await scope.chromium(withoutDevices), await scope.chromium(withoutDevices)];
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await seesOthers(anna, ['Ben']);
  const before = await seatOf(ben);
  // By window.open the new tab gets a copy of the session's storage, as with "duplicate".
  const [twin] = await Promise.all([
    ben.waitForEvent('popup'),
    ben.evaluate(() => void window.open(window.location.href)),
  ]);
  await inConference(twin);
  await ben.getByRole('heading', { name: 'In einem anderen Fenster geöffnet' }).waitFor();
  const after = await seatOf(twin);
  assert.equal(after.self, before.self, 'the same person');
  assert.deepEqual((await seatOf(anna)).people, before.people, 'nobody came or went');
  // The older tab is at its end: it has forgotten the seat, and a reload leads to the door.
  await ben.reload();
  await ben.getByRole('button', { name: 'Beitreten', exact: true }).waitFor();
  await inConference(twin);
  await seesOthers(anna, ['Ben']);
  assert.equal((await seatOf(twin)).self, before.self);
});
