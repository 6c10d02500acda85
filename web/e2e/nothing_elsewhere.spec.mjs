// Nothing is asked of anybody but the server: no page, worker or service worker makes a request elsewhere, and
// no packet leaves for another machine, over a whole meeting in which every feature is used.
import assert from 'node:assert/strict';
import { openChat, say } from './support/chat.mjs';
import { inConference, openList } from './support/conference.mjs';
import { watchPackets, watchRequests } from './support/elsewhere.mjs';
import { plays } from './support/media.mjs';
import { accessData, close, createRoom, isWaiting, municipality } from './support/rooms.mjs';
import { chooseView, paintedScreen } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';
import { fillJoinForm, isEnded, isPaused, leaveBy, openSettings } from './support/words.mjs';

const room = 'Bürgerversammlung Süd';

/** What is asked of somebody else by name is seen by the requests, and Chromium's own questions are not the page's. */
const kind = { namesNobody: true };
const nightly = 'a Firefox that blurs its picture takes two cores for itself';

for (const browser of ['chromium', 'firefox']) {
  test(`R59: a whole meeting with a guest in ${browser} asks nothing of anybody else`, {
    seconds: 400,
    ...(browser === 'firefox' ? { nightly } : {}),
  }, async (scope) => {
    const server = await scope.server(municipality);
    const anna = await scope.chromium({ kind, init: paintedScreen });
    const ben = await (browser === 'firefox' ? scope.firefox() : scope.chromium({ kind }));
    const pages = { Anna: anna, Ben: ben };
    const seen = {};
    for (const [name, page] of Object.entries(pages)) {
      seen[name] = await watchRequests(page, server);
    }
    // A Firefox asks its maker for this and that when it starts; no page has to do with it.
    const wire = browser === 'chromium' ? watchPackets(scope) : undefined;

    const data = await beforeIt(anna, ben, server);
    await isWaiting(ben);
    await anna.getByRole('button', { name: 'Ben einlassen' }).click();
    await inConference(ben, 90);
    await plays(anna, ['Ben'], { frames: 10, sounds: 0 });
    await besideThePictures(anna, ben);
    await pictures(anna, ben);
    await dialogs(anna);
    await theEnd(anna, ben, server, data);

    for (const [name, { own, foreign, kinds }] of Object.entries(seen)) {
      scope.note(`${name}: ${own.length} requests to the server (${[...kinds].sort().join(', ')})`);
      assert.ok(own.length > 40, `${own.length} requests of ${name} were seen`);
      assert.deepEqual(foreign, [], `requests of ${name} to somebody else`);
    }
    assert.deepEqual([...seen.Anna.kinds].sort(), ['ICE', 'WebSocket', 'page', 'service worker']);
    if (wire) assert.deepEqual(wire.sent(), [], 'packets to another machine');
  });
}

/** Start page, help, form, every way to invite; the guest's connection test, devices, background and sound. */
async function beforeIt(anna, ben, server) {
  await anna.goto(`${server.url}/help`);
  await anna.getByRole('searchbox', { name: 'Hilfe durchsuchen' }).fill('Warteraum');
  await anna.getByText('Abschnitte gefunden').waitFor();
  for (const picture of await anna.getByRole('article').getByRole('img').all()) {
    await picture.scrollIntoViewIfNeeded();
  }
  for (const path of ['/admin', '/anmelden', '/wiedereinstieg', '/impressum', '/licences.txt']) {
    await anna.goto(server.url + path);
  }
  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  const data = await accessData(invitation);
  for (const way of [
    'Einladung per Text',
    'Einladung per Mail',
    'Einladung per WhatsApp',
    'QR-Code',
  ]) {
    await invitation.getByRole('button', { name: way, exact: true }).click();
  }
  await invitation.getByRole('img', { name: 'QR-Code' }).waitFor();
  await close(invitation);

  await ben.goto(data.Link);
  await ben.getByRole('button', { name: 'Verbindung prüfen' }).click();
  const outcome = ben.getByRole('dialog', { name: 'Verbindung prüfen' });
  await until('the connection is tested', 60, () =>
    outcome.getByRole('button', { name: 'Noch einmal prüfen' }).isEnabled(),
  );
  await close(outcome);
  await ben.getByRole('button', { name: 'Lautsprecher testen' }).click();
  await ben.getByRole('combobox', { name: 'Geräusche unterdrücken' }).selectOption('strong');
  await chooseBackground(ben, 'Etwas unscharf');
  await chooseBackground(ben, 'Wald');
  await until('the preview shows pictures', 30, () =>
    ben
      .getByLabel('Vorschau Ihrer Kamera')
      .evaluate((video) => video.dataset.live === 'true' && video.videoWidth > 0),
  );
  await fillJoinForm(ben, { name: 'Ben', code: data.Zugangscode });
  return data;
}

/** Chat with a link, reactions, hands, a poll, real-time text. */
async function besideThePictures(anna, ben) {
  const chat = await openChat(anna);
  await say(anna, 'Unterlagen: https://stadt-sued.example/rat und rat@stadt-sued.example');
  await chat
    .getByRole('link', { name: /stadt-sued/ })
    .first()
    .hover();
  await say(anna, 'Nur für Sie', 'Ben');
  await ben.getByRole('button', { name: 'Chat, 2 neue Nachrichten' }).waitFor();
  await chat.getByRole('button', { name: 'Emojis' }).click();
  await chat.getByRole('button', { name: 'Daumen hoch' }).click();
  await ben.keyboard.press('r');
  await ben
    .getByRole('region', { name: 'Reaktionen' })
    .getByRole('button', { name: 'Applaus' })
    .click();
  await anna.getByRole('article', { name: 'Ben' }).locator('[data-reaction=applause]').waitFor();
  await ben.getByRole('button', { name: 'Hand heben' }).click();
  await ben.getByRole('button', { name: 'Hand senken' }).click();

  await anna.getByRole('button', { name: /^Umfragen/ }).click();
  const polls = anna.getByRole('complementary', { name: 'Umfragen' });
  await polls.getByRole('button', { name: 'Neue Umfrage' }).click();
  await polls.getByRole('textbox', { name: 'Frage' }).fill('Pause?');
  await polls.getByRole('textbox', { name: 'Antwort 1' }).fill('ja');
  await polls.getByRole('textbox', { name: 'Antwort 2' }).fill('nein');
  await polls.getByRole('button', { name: 'Umfrage starten' }).click();
  await polls.getByRole('article').getByText('ja', { exact: true }).click();
  await polls.getByRole('button', { name: 'Abstimmen' }).click();
  await polls.getByRole('button', { name: 'Umfrage beenden' }).click();
  const download = anna.waitForEvent('download');
  await polls.getByRole('button', { name: 'Als Tabelle speichern' }).click();
  await download;

  await anna.getByRole('button', { name: /^Echtzeittext/ }).click();
  await anna.getByRole('textbox', { name: 'Ihr Text' }).fill('Ich schreibe mit.');
  await anna.getByRole('textbox', { name: 'Ihr Text' }).press('Enter');
  await ben.getByRole('button', { name: 'Echtzeittext, 1 neue Zeile' }).waitFor();
}

/** Screen, layouts, pins, picture in picture, full screen, sound only. */
async function pictures(anna, ben) {
  await anna.getByRole('button', { name: 'Bildschirm teilen' }).click();
  await ben.getByRole('region', { name: 'Bildschirm von Anna' }).waitFor();
  await chooseView(ben, 'Nebeneinander');
  await anna.getByRole('combobox', { name: 'Darstellung' }).selectOption('motion');
  await anna.getByRole('button', { name: 'Teilen beenden' }).first().click();
  await chooseView(anna, 'Wer spricht, groß');
  await chooseView(anna, 'Galerie');
  await chooseView(anna, 'Bild im Bild');
  await chooseView(anna, 'Vollbild');
  await ben.getByRole('button', { name: 'Nur Ton einschalten' }).click();
  await ben.getByRole('button', { name: 'Bilder einschalten' }).click();
  const list = await openList(anna);
  await list.getByRole('button', { name: 'Aktionen für Ben' }).click();
  await anna.getByRole('menuitem', { name: 'Verbindung und Statistik' }).click();
  const figures = anna.getByRole('dialog', { name: 'Verbindung: Ben' });
  await figures.getByText('direkt').first().waitFor();
  await close(figures);
  await list.getByRole('button', { name: 'Alle stummschalten' }).click();
  await ben.getByText('Die Moderation hat Ihr Mikrofon ausgeschaltet.').waitFor();
}

/** Devices with music and another language, settings, shortcuts. */
async function dialogs(anna) {
  await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
  const devices = anna.getByRole('dialog', { name: 'Geräte einstellen' });
  await devices.getByRole('combobox', { name: 'Geräusche unterdrücken' }).selectOption('music');
  await chooseBackground(devices, 'Sehr unscharf');
  await devices.getByText('English', { exact: true }).click();
  const english = anna.getByRole('dialog', { name: 'Device settings' });
  await english.getByText('Deutsch', { exact: true }).click();
  await close(devices);
  const settings = await openSettings(anna);
  await settings.getByText('Raum abschließen', { exact: true }).click();
  await close(settings);
  await anna.getByRole('button', { name: 'Verlassen', exact: true }).focus();
  await anna.keyboard.press('?');
  await close(anna.getByRole('dialog', { name: 'Tastenkürzel' }));
}

/** A reload, by now with the service worker; a pause, the way back, the end. */
async function theEnd(anna, ben, server, data) {
  await anna.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await anna.reload();
  await inConference(anna);
  await leaveBy(anna, 'Raum pausieren');
  await anna.getByRole('button', { name: 'Jetzt pausieren' }).click();
  await isPaused(ben);
  await anna.goto(`${server.url}/wiedereinstieg`);
  await anna.getByRole('textbox', { name: 'Raumname' }).fill(data.Raumname);
  await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
  await anna.getByRole('textbox', { name: 'Zugangscode' }).fill(data.Zugangscode);
  await anna.getByRole('textbox', { name: 'Raum-PIN' }).fill(data['Raum-PIN']);
  await anna.getByRole('button', { name: 'Raum betreten' }).click();
  await inConference(anna);
  await leaveBy(anna, 'Raum löschen');
  await anna.getByRole('button', { name: 'Endgültig löschen' }).click();
  await isEnded(anna);
}

/** The input itself is hidden; fingers and mice meet its label. */
async function chooseBackground(place, name) {
  const radio = place.getByRole('radio', { name });
  await radio.locator('xpath=ancestor::label').click();
  await until(`${name} is chosen`, 10, () => radio.isChecked());
}

test('a request to somebody else is seen, whoever makes it', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium({ kind });
  const seen = await watchRequests(page, server);
  const wire = watchPackets(scope);
  const has = (list, part) =>
    until(`${part} is seen`, 20, () => list.some((line) => line.includes(part)));
  const ask = (address) => fetch(address).then(String, String);

  await page.goto(server.roomAddress('rathaus'));
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await chooseBackground(page, 'Etwas unscharf');
  await until('the background has its worker', 20, () => page.workers().length > 0);
  assert.deepEqual(seen.foreign, []);

  // Its policy stops what a page asks somebody else, and that it has asked is seen all the same.
  await page.evaluate(ask, 'https://elsewhere.example/page');
  await has(seen.foreign, 'https://elsewhere.example/page');
  await page.workers()[0].evaluate(ask, `${server.url}/api/config?worker`);
  await has(seen.own, '/api/config?worker');
  await page.context().serviceWorkers()[0].evaluate(ask, `${server.url}/api/config?shell`);
  await has(seen.own, '/api/config?shell');
  await page.evaluate(() => {
    new RTCPeerConnection({ iceServers: [{ urls: ['stun:stun.elsewhere.example:3478'] }] }).close();
  });
  await has(seen.foreign, 'stun:stun.elsewhere.example:3478');
  assert.deepEqual(wire.sent(), [], 'none of this has left');
  await page.goto('http://192.0.2.1/', { timeout: 5000 }).catch(() => {});
  await has(seen.foreign, 'http://192.0.2.1/');
  await has(wire.sent(), '192.0.2.1 tcp 80');
});
