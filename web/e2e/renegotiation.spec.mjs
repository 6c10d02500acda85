// However many people come and go, a browser negotiates once: slots change hands, not sections.
import assert from 'node:assert/strict';
import { enter, seatOf, seesOthers } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { startPeer } from './support/peers.mjs';
import { nativePeersBinary } from './support/places.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const count = 60;
const atOnce = 6;

test('sixty native peers come and go, and nobody negotiates again', {
  seconds: 300,
}, async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  const ben = await scope.chromium();
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);

  const peers = startPeer(scope, nativePeersBinary, [
    server.port,
    server.mediaPort,
    'rathaus',
    count,
    atOnce,
  ]);
  // They are really there, with slots of their own.
  await until('native peers in slots', 60, () =>
    anna.evaluate(() => new Set(window.plenumTest.slots().map(({ person }) => person)).size >= 3),
  );
  while ((peers.told.left ?? 0) + (peers.told.failed ?? 0) < count) {
    const { left = 0 } = peers.told;
    await plays(anna, ['Ben'], { frames: 10, sounds: 1 });
    await peers.wait('the next has left', 60, (told) => told.left > left || told.left === count);
  }
  assert.equal(peers.told.failed, 0);

  await seesOthers(anna, ['Ben']);
  await seesOthers(ben, ['Anna']);
  for (const page of [anna, ben]) {
    const { setRemoteDescriptionCount, people } = await seatOf(page);
    assert.equal(setRemoteDescriptionCount, 1);
    assert.equal(people.length, 2);
  }
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
});
