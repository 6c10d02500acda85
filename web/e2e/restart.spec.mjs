// kill -9 and a new start under a running conference (F3): browsers come back by themselves,
// to their seats, and to their place in the waiting room (R24).
import assert from 'node:assert/strict';
import { enter, seatOf, seesOthers } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import {
  accessData,
  admit,
  close,
  createRoom,
  isWaiting,
  knock,
  municipality,
  withoutDevices,
} from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

test('after kill -9 everybody is back at her seat, with her role and her place in the waiting room', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server(municipality);
  const [anna, ben] = [await scope.chromium(), await scope.chromium()];
  const [cem, dora, emil] = [
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
  ];
  const invitation = await createRoom(anna, server, { room: 'Bürgerversammlung', name: 'Anna' });
  const data = await accessData(invitation);
  await close(invitation);
  await knock(dora, data, 'Dora');
  await admit(anna, dora, 'Dora');
  await bar(anna, 'Dora');
  await dora.getByRole('heading', { name: 'Sie wurden aus der Konferenz entfernt' }).waitFor();
  await knock(ben, data, 'Ben');
  await admit(anna, ben, 'Ben');
  await knock(cem, data, 'Cem');
  await knock(emil, data, 'Emil');
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
  const before = await Promise.all([anna, ben, cem, emil].map(seatOf));

  await server.kill();
  await anna.getByText('Verbindung unterbrochen – wird').waitFor();
  await scope.measure('two people back with picture and sound after a new start', 8, async () => {
    await server.start();
    await Promise.all([
      plays(anna, ['Ben'], { frames: 1, sounds: 0 }),
      plays(ben, ['Anna'], { frames: 1, sounds: 0 }),
    ]);
  });

  // 1. The same seats, and who waits sees and is told nothing new.
  await isWaiting(cem);
  await isWaiting(emil);
  const waiting = () => anna.getByRole('button', { name: 'Teilnehmende, 2 warten' });
  await waiting().waitFor();
  for (const [index, page] of [anna, ben, cem, emil].entries()) {
    const after = await seatOf(page);
    assert.equal(after.self, before[index].self, 'the same seat');
  }
  const byNumber = ({ people }) => people.sort((one, other) => one.id - other.id);
  assert.deepEqual(byNumber(await seatOf(ben)), byNumber(before[1]));
  await seesOthers(ben, ['Anna']);
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
  assert.equal(await ben.getByRole('button', { name: 'Raumeinstellungen' }).count(), 0);

  // 2. The moderator moderates, and those who wait kept their order.
  await waiting().click();
  const list = anna.getByRole('complementary', { name: 'Teilnehmende' });
  const knocking = list.getByRole('button', { name: / einlassen$/ });
  await until('both wait in the order of their knocking', 10, async () => {
    const names = await knocking.evaluateAll((all) =>
      all.map((button) => button.getAttribute('aria-label') ?? button.textContent),
    );
    const people = names.filter((name) => !name.startsWith('Alle'));
    return people.join() === 'Cem einlassen,Emil einlassen';
  });
  await list.getByRole('button', { name: 'Cem einlassen' }).click();
  await seesOthers(ben, ['Anna', 'Cem']);
  await isWaiting(emil);

  // 3. Who was barred is not among them, and a reload leads her to the door.
  await dora.getByRole('heading', { name: 'Sie wurden aus der Konferenz entfernt' }).waitFor();
  await dora.reload();
  await dora.getByRole('button', { name: 'Beitreten', exact: true }).waitFor();
  await seesOthers(anna, ['Ben', 'Cem']);
});

test('after an orderly restart ten people are back within ten seconds, and not all at once', {
  seconds: 120,
}, async (scope) => {
  const server = await scope.server();
  const pages = [];
  for (let k = 0; k < 10; k++) {
    pages.push(await scope.chromium(withoutDevices));
    await enter(pages[k], server.roomAddress('rathaus'), `Person ${k}`);
  }
  const before = await Promise.all(pages.map(seatOf));
  await server.shutDown();
  const lost = (page) => page.getByText('Verbindung unterbrochen – wird');
  await Promise.all(pages.map((page) => lost(page).waitFor()));
  await server.start();
  const times = await scope.measure('ten people back after a restart', 10, () =>
    Promise.all(
      pages.map(async (page) => {
        await lost(page).waitFor({ state: 'detached', timeout: 30_000 });
        return performance.now();
      }),
    ),
  );
  const spread = (Math.max(...times) - Math.min(...times)) / 1000;
  scope.note(`spread over ${spread.toFixed(1)} s`);
  assert.ok(spread > 0.5, `all within ${spread} s`);
  for (const [k, page] of pages.entries()) assert.equal((await seatOf(page)).self, before[k].self);
});

async function bar(page, name) {
  await page.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
  const list = page.getByRole('complementary', { name: 'Teilnehmende' });
  await list.getByRole('button', { name: `Aktionen für ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Hinauswerfen' }).click();
  const question = page.getByRole('alertdialog', { name: `${name} hinauswerfen?` });
  await question.getByText('Darf nicht wiederkommen').click();
  await question.getByRole('button', { name: 'Hinauswerfen', exact: true }).click();
  await page.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
}
