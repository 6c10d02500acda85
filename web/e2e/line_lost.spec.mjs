// The signalling line breaks for a while; media has its own way and goes on.
import assert from 'node:assert/strict';
import { enter, seatOf, seesOthers } from './support/conference.mjs';
import { layLine } from './support/line.mjs';
import { plays } from './support/media.mjs';
import { test } from './support/test.mjs';

const lostText = 'Verbindung unterbrochen – wird wiederhergestellt …';
/** The wire is cut for at least so long. */
const cutSeconds = 20;

test('after twenty seconds without a line the seat is the same, and media went on', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const line = await layLine(scope, server);
  const [anna, ben] = [await scope.chromium(), await scope.chromium()];
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, line.address('rathaus'), 'Ben');
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
  const seatBefore = await seatOf(ben);

  line.cut();
  const cutAt = performance.now();
  await ben.getByText(lostText).waitFor();
  await anna.getByText('Verbindung unterbrochen', { exact: true }).waitFor();
  // As often as it takes to fill the time: both still see and hear new things.
  while (performance.now() - cutAt < cutSeconds * 1000) {
    await Promise.all([plays(anna, ['Ben'], { frames: 20 }), plays(ben, ['Anna'], { frames: 20 })]);
  }
  assert.equal(await ben.getByText(lostText).count(), 1, 'the line is still lost');

  line.mend();
  // The longest pause between two attempts is four seconds.
  await scope.measure('the line is back', 6, () =>
    ben.getByText(lostText).waitFor({ state: 'detached', timeout: 30_000 }),
  );
  const seatAfter = await seatOf(ben);
  assert.equal(seatAfter.self, seatBefore.self, 'the same person');
  assert.deepEqual(seatAfter.people, seatBefore.people, 'nobody came or went');
  assert.equal(seatAfter.setRemoteDescriptionCount, 1, 'nothing was negotiated again');
  await seesOthers(anna, ['Ben']);
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
});
