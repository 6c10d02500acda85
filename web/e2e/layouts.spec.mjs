// How the conference looks: pages, places, speaker view, pinning, shared screens; and that only what is
// looked at is asked for.
import assert from 'node:assert/strict';
import { enter, inConference, seatOf, tile } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { plays } from './support/media.mjs';
import { close, withoutDevices } from './support/rooms.mjs';
import { askedFor, asksFor, chooseView, paintedScreen, tileNames } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const desktop = { width: 1440, height: 900 };

async function videoSlots(page) {
  return page.evaluate(
    () =>
      window.plenumTest
        .peerConnection()
        .getTransceivers()
        .filter(
          ({ direction, receiver }) => direction === 'recvonly' && receiver.track.kind === 'video',
        ).length,
  );
}

test('a gallery has pages, asks for the open one in device pixels, and offers slots for it first', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium({ ...withoutDevices, viewport: desktop });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  assert.equal(await videoSlots(anna), 9);
  const guests = guestNames(20);
  await crowd(scope, server, 'rathaus', guests);

  await anna.getByText('Seite 1 von 2').waitFor();
  await asksFor(anna, guests.slice(0, 15));
  await until('sixteen slots are offered', 20, async () => (await videoSlots(anna)) === 16);
  await until('one offer for them', 20, async () => {
    return (await seatOf(anna)).setRemoteDescriptionCount === 2;
  });
  const { height } = await tile(anna, 'Gast 01').boundingBox();
  const ratio = await anna.evaluate(() => devicePixelRatio);
  for (const [name, kind, pixels] of await askedFor(anna)) {
    assert.equal(kind, 'camera', name);
    assert.ok(Math.abs(pixels - height * ratio) <= 1, `${name}: ${pixels} for ${height}`);
  }

  await anna.getByRole('button', { name: 'Nächste Seite' }).click();
  await asksFor(anna, guests.slice(15));
  assert.equal(await videoSlots(anna), 16);

  // A number of one's own, remembered by the browser.
  await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
  await anna.getByRole('combobox', { name: 'Bilder je Seite' }).selectOption('4');
  await close(anna.getByRole('dialog', { name: 'Geräte einstellen' }));
  await anna.getByText('Seite 2 von 6').waitFor();
  await anna.reload();
  await inConference(anna);
  await anna.getByText('Seite 1 von 6').waitFor();
});

test('tiles keep their place while people come and go', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium(withoutDevices);
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const [, , third] = await crowd(scope, server, 'rathaus', guestNames(5));
  const shows = (names) =>
    until(`the order ${names}`, 20, async () => (await tileNames(anna)).join() === names.join());
  const me = 'Anna (Ich)';
  await shows([me, ...guestNames(5)]);
  third.leave();
  await shows([me, 'Gast 01', 'Gast 02', 'Gast 05', 'Gast 04']);
  await crowd(scope, server, 'rathaus', ['Zoe']);
  await shows([me, 'Gast 01', 'Gast 02', 'Gast 05', 'Gast 04', 'Zoe']);
});

test('who is pinned stands large until let go; speaker view and hiding oneself are remembered', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium({ ...withoutDevices, viewport: desktop });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const guests = guestNames(4);
  await crowd(scope, server, 'rathaus', guests);
  const largest = async () => {
    const tiles = await anna
      .getByRole('article')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('aria-label'), one.getBoundingClientRect().width]),
      );
    const [[name, width], [, next]] = tiles.sort((a, b) => b[1] - a[1]);
    return width > next * 2 ? name : 'nobody';
  };
  const stands = (name) => until(`${name} is large`, 20, async () => (await largest()) === name);

  await tile(anna, 'Gast 03').hover();
  await anna.getByRole('button', { name: 'Gast 03 anheften' }).click();
  await stands('Gast 03');
  await until('it is asked for first and high', 20, async () => {
    const [[name, , height], ...others] = await askedFor(anna);
    return name === 'Gast 03' && others.every((other) => height > other[2] * 2);
  });
  assert.equal((await tileNames(anna)).filter((name) => name === 'Gast 03').length, 1);
  await anna.getByRole('button', { name: 'Gast 03 nicht mehr anheften' }).click();
  await stands('nobody');

  // The list of people has the same, for fingers and for who is on another page.
  await anna.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
  await anna.getByRole('button', { name: 'Aktionen für Gast 02' }).click();
  await anna.getByRole('menuitem', { name: 'Anheften' }).click();
  await stands('Gast 02');
  await chooseView(anna, 'Angeheftetes Bild lösen');
  await stands('nobody');
  await anna.getByRole('button', { name: 'Liste schließen' }).click();

  await chooseView(anna, 'Wer spricht, groß');
  await stands('Gast 01');
  await chooseView(anna, 'Eigenes Bild ausblenden');
  await tile(anna, 'Anna (Ich)').waitFor({ state: 'detached' });
  await anna.reload();
  await inConference(anna);
  await stands('Gast 01');
  assert.deepEqual((await tileNames(anna)).sort(), guests);
  await chooseView(anna, 'Galerie');
  await stands('nobody');
});

test('nothing is asked for in a tab that is hidden, nor with sound only, which stops the own camera', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  const ben = await scope.chromium();
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  await plays(anna, ['Ben'], { frames: 5 });

  const turn = (state) =>
    anna.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { value: now, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await turn('hidden');
  await asksFor(anna, []);
  await turn('visible');
  await asksFor(anna, ['Ben']);

  await anna.getByRole('button', { name: 'Nur Ton einschalten' }).click();
  await asksFor(anna, []);
  await anna.getByText('Nur Ton: Bilder und Ihre Kamera sind aus.').waitFor();
  await anna.getByRole('button', { name: 'Kamera einschalten' }).waitFor();
  for (const [page, name] of [
    [anna, 'Ben'],
    [ben, 'Anna'],
  ]) {
    await tile(page, name).locator('video').waitFor({ state: 'detached' });
  }
  await anna.getByRole('button', { name: 'Bilder einschalten' }).click();
  await anna.getByRole('button', { name: 'Kamera ausschalten' }).waitFor();
  await plays(anna, ['Ben'], { frames: 5 });
  await plays(ben, ['Anna'], { frames: 5 });
});

test('R45: two share their screens: both are offered, one’s own stands still, and can be tuned', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium({ ...withoutDevices, viewport: desktop });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const sharers = {};
  for (const name of ['Ben', 'Cem']) {
    sharers[name] = await scope.chromium({ ...withoutDevices, init: paintedScreen });
    await enter(sharers[name], server.roomAddress('rathaus'), name);
  }
  const screen = (name) => anna.getByRole('region', { name: `Bildschirm von ${name}` });
  const { Ben: ben, Cem: cem } = sharers;

  await ben.getByRole('button', { name: 'Bildschirm teilen' }).click();
  await screen('Ben').locator('video[data-shows="true"]').waitFor();
  const [first, ...others] = await askedFor(anna);
  assert.deepEqual(first.slice(0, 2), ['Ben', 'screen']);
  assert.ok(others.every(([, kind]) => kind === 'camera'));

  const card = ben.getByRole('region', { name: 'Sie teilen Ihren Bildschirm.' });
  const frozen = card.getByRole('img', { name: 'Standbild Ihres geteilten Bildschirms' });
  await until('the own screen is painted once', 20, () =>
    frozen.evaluate((canvas) => canvas.width === 320),
  );
  assert.equal(await card.locator('video').count(), 0);
  const hint = () =>
    ben.evaluate(() =>
      window.plenumTest
        .peerConnection()
        .getSenders()
        .map(({ track }) => track?.contentHint)
        .filter(Boolean)
        .join(),
    );
  assert.equal(await hint(), 'detail');
  await card.getByRole('combobox', { name: 'Darstellung' }).selectOption('motion');
  await until('the hint follows', 10, async () => (await hint()) === 'motion');

  await cem.getByRole('button', { name: 'Bildschirm teilen' }).click();
  const choice = anna.getByRole('region', { name: 'Geteilte Bildschirme' });
  await choice.getByRole('button', { name: 'Cem' }).click();
  await screen('Cem').locator('video[data-shows="true"]').waitFor();
  const half = async () => (await screen('Cem').boundingBox()).width;
  const before = await half();
  await chooseView(anna, 'Nebeneinander');
  await until('half of the room is for the people', 10, async () => (await half()) < before * 0.8);

  await cem.getByRole('button', { name: 'Teilen beenden' }).first().click();
  await screen('Ben').waitFor();
  await card.getByRole('button', { name: 'Teilen beenden' }).click();
  await screen('Ben').waitFor({ state: 'detached' });
  await card.waitFor({ state: 'detached' });
});
