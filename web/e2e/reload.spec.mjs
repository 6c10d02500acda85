// A page that is reloaded comes back to its seat, and nobody else notices more than a flicker.
import assert from 'node:assert/strict';
import { enter, inConference, seatOf, seesOthers } from './support/conference.mjs';
import { plays, received } from './support/media.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

test('a reloaded page is back at its seat, the others keep playing', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const [anna, ben, cem] = [await scope.chromium(), await scope.chromium(), await scope.chromium()];
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await enter(cem, address, 'Cem');
  await Promise.all([plays(anna, ['Ben', 'Cem']), plays(ben, ['Anna', 'Cem'])]);
  const seatBefore = await seatOf(cem);
  const playedBefore = await received(anna);

  await scope.measure('back in the conference with pictures', 5, async () => {
    await cem.reload();
    await inConference(cem);
    await plays(cem, ['Anna', 'Ben'], { frames: 1, sounds: 0 });
  });

  assert.equal(await cem.getByRole('textbox', { name: 'Ihr Name' }).count(), 0);
  const seatAfter = await seatOf(cem);
  assert.equal(seatAfter.self, seatBefore.self, 'the same person');
  assert.deepEqual(seatAfter.people, seatBefore.people, 'nobody came or went');
  await seesOthers(anna, ['Ben', 'Cem']);
  // Anna saw Ben all the time, and sees Cem again.
  const meanwhile = await received(anna);
  assert.ok(meanwhile.frames.Ben > playedBefore.frames.Ben, 'Ben played on');
  assert.equal((await seatOf(anna)).setRemoteDescriptionCount, 1);
  await Promise.all([plays(anna, ['Ben', 'Cem']), plays(cem, ['Anna', 'Ben'])]);
});

test('leaving by the button frees the seat, and a reload leads to the door', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const [anna, ben] = [await scope.chromium(), await scope.chromium()];
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await seesOthers(anna, ['Ben']);
  await ben.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await ben.getByRole('heading', { name: 'Sie haben die Konferenz verlassen' }).waitFor();
  await seesOthers(anna, []);
  await ben.reload();
  await ben.getByRole('button', { name: 'Beitreten', exact: true }).waitFor();
  const { people } = await until('Anna knows', 10, () => seatOf(anna));
  assert.equal(people.length, 1);
});
