// The line of one person goes dark, signalling and media at once: for three seconds, for fifteen, and for
// longer than a seat is kept. And the network under a call is suddenly another (F13, F14).
//
// Dark is her router, which drops everything without a word (support/home.mjs); another network is two
// lines between her and the server whose open flows die (support/line.mjs, support/media_line.mjs).
import assert from 'node:assert/strict';
import { enter, openList, seatOf } from './support/conference.mjs';
import { behindARouter } from './support/home.mjs';
import { layLine } from './support/line.mjs';
import { plays } from './support/media.mjs';
import { layMediaLine } from './support/media_line.mjs';
import { addresses } from './support/network.mjs';
import { test } from './support/test.mjs';
import { serverWithTlsAt } from './support/tls.mjs';
import { until } from './support/until.mjs';

const long = 'two minutes each; the short ones run always';

const lostText = 'Verbindung unterbrochen – wird wiederhergestellt …';

for (const browser of ['chromium', 'firefox']) {
  test(`after three and after fifteen seconds without any line ${browser} is back by itself`, {
    seconds: 150,
  }, async (scope) => {
    const { anna, ben, router } = await callThroughARouter(scope, browser);
    const before = await seatOf(ben);
    for (const [seconds, aim] of [
      [3, 2],
      [15, 5],
    ]) {
      await dark(router, seconds);
      await scope.measure(`${browser} is back after ${seconds} s of darkness`, aim, () =>
        bothPlay(anna, ben),
      );
      const after = await seatOf(ben);
      assert.equal(after.self, before.self, 'the same person');
      assert.deepEqual(after.people, before.people, 'nobody came or went');
    }
  });

  test(`after sixty seconds without any line ${browser} is back by itself, with the role she was given`, {
    seconds: 240,
    nightly: long,
  }, async (scope) => {
    const { anna, ben, router } = await callThroughARouter(scope, browser);
    await makeModerator(anna, 'Ben');
    await until('Ben moderates', 10, async () => (await roleOf(ben)) === moderator);
    const before = await seatOf(ben);
    await dark(router, 60, async () => {
      await scope.measure('the others see that his line is lost', 15, () =>
        anna.getByRole('article', { name: 'Ben' }).getByText('Verbindung unterbrochen').waitFor(),
      );
      // The seat is kept for thirty seconds from then.
      await until('the seat is gone', 45, async () => (await seatOf(anna)).people.length === 1);
    });
    await scope.measure(`${browser} is back with a new seat`, 8, () => bothPlay(anna, ben));
    assert.equal((await seatOf(ben)).self, before.self, 'the same number');
    assert.equal(await roleOf(ben), moderator);
  });
}

for (const browser of ['chromium', 'firefox']) {
  test(`when the network is another, ${browser} restarts ICE at once and keeps the seat`, {
    seconds: 120,
    ...(browser === 'firefox' ? { nightly: long } : {}),
  }, async (scope) => {
    const { anna, ben, line } = await callOverLines(scope, await scope[browser]());
    const before = await seatOf(ben);
    line.wire.abandon();
    line.media.abandon();
    // What the browser says when an interface has come up.
    await ben.evaluate(() => window.dispatchEvent(new Event('online')));
    await scope.measure(`${browser} plays by the new network`, 5, () => bothPlay(anna, ben));
    const after = await seatOf(ben);
    assert.equal(after.self, before.self, 'the same person');
    assert.ok(after.setRemoteDescriptionCount > before.setRemoteDescriptionCount);
    assert.equal(await ben.getByText(lostText).count(), 0);
  });
}

test('a network that changes without a word is noticed too', {
  seconds: 120,
  nightly: long,
}, async (scope) => {
  const { anna, ben, line } = await callOverLines(scope, await scope.chromium());
  const before = await seatOf(ben);
  line.wire.abandon();
  line.media.abandon();
  // Chromium calls a path disconnected after some six seconds; ours are two more.
  await scope.measure('noticed and back', 15, () => bothPlay(anna, ben));
  assert.equal((await seatOf(ben)).self, before.self, 'the same person');
});

const moderator = 1; // Role.MODERATOR

/** Anna in a Chromium beside the server, Ben behind a router. */
async function callThroughARouter(scope, browser) {
  const router = await behindARouter(scope);
  const ports = { 'media.port': 10000, 'relay.listen': '[::]:3478' };
  const server = await serverWithTlsAt(scope, router.address, ports, router.inside);
  const kind = { anyCertificate: true };
  const anna = await scope.chromium({ kind: { ...kind, inside: router.inside } });
  const ben = await (browser === 'firefox' ? scope.firefox() : scope.chromium({ kind }));
  await meet(anna, server.roomAddress('rathaus'), ben, server.roomAddress('rathaus'));
  return { anna, ben, router };
}

/** Anna in a Chromium beside the server, Ben at the end of lines that tests switch. */
async function callOverLines(scope, ben) {
  const server = await scope.server();
  const anna = await scope.chromium();
  const wire = await layLine(scope, server);
  const media = await layMediaLine(scope, server, ben, { address: addresses.v4 });
  await meet(anna, server.roomAddress('rathaus'), ben, wire.address('rathaus'));
  return { anna, ben, line: { wire, media } };
}

async function meet(anna, annasAddress, ben, bensAddress) {
  await enter(anna, annasAddress, 'Anna');
  await enter(ben, bensAddress, 'Ben');
  await Promise.all([plays(anna, ['Ben']), plays(ben, ['Anna'])]);
}

async function dark(router, seconds, meanwhile = async () => {}) {
  router.cut();
  const from = performance.now();
  await meanwhile();
  await until('the time is over', seconds + 5, () => performance.now() - from > seconds * 1000);
  router.mend();
}

async function bothPlay(anna, ben) {
  const little = { frames: 3, sounds: 1 };
  await Promise.all([plays(anna, ['Ben'], little), plays(ben, ['Anna'], little)]);
}

async function makeModerator(page, name) {
  const list = await openList(page);
  await list.getByRole('button', { name: `Aktionen für ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Zur Moderator*in machen' }).click();
}

async function roleOf(page) {
  return page.evaluate(() => {
    const { self, people } = window.plenumTest;
    return people().find(({ id }) => id === self)?.role;
  });
}
