// Creating a room and bringing others in: form, invitation, access data, code (R6, R8, R17–R23).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { enter, inConference, seesOthers } from './support/conference.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import {
  accessData,
  admit,
  close,
  createRoom,
  knock,
  municipality,
  withoutDevices,
} from './support/rooms.mjs';
import { test } from './support/test.mjs';

const room = 'Bürgerversammlung Süd';

test('a new room is entered at once as moderator, and its invitation is open', async (scope) => {
  const server = await scope.server(municipality);
  const anna = await scope.chromium(withoutDevices);
  await anna.goto(server.url);
  await anna
    .getByRole('button', { name: 'Ich bin Moderator*in und möchte einen neuen Raum erstellen' })
    .click();
  await anna.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
  await anna.getByText('Bitte geben Sie dem Raum einen Namen.').waitFor();
  await anna.getByText('Ohne diese Bestätigung geht es nicht weiter.').waitFor();

  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  await invitation.getByRole('button', { name: 'Teilnahme nur mit Zugangscode' }).waitFor();
  assert.equal(await invitation.getByRole('button', { name: 'Direktteilnahme' }).count(), 0);
  await invitation.getByText('nie zusammen in einer Nachricht').waitFor();
  await close(invitation);
  await inConference(anna);
  await anna.getByRole('heading', { name: room }).waitFor();
  await anna.getByRole('article', { name: 'Anna (Ich)' }).waitFor();
});

test('text, mail and WhatsApp carry link and code, as somebody has rewritten them', async (scope) => {
  const server = await scope.server(municipality);
  const anna = await scope.chromium(withoutDevices);
  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  const data = await accessData(invitation);
  assert.equal(data.Raumname, room);

  await invitation.getByRole('button', { name: 'Einladung per Text' }).click();
  const text = invitation.getByRole('textbox', { name: 'Text der Einladung' });
  const prepared = await text.inputValue();
  assert.ok(prepared.includes(data.Link) && prepared.includes(data.Zugangscode), prepared);
  await invitation.getByText('Der Text enthält den Zugangscode').click();
  assert.ok(!(await text.inputValue()).includes(data.Zugangscode));
  await text.fill(`Kommt alle! ${data.Link}`);

  await invitation.getByRole('button', { name: 'Einladung per Mail' }).click();
  const mail = await invitation
    .getByRole('link', { name: 'E-Mail schreiben' })
    .getAttribute('href');
  assert.ok(mail.startsWith('mailto:?subject='), mail);
  assert.ok(mail.endsWith(`body=${encodeURIComponent(`Kommt alle! ${data.Link}`)}`), mail);
  await invitation.getByRole('button', { name: 'Einladung per WhatsApp' }).click();
  const whatsApp = invitation.getByRole('link', { name: 'WhatsApp öffnen' });
  assert.equal(
    await whatsApp.getAttribute('href'),
    `https://wa.me/?text=${encodeURIComponent(`Kommt alle! ${data.Link}`)}`,
  );
});

test('a calendar file holds the link and the time, and not the code', async (scope) => {
  const server = await scope.server(municipality);
  const anna = await scope.chromium(withoutDevices);
  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  const data = await accessData(invitation);
  await invitation.getByRole('button', { name: 'Kalendereintrag' }).click();
  await invitation.getByLabel('Datum').fill('2031-05-06');
  await invitation.getByLabel('Uhrzeit').fill('19:30');
  const start = await anna.evaluate(() => new Date('2031-05-06T19:30').toISOString());
  const saved = anna.waitForEvent('download');
  await invitation.getByRole('button', { name: 'Kalenderdatei speichern' }).click();
  const file = (await readFile(await (await saved).path(), 'utf8')).replaceAll('\r\n ', '');
  assert.ok(file.includes(`DTSTART:${start.replace(/[-:]|\.000/g, '')}`), file);
  assert.ok(file.includes(data.Link) && !file.includes(data.Zugangscode), file);
});

test('access data are saved as a file, and printing shows nothing else', async (scope) => {
  const server = await scope.server(municipality);
  const anna = await scope.chromium(withoutDevices);
  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  const data = await accessData(invitation);
  assert.match(data['Raum-PIN'], /^\d{8}$/);

  const saved = anna.waitForEvent('download');
  await invitation.getByRole('button', { name: 'Speichern', exact: true }).click();
  const file = await saved;
  assert.equal(file.suggestedFilename(), `Zugangsdaten für Moderator-innen ${room}.txt`);
  const written = await readFile(await file.path(), 'utf8');
  for (const [name, value] of Object.entries(data))
    assert.ok(written.includes(`${name}: ${value}`));

  await anna.emulateMedia({ media: 'print' });
  const visible = await anna.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .flatMap((element) => [...element.childNodes])
      .filter(({ nodeType, data: text }) => nodeType === Node.TEXT_NODE && text.trim() !== '')
      .map(({ data: text }) => text),
  );
  assert.ok(visible.includes(data['Raum-PIN']));
  for (const elsewhere of ['Einladen', 'Einladung per Text', 'Drucken', 'Mikrofon']) {
    assert.ok(!visible.includes(elsewhere), `${elsewhere} would be printed`);
  }
});

test('a guest needs the code; set, changed and removed it counts at once for those who come', async (scope) => {
  const server = await scope.server(municipality);
  const [anna, ben] = [await scope.chromium(withoutDevices), await scope.chromium(withoutDevices)];
  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  const data = await accessData(invitation);
  await close(invitation);

  await ben.goto(data.Link);
  await ben.getByText('hilft').waitFor();
  await ben.getByText('Aufzeichnungen und Bildschirmfotos').waitFor();
  await ben.getByRole('textbox', { name: 'Ihr Name' }).fill('Ben');
  await ben.getByRole('textbox', { name: 'Zugangscode' }).fill('falsch');
  await ben.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await ben.getByText('Dieser Zugangscode stimmt nicht').waitFor();
  await knock(ben, data, 'Ben');
  await admit(anna, ben, 'Ben');

  await anna.getByRole('button', { name: 'Raumeinstellungen' }).click();
  const settings = anna.getByRole('dialog', { name: 'Raumeinstellungen' });
  await settings.getByText('Warteraum', { exact: true }).click();
  await settings.getByRole('button', { name: 'Passwort ändern' }).click();
  await settings.getByRole('textbox', { name: 'Neues Passwort' }).fill('Rathaus 2027');
  await settings.getByRole('button', { name: 'Speichern', exact: true }).click();
  await settings.getByText('„Rathaus 2027“').waitFor();
  await ben.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await ben.goto(data.Link);
  await ben.getByRole('textbox', { name: 'Ihr Name' }).fill('Ben');
  await ben.getByRole('textbox', { name: 'Zugangscode' }).fill(data.Zugangscode);
  await ben.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await ben.getByText('Dieser Zugangscode stimmt nicht').waitFor();
  await ben.getByRole('textbox', { name: 'Zugangscode' }).fill('Rathaus 2027');
  await ben.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(ben);

  await settings.getByRole('button', { name: 'Passwort entfernen' }).click();
  await settings.getByRole('button', { name: 'Passwort hinzufügen' }).waitFor();
  await close(settings);
  await ben.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await enter(ben, data.Link, 'Ben');
  await seesOthers(anna, ['Ben']);
  await anna.getByRole('button', { name: 'Einladen', exact: true }).click();
  await invitation.getByRole('button', { name: 'Direktteilnahme' }).waitFor();
  await invitation.getByText('Das ist unsicher').waitFor();
});

for (const [size, viewport] of Object.entries({
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 844 },
})) {
  test(`form and invitation fit a ${size} and are accessible`, { seconds: 240 }, async (scope) => {
    const server = await scope.server(municipality);
    const anna = await scope.chromium({ ...withoutDevices, viewport });
    const check = async (name) => {
      await assertFits(anna, name);
      await picture(anna, `${name}-${size}`);
      for (const colorScheme of ['light', 'dark']) {
        await anna.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await assertAccessible(anna, `${name} (${colorScheme})`);
      }
      await anna.emulateMedia({ colorScheme: 'light' });
    };
    await anna.goto(server.url);
    await anna.getByRole('heading', { name: 'Für Moderator*innen' }).waitFor();
    await check('start-gemeinde');
    await anna.goto(`${server.url}/anmelden`);
    await anna.getByRole('textbox', { name: 'Anmeldename' }).waitFor();
    await check('sign-in');
    await anna.goto(`${server.url}/wiedereinstieg`);
    await anna.getByRole('textbox', { name: 'Raum-PIN' }).waitFor();
    await check('reentry');
    await anna.goto(`${server.url}/erstellen`);
    await anna.getByRole('textbox', { name: 'Raumname' }).waitFor();
    await check('create');
    const invitation = await createRoom(anna, server, { room, name: 'Anna' });
    await check('invite');
    for (const [name, button] of [
      ['invite-text', 'Einladung per Text'],
      ['invite-qr', 'QR-Code'],
      ['invite-calendar', 'Kalendereintrag'],
      ['invite-access', 'Zugangsdaten anzeigen'],
    ]) {
      await invitation.getByRole('button', { name: button, exact: true }).click();
      await check(name);
    }
    await close(invitation);
    await anna.getByRole('button', { name: 'Raumeinstellungen' }).click();
    await anna.getByRole('button', { name: 'Passwort ändern' }).waitFor();
    await check('settings');
  });
}
