// Every main state of the product on a phone, a tablet and a desktop: fits, is accessible, and is kept in
// build/screens/ for people to look at.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { administered, openTab, signIn } from './support/administration.mjs';
import { openChat, say } from './support/chat.mjs';
import { inConference, seesOthers, tile } from './support/conference.mjs';
import { giveDevices } from './support/drawn_devices.mjs';
import { guest, roomOf, type } from './support/guests.mjs';
import { received } from './support/media.mjs';
import {
  accessData,
  close,
  fillCreateForm,
  isWaiting,
  municipality,
  sendCreateForm,
  withoutDevices,
} from './support/rooms.mjs';
import { shoot } from './support/screens.mjs';
import { chooseView } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';
import {
  fillJoinForm,
  hasLeft,
  isPaused,
  isUnknown,
  leaveBy,
  openSettings,
} from './support/words.mjs';

const room = 'Bürgerversammlung Süd';
const slide = {
  title: 'Neugestaltung Marktplatz',
  lines: ['Mehr Bäume und Bänke', 'Radwege auf beiden Seiten', 'Baubeginn im Frühjahr'],
  values: [38, 56, 72, 91],
};
const neighbours = ['Fatma Yılmaz', 'Georg Huber', 'Hannah Weiß', 'Ivo Novák', 'Jana Petersen'];

async function aPage(scope, devices) {
  const page = await scope.chromium();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await giveDevices(page, devices);
  return page;
}

/** Nothing stands over the stage any more. */
async function noticesAreGone(page) {
  const notices = page.getByRole('region', { name: 'Hinweise' });
  await until(
    'the notices are gone',
    30,
    async () => (await notices.getByRole('button').count()) === 0,
  );
}

test('every state of a meeting at three sizes', { seconds: 300 }, async (scope) => {
  const server = await scope.server(municipality);
  const anna = await aPage(scope, { portrait: 'anna' });
  const ben = await aPage(scope, { portrait: 'ben', hums: true, slide });
  const data = await createdAndInvited(anna, server);
  const guests = await knockedAndAdmitted(scope, server, { anna, ben, data });
  await onTheStage(anna, ben);
  await besideTheStage(anna, guests);
  await inDialogs(anna);
  await atTheEnd({ anna, ben, server });
});

async function createdAndInvited(anna, server) {
  await anna.goto(server.url);
  await anna.getByRole('heading', { level: 1 }).waitFor();
  await shoot(anna, 'start-moderated');
  await fillCreateForm(anna, server, { room, name: 'Anna Großmann' });
  await shoot(anna, 'create');
  const invitation = await sendCreateForm(anna);
  await shoot(anna, 'invite');
  const data = await accessData(invitation);
  await shoot(anna, 'access-data');
  await close(invitation);
  await shoot(anna, 'alone');
  return data;
}

async function knockedAndAdmitted(scope, server, { anna, ben, data }) {
  await ben.goto(data.Link);
  await ben.locator('video[data-live="true"]').waitFor();
  await ben.getByRole('textbox', { name: 'Ihr Name' }).fill('Ben Okafor');
  await shoot(ben, 'prejoin', { checked: true });
  await fillJoinForm(ben, { name: 'Ben Okafor', code: data.Zugangscode });
  await isWaiting(ben);
  await shoot(ben, 'waiting');
  const guests = [];
  for (const name of neighbours) {
    guests.push(await guest(scope, server, roomOf(data), name, data.Zugangscode));
  }
  await anna.getByText('wartet auf Einlass.').first().waitFor();
  await shoot(anna, 'knocks');
  await anna.getByRole('button', { name: /^Teilnehmende/ }).click();
  await shoot(anna, 'people-waiting', { checked: true });
  await anna.getByRole('button', { name: 'Alle einlassen' }).click();
  await inConference(ben);

  // The attendance list, with hands in their order.
  for (const one of [guests[1], guests[4]]) await one.ask({ raiseHand: { up: true } });
  const list = anna.getByRole('complementary', { name: 'Teilnehmende' });
  await list.getByText('Hand gehoben').nth(1).waitFor({ state: 'attached' });
  await noticesAreGone(anna);
  await shoot(anna, 'people');
  await anna.getByRole('button', { name: 'Liste schließen' }).click();

  return guests;
}

async function onTheStage(anna, ben) {
  await seesOthers(anna, ['Ben Okafor', ...neighbours]);
  await until('Ben is seen', 30, async () => (await received(anna)).frames['Ben Okafor'] > 5);
  await shoot(anna, 'gallery');
  await chooseView(anna, 'Wer spricht, groß');
  await until('Ben is large', 30, async () => {
    const box = await tile(anna, 'Ben Okafor').boundingBox();
    return box && box.width > 600;
  });
  await shoot(anna, 'speaker');
  await chooseView(anna, 'Galerie');
  await ben.getByRole('button', { name: 'Bildschirm teilen' }).click();
  await anna.getByRole('region', { name: 'Bildschirm von Ben Okafor' }).waitFor();
  await anna.locator('video[data-shows="true"]').first().waitFor();
  await chooseView(anna, 'Nebeneinander');
  await shoot(anna, 'shared-screen');
  await noticesAreGone(ben);
  await shoot(ben, 'sharing');
  await ben.getByRole('button', { name: 'Teilen beenden' }).first().click();
}

async function besideTheStage(anna, guests) {
  const [fatma, , , ivo] = guests;
  const chat = await openChat(anna);
  await fatma.ask({
    sendChat: { text: 'Guten Abend! Gibt es die Folien später auch zum Nachlesen?' },
  });
  await say(anna, 'Ja, morgen auf https://stadt-sued.example/marktplatz');
  await ivo.ask({ sendChat: { text: 'Vielen Dank!' } });
  await chat.getByText('Vielen Dank').waitFor();
  await shoot(anna, 'chat');
  await chat.getByRole('button', { name: 'Chat schließen' }).click();

  await anna.keyboard.press('u');
  const polls = anna.getByRole('complementary', { name: 'Umfragen' });
  await polls.getByRole('button', { name: 'Neue Umfrage' }).click();
  await polls.getByRole('textbox', { name: 'Frage' }).fill('Welcher Entwurf gefällt Ihnen?');
  await polls.getByRole('textbox', { name: 'Antwort 1' }).fill('Brunnen in der Mitte');
  await polls.getByRole('textbox', { name: 'Antwort 2' }).fill('Spielplatz am Rand');
  await polls.getByText('Ergebnis laufend zeigen', { exact: true }).click();
  await shoot(anna, 'poll-form', { checked: true });
  await polls.getByRole('button', { name: 'Umfrage starten' }).click();
  await polls.getByRole('article').waitFor();
  for (const [index, one] of guests.entries()) {
    await one.ask({ vote: { poll: 1, answers: [index % 3 === 0 ? 1 : 0] } });
  }
  await polls.getByText('5 Personen haben abgestimmt.').waitFor();
  await noticesAreGone(anna);
  await shoot(anna, 'polls');

  await anna.keyboard.press('e');
  await type(ivo, 1, 'Guten Abend, ich schreibe heute statt zu sprechen.', { finished: true });
  await type(ivo, 2, 'Wann wird der Brunnen ge');
  await anna.getByText('Wann wird der Brunnen ge').waitFor();
  await shoot(anna, 'real-time-text');
  await anna.getByRole('button', { name: 'Echtzeittext schließen' }).click();
}

async function inDialogs(anna) {
  await anna.getByRole('button', { name: 'Geräte einstellen' }).click();
  const devices = anna.getByRole('dialog', { name: 'Geräte einstellen' });
  await shoot(anna, 'devices', { checked: true });
  await close(devices);
  await chooseView(anna, 'Ihre Verbindung');
  const line = anna.getByRole('dialog', { name: 'Ihre Verbindung' });
  await line
    .getByRole('region', { name: /^Kamera, / })
    .first()
    .waitFor();
  await shoot(anna, 'statistics', { checked: true });
  await close(line);
  const settings = await openSettings(anna);
  await settings.getByText('Teilnehmende dürfen').waitFor();
  await shoot(anna, 'room-settings');
  await close(settings);
  await anna.keyboard.press('?');
  await anna.getByRole('dialog', { name: 'Tastenkürzel' }).waitFor();
  await shoot(anna, 'shortcuts', { checked: true });
  await close(anna.getByRole('dialog', { name: 'Tastenkürzel' }));
}

async function atTheEnd({ anna, ben, server }) {
  await anna.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await anna.getByRole('dialog', { name: 'Konferenz verlassen' }).waitFor();
  await shoot(anna, 'leave');
  await anna.keyboard.press('Escape');
  await leaveBy(anna, 'Raum pausieren');
  await anna.getByRole('button', { name: 'Drucken' }).waitFor();
  await shoot(anna, 'pause', { checked: true });
  await anna.getByRole('button', { name: 'Jetzt pausieren' }).click();
  await isPaused(ben);
  await shoot(ben, 'paused', { checked: true });
  await ben.goto(server.roomAddress('gibt-es-nicht'));
  await isUnknown(ben);
  await shoot(ben, 'not-found');
}

test('every page around a meeting at three sizes', { seconds: 240 }, async (scope) => {
  const pages = await mkdtemp(join(tmpdir(), 'plenum-e2e-pages-'));
  scope.defer(() => rm(pages, { recursive: true, force: true }));
  for (const name of ['Impressum', 'Barrierefreiheit', 'Nutzungsbedingungen']) {
    await writeFile(
      join(pages, `${name.toLowerCase()}.md`),
      `# ${name}\n\nStadt Süd, Rathausplatz 1\n`,
    );
  }
  const { server, password } = await administered(scope, {
    'policy.profile': 'offen',
    'pages.dir': pages,
    'service.support': 'Bürgerservice, hilfe@stadt-sued.example, 0911 123456',
  });
  for (const name of [room, 'Sprechstunde des Jugendamts', 'Stadtrat']) {
    await fetch(`${server.url}/api/rooms`, { method: 'POST', body: JSON.stringify({ name }) });
  }
  const page = await scope.chromium(withoutDevices);
  await page.emulateMedia({ reducedMotion: 'reduce' });

  await page.goto(server.url);
  await page.getByRole('link', { name: 'Impressum' }).waitFor();
  await shoot(page, 'start');
  await page.goto(server.roomAddress('stadtrat'));
  await page.getByText('Es wurde kein Mikrofon gefunden').waitFor();
  await shoot(page, 'prejoin-without-devices', { checked: true });
  await page.getByRole('button', { name: 'Verbindung prüfen' }).click();
  const outcome = page.getByRole('dialog', { name: 'Verbindung prüfen' });
  await until('the connection is tested', 60, () =>
    outcome.getByRole('button', { name: 'Noch einmal prüfen' }).isEnabled(),
  );
  await shoot(page, 'connection-test', { checked: true });
  await close(outcome);
  await fillJoinForm(page, { name: 'Anna Großmann' });
  await inConference(page);
  await page.getByRole('button', { name: 'Nur Ton einschalten' }).click();
  await shoot(page, 'sound-only');
  await page.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await hasLeft(page);
  await shoot(page, 'left');

  await page.goto(`${server.url}/help`);
  await page.getByRole('heading', { name: 'Kontakt' }).waitFor();
  await shoot(page, 'help', { checked: true });
  await page.goto(`${server.url}/impressum`);
  await page.getByText('Rathausplatz 1').waitFor();
  await shoot(page, 'operator-page', { checked: true });

  await page.goto(`${server.url}/admin`);
  await page.getByRole('textbox', { name: 'Anmeldename' }).waitFor();
  await shoot(page, 'sign-in');
  await signIn(page, 'leitung', password);
  await page.getByRole('heading', { name: 'Der Dienst ist offen' }).waitFor();
  await shoot(page, 'admin', { checked: true });
  await openTab(page, 'Räume');
  await page.getByText('Sprechstunde des Jugendamts', { exact: true }).waitFor();
  await shoot(page, 'admin-rooms', { checked: true });

  await page.goto(`${server.url}/wiedereinstieg`);
  await page.getByRole('textbox', { name: 'Raum-PIN' }).waitFor();
  await shoot(page, 'reentry');
});
