// Everything without a mouse: every control of the conference is reached by Tab and does what it says.
import assert from 'node:assert/strict';
import { enter, seesOthers } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { guest, roomOf, type } from './support/guests.mjs';
import { hasFocus, keepsFocus, pressByKey, tabTo } from './support/keys.mjs';
import { assertAccessible } from './support/page_checks.mjs';
import { municipality, readCard, withoutDevices } from './support/rooms.mjs';
import { paintedScreen } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';
import { isEnded } from './support/words.mjs';

const desk = { ...withoutDevices, viewport: { width: 1280, height: 720 } };

test('every control of the conference is reached and used by keyboard', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium(desk);
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await crowd(scope, server, 'rathaus', guestNames(2));
  await anna.getByRole('article', { name: 'Gast 02' }).waitFor();
  await anna.evaluate(() => document.activeElement?.blur());

  // The order is that of the page: room, tiles, control bar.
  const way = await tabTo(anna, 'Verlassen');
  assert.deepEqual(way.slice(way.indexOf('Raumeinstellungen')), [
    'Raumeinstellungen',
    'Einladen',
    'Gast 01 anheften',
    'Gast 02 anheften',
    'Mikrofon ausschalten',
    'Kamera ausschalten',
    'Bildschirm teilen',
    'Hand heben',
    'Reagieren',
    'Teilnehmende',
    'Chat',
    'Echtzeittext',
    'Umfragen',
    'Nur Ton einschalten',
    'Ansicht',
    'Geräte einstellen',
    'Verlassen',
  ]);

  await tabTo(anna, 'Ansicht');
  await anna.keyboard.press('Enter');
  const menu = anna.getByRole('menu', { name: 'Ansicht' });
  await menu.waitFor();
  await assertAccessible(anna, 'the menu of views');
  await anna.keyboard.press('ArrowDown');
  await anna.keyboard.press('Space');
  await until('speaker view is chosen', 10, async () => {
    const entry = menu.getByRole('menuitemradio', { name: 'Wer spricht, groß' });
    return (await entry.getAttribute('aria-checked')) === 'true';
  });
  await anna.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  await hasFocus(anna, 'Ansicht');

  await anna.keyboard.press('t');
  const list = anna.getByRole('complementary', { name: 'Teilnehmende' });
  await list.waitFor();
  await tabTo(anna, 'Name suchen');
  await anna.keyboard.type('gast 02');
  await list.getByText('1 Person gefunden').waitFor();
  await list.getByText('Gast 01').waitFor({ state: 'detached' });
  await assertAccessible(anna, 'the list while searching');
  await tabTo(anna, 'Aktionen für Gast 02');
  await anna.keyboard.press('Enter');
  await anna.keyboard.press('Enter'); // Anheften comes first
  await anna.getByRole('button', { name: 'Gast 02 nicht mehr anheften' }).waitFor();
  await anna.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });

  await anna.keyboard.press('n');
  await anna.getByText('Nur Ton: Bilder und Ihre Kamera sind aus.').waitFor();
  await anna.keyboard.press('n');
  await anna.keyboard.press('?');
  const keys = anna.getByRole('dialog', { name: 'Tastenkürzel' });
  await keys.waitFor();
  await assertAccessible(anna, 'the list of shortcuts');
  // WCAG 2.1.4: single keys can be switched off, and stay so.
  await anna.keyboard.press('Tab');
  await keys.getByRole('checkbox', { name: 'Tastenkürzel benutzen' }).focus();
  await anna.keyboard.press('Space');
  await anna.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await anna.keyboard.press('t');
  await anna.keyboard.press('?');
  assert.equal(await list.count(), 0);
  assert.equal(await keys.count(), 0);
  await tabTo(anna, 'Verlassen');
  await anna.keyboard.press('Enter');
  await anna.getByRole('dialog', { name: 'Konferenz verlassen' }).waitFor();
});

test('a whole meeting by keys alone: created, invited to, shared, written in, voted in, ended', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server(municipality);
  const anna = await scope.chromium({ ...desk, init: paintedScreen });
  const press = (name, key) => pressByKey(anna, name, key);
  const close = async (what) => {
    await anna.keyboard.press('Escape');
    await what.waitFor({ state: 'detached' });
    await keepsFocus(anna, 'after Escape');
  };

  await anna.goto(server.url);
  await anna.getByRole('heading', { level: 1 }).waitFor();
  const { data, invitation } = await createByKeys(anna, press);
  await close(invitation);

  const ben = await guest(scope, server, roomOf(data), 'Ben', data.Zugangscode);
  await anna.getByText('Ben wartet auf Einlass.').waitFor();
  await press('Ben einlassen');
  await seesOthers(anna, ['Ben']);
  await keepsFocus(anna, 'when nobody waits any more');

  await press('Bildschirm teilen');
  const card = anna.getByRole('region', { name: 'Sie teilen Ihren Bildschirm.' });
  await card.waitFor();
  await press('Darstellung', 'ArrowDown');
  await until('it is tuned for motion', 10, async () => {
    return (await card.getByRole('combobox', { name: 'Darstellung' }).inputValue()) === 'motion';
  });
  await press('Teilen beenden');
  await card.waitFor({ state: 'detached' });
  await keepsFocus(anna, 'when nothing is shared any more');

  await anna.keyboard.press('c');
  const chat = anna.getByRole('complementary', { name: 'Chat' });
  await chat.waitFor();
  await anna.keyboard.type('Guten Abend'); // the field has the focus
  await anna.keyboard.press('Enter');
  await chat.getByRole('listitem').filter({ hasText: 'Guten Abend' }).waitFor();
  await press('An', 'ArrowDown');
  await tabTo(anna, 'Nachricht');
  await anna.keyboard.type('Nur für Sie');
  await anna.keyboard.press('Enter');
  await chat.getByText('Privat an Ben').first().waitFor();
  await close(chat);

  await pollByKeys(anna, press, ben);
  await close(anna.getByRole('complementary', { name: 'Umfragen' }));

  await anna.keyboard.press('e');
  const text = anna.getByRole('complementary', { name: 'Echtzeittext' });
  await text.waitFor();
  await anna.keyboard.type('Ich schreibe mit.');
  await anna.keyboard.press('Enter');
  await type(ben, 1, 'Und ich lese.', { finished: true });
  for (const line of ['Ich schreibe mit.', 'Und ich lese.']) {
    await text.getByRole('log').getByText(line).waitFor();
  }
  await close(text);

  await press('Verlassen');
  await anna.getByRole('dialog', { name: 'Konferenz verlassen' }).waitFor();
  await press('Raum löschen…');
  await anna.getByRole('alertdialog', { name: 'Raum wirklich löschen?' }).waitFor();
  await press('Endgültig löschen');
  await isEnded(anna);
  await keepsFocus(anna, 'on the last page');
});

/** From the start page to the invitation of a new room, and what it says. */
async function createByKeys(anna, press) {
  await press('Ich bin Moderator*in und möchte einen neuen Raum erstellen');
  await anna.getByRole('textbox', { name: 'Raumname' }).waitFor();
  await anna.keyboard.type('Elternabend'); // the field has the focus
  await tabTo(anna, 'Ihr Name oder Pseudonym');
  await anna.keyboard.type('Anna');
  await press('Ich habe die Datenschutzhinweise zur Kenntnis genommen', 'Space');
  await press('Raum erstellen');
  const invitation = anna.getByRole('dialog', { name: 'Einladen' });
  await invitation.getByRole('button', { name: 'Code kopieren' }).waitFor();
  await press('Code kopieren');
  await press('Einladung per Text');
  await invitation.getByRole('textbox', { name: 'Text der Einladung' }).waitFor();
  await press('Zugriff für Moderatoren – Zugangsdaten anzeigen');
  return { invitation, data: await readCard(invitation) };
}

/** Asks, votes and ends a poll, in which Ben votes too. */
async function pollByKeys(anna, press, ben) {
  await anna.keyboard.press('u');
  await press('Neue Umfrage');
  await anna.getByRole('textbox', { name: 'Frage' }).waitFor();
  await anna.keyboard.type('Pause?'); // the field has the focus
  for (const [index, answer] of ['ja', 'nein'].entries()) {
    await tabTo(anna, `Antwort ${index + 1}`);
    await anna.keyboard.type(answer);
  }
  await press('Umfrage starten');
  await anna.getByRole('article', { name: 'Pause?' }).waitFor();
  await press('ja', 'Space');
  await press('Abstimmen');
  await ben.ask({ vote: { poll: 1, answers: [0] } });
  await anna.getByText('2 Personen haben abgestimmt.').waitFor();
  await press('Umfrage beenden');
  await anna.getByRole('list', { name: 'Ergebnis' }).getByText('2 Stimmen (100 %)').waitFor();
}
