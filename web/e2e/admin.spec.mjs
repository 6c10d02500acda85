// The administrator's page (R13, R41, R65): rooms and the service closed at once, accounts.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { administered, openTab, signIn } from './support/administration.mjs';
import { enter, inConference } from './support/conference.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';

test('an administrator ends a room, closes the service with a notice and opens it again', {
  seconds: 180,
}, async (scope) => {
  const { server, data, settings, password } = await administered(scope, {});
  const anna = await scope.chromium(withoutDevices);
  const admin = await scope.chromium(withoutDevices);
  const name = JSON.stringify({ name: 'Bürgerrunde' });
  await fetch(`${server.url}/api/rooms`, { method: 'POST', body: name });
  await enter(anna, server.roomAddress('buergerrunde'), 'Anna');

  // Without a session the page is the sign-in, and that leads back.
  await admin.goto(`${server.url}/admin`);
  await signIn(admin, 'leitung', password);
  await admin.getByRole('heading', { name: 'Verwaltung' }).waitFor();
  assert.equal(new URL(admin.url()).pathname, '/admin');

  await openTab(admin, 'Räume');
  const row = admin.getByRole('row', { name: /Bürgerrunde/ });
  assert.match(await row.innerText(), /Offen/);
  assert.equal(await row.getByRole('cell').nth(1).innerText(), '1');
  await admin.getByRole('searchbox', { name: 'Raum suchen' }).fill('gibt es nicht');
  await admin.getByText('Kein Raum heißt so.').waitFor();
  await admin.getByRole('searchbox', { name: 'Raum suchen' }).fill('buerger');
  await admin.getByRole('button', { name: 'Raum „Bürgerrunde“ beenden' }).click();
  const ending = admin.getByRole('alertdialog');
  await ending.getByText('Eine Person wird sofort abgemeldet.').waitFor();
  await ending.getByRole('button', { name: 'Sofort beenden' }).click();
  await ending.waitFor({ state: 'detached' });
  await anna.getByRole('heading', { name: 'Die Konferenz ist beendet' }).waitFor();
  await admin.getByRole('searchbox', { name: 'Raum suchen' }).fill('');
  await admin.getByText('Zurzeit gibt es keine Räume.').waitFor();

  // Closed: running conferences go on, nobody else comes in.
  const ben = await scope.chromium(withoutDevices);
  await enter(ben, server.roomAddress('rat'), 'Ben');
  await anna.goto(server.roomAddress('rat'));
  await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
  await openTab(admin, 'Dienst');
  await admin.getByRole('button', { name: 'Dienst schließen' }).click();
  const closing = admin.getByRole('alertdialog');
  await closing.getByRole('button', { name: 'Dienst schließen' }).click();
  await closing.getByText('Bitte schreiben Sie, warum der Dienst geschlossen ist.').waitFor();
  await closing.getByRole('textbox', { name: /^Hinweis/ }).fill('Umbau bis Montag.');
  await closing.getByRole('button', { name: 'Dienst schließen' }).click();
  await admin.getByRole('heading', { name: 'Der Dienst ist geschlossen' }).waitFor();

  await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await anna.getByText('Der Dienst ist zurzeit geschlossen.').waitFor();
  await anna.goto(server.url);
  await anna.getByText('Umbau bis Montag.').waitFor();
  assert.equal(await anna.getByRole('button', { name: 'Los' }).count(), 0);
  await anna.goto(server.roomAddress('rat'));
  await anna.getByRole('heading', { name: 'Der Dienst ist geschlossen' }).waitFor();
  for (const [path, body] of [
    ['/api/rooms', { name: 'Neu' }],
    ['/api/rooms/rat/join', { name: 'Anna' }],
    ['/api/rooms/find', { name: 'rat', own_name: 'Anna', code: '', pin: '12345678' }],
  ]) {
    const answer = await fetch(server.url + path, { method: 'POST', body: JSON.stringify(body) });
    const told = await answer.json();
    assert.deepEqual(
      [answer.status, told.error.code, told.closed],
      [503, 'closed', 'Umbau bis Montag.'],
    );
  }
  await inConference(ben);

  // Over a restart it stays closed.
  await server.stop();
  const again = await scope.server({ ...settings, 'http.listen': `127.0.0.1:${server.port}` });
  assert.equal((await config(again)).closed, 'Umbau bis Montag.');
  await admin.goto(`${again.url}/admin`);
  await signIn(admin, 'leitung', password);
  await admin.getByRole('button', { name: 'Dienst wieder öffnen' }).click();
  await admin
    .getByRole('alertdialog')
    .getByRole('button', { name: 'Dienst wieder öffnen' })
    .click();
  await admin.getByRole('heading', { name: 'Der Dienst ist offen' }).waitFor();
  assert.equal((await config(again)).closed, null);
  await enter(anna, again.roomAddress('rat'), 'Anna');

  // "Alle beenden" logs everybody off.
  await admin.getByRole('button', { name: 'Dienst schließen' }).click();
  await closing.getByRole('textbox', { name: /^Hinweis/ }).fill('Notfall.');
  await closing.getByText('Alle beenden').click();
  await closing.getByText(/werden sofort abgemeldet|wird sofort abgemeldet/).waitFor();
  await closing.getByRole('button', { name: 'Dienst schließen' }).click();
  await anna.getByRole('heading', { name: 'Die Konferenz ist beendet' }).waitFor();

  const acts = await auditLog(data);
  assert.deepEqual(
    acts.map((line) => line.replace(/^\S+ /, '')),
    [
      'leitung end_room',
      'leitung close_service',
      'leitung open_service',
      'leitung close_service',
      'leitung end_all_rooms',
    ],
  );
});

test('an administrator makes accounts, releases one and locks one out', {
  seconds: 180,
}, async (scope) => {
  const { server, password } = await administered(scope, { 'policy.profile': 'schule' });
  const admin = await scope.chromium(withoutDevices);
  await admin.goto(`${server.url}/admin`);
  await signIn(admin, 'leitung', password);
  await openTab(admin, 'Konten');

  await admin.getByRole('button', { name: 'Konten anlegen' }).click();
  const adding = admin.getByRole('dialog', { name: 'Konten anlegen' });
  await adding.getByText('Mehrere auf einmal').click();
  await adding.getByRole('textbox', { name: 'Anfang der Anmeldenamen' }).fill('schueler');
  await adding.getByRole('textbox', { name: 'Anzahl' }).fill('3');
  await adding.getByRole('button', { name: 'Anlegen', exact: true }).click();
  const shown = admin.getByRole('dialog', { name: 'Passwörter' });
  await shown.getByRole('row', { name: /schueler-03/ }).waitFor();
  const passwords = new Map(
    (await shown.getByRole('row').allInnerTexts())
      .slice(1)
      .map((row) => [/schueler-\d+/.exec(row)[0], /\S+$/.exec(row.trim())[0]]),
  );
  assert.equal(passwords.size, 3);
  const [csv, sheet] = [
    await saved(admin, shown.getByRole('button', { name: 'Liste (CSV) speichern' })),
    await saved(admin, shown.getByRole('button', { name: 'Zettel zum Ausdrucken speichern' })),
  ];
  assert.match(csv, new RegExp(`schueler-02,${passwords.get('schueler-02')}`));
  assert.match(sheet, new RegExp(passwords.get('schueler-02')));
  await admin.keyboard.press('Escape'); // does not lose them
  await shown.getByRole('button', { name: 'Ich habe die Passwörter gesichert' }).click();
  await shown.waitFor({ state: 'detached' });

  await manage(admin, 'schueler-01', 'Freischalten');
  assert.match(await rowOf(admin, 'schueler-01').innerText(), /Ja/);
  await manage(admin, 'schueler-02', 'Sperren');
  assert.match(await rowOf(admin, 'schueler-02').innerText(), /Gesperrt/);

  const pupil = await scope.chromium(withoutDevices);
  await pupil.goto(`${server.url}/anmelden`);
  await signIn(pupil, 'schueler-02', passwords.get('schueler-02'));
  await pupil.getByText('Anmeldename oder Passwort stimmt nicht.').waitFor();
  await signIn(pupil, 'schueler-01', passwords.get('schueler-01'));
  await pupil.waitForURL(`${server.url}/`);
  await pupil.goto(`${server.url}/erstellen`);
  await pupil.getByRole('textbox', { name: 'Raumname' }).waitFor();
  await pupil.goto(`${server.url}/admin`);
  await pupil.getByText('Diese Seite ist für Administrator*innen.').waitFor();

  // Her own account is not hers to lock.
  await admin.getByRole('button', { name: 'Konto leitung verwalten' }).click();
  const own = admin.getByRole('dialog', { name: 'Konto leitung' });
  await own.getByText('Das ist Ihr eigenes Konto.').waitFor();
  assert.equal(await own.getByRole('button', { name: 'Sperren' }).count(), 0);
  await own.getByRole('button', { name: 'Abbrechen' }).click();

  await manage(admin, 'schueler-03', 'Konto löschen', 'Endgültig löschen');
  await rowOf(admin, 'schueler-03').waitFor({ state: 'detached' });
});

for (const [size, viewport] of Object.entries({
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
})) {
  test(`the administration fits a ${size} and is accessible`, { seconds: 240 }, async (scope) => {
    const { server, password } = await administered(scope, {});
    const page = await scope.chromium({ ...withoutDevices, viewport });
    const check = async (name) => {
      await assertFits(page, name);
      await picture(page, `${name}-${size}`);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await assertAccessible(page, `${name} (${colorScheme})`);
        if (colorScheme === 'dark') await picture(page, `${name}-${size}-dark`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    };
    for (const room of ['Bürgerversammlung Süd', 'Stadtrat', 'Sprechstunde des Jugendamts']) {
      const body = JSON.stringify({ name: room });
      await fetch(`${server.url}/api/rooms`, { method: 'POST', body });
    }
    await page.goto(`${server.url}/admin`);
    await signIn(page, 'leitung', password);
    await page.getByRole('heading', { name: 'Der Dienst ist offen' }).waitFor();
    await check('admin-service');
    await page.getByRole('button', { name: 'Dienst schließen' }).click();
    const closing = page.getByRole('alertdialog');
    await closing
      .getByRole('textbox', { name: /^Hinweis/ })
      .fill('Wegen Wartungsarbeiten geschlossen bis Montag, 8 Uhr.');
    await check('admin-close');
    await closing.getByRole('button', { name: 'Dienst schließen' }).click();
    await page.getByRole('heading', { name: 'Der Dienst ist geschlossen' }).waitFor();
    await check('admin-closed');
    await openTab(page, 'Räume');
    await page.getByText('Stadtrat', { exact: true }).waitFor();
    await check('admin-rooms');
    await openTab(page, 'Konten');
    await page.getByText('leitung (Sie)').waitFor();
    await check('admin-accounts');
    await page.getByRole('button', { name: 'Konten anlegen' }).click();
    const adding = page.getByRole('dialog', { name: 'Konten anlegen' });
    await adding.getByRole('textbox', { name: 'Anmeldename' }).fill('rathaus');
    await check('admin-add');
    await adding.getByRole('button', { name: 'Anlegen', exact: true }).click();
    await page.getByRole('dialog', { name: 'Passwörter' }).waitFor();
    await check('admin-passwords');
    await page.getByRole('button', { name: 'Ich habe die Passwörter gesichert' }).click();
    await page.getByRole('button', { name: 'Konto rathaus verwalten' }).click();
    await page.getByRole('dialog', { name: 'Konto rathaus' }).waitFor();
    await check('admin-manage');
    await page.goto(server.url);
    await page.getByText('Wegen Wartungsarbeiten geschlossen').waitFor();
    await check('start-closed');
    await page.goto(server.roomAddress('stadtrat'));
    await page.getByRole('heading', { name: 'Der Dienst ist geschlossen' }).waitFor();
    await check('room-closed');
  });
}

function rowOf(page, login) {
  return page.getByRole('row', { name: new RegExp(login) });
}

/** Chooses what becomes of the account; `sure` answers the question that follows. */
async function manage(page, login, what, sure) {
  await page.getByRole('button', { name: `Konto ${login} verwalten` }).click();
  const dialog = page.getByRole('dialog', { name: `Konto ${login}` });
  await dialog.getByRole('button', { name: what, exact: true }).click();
  if (sure) await page.getByRole('alertdialog').getByRole('button', { name: sure }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** What a button saves to a file. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFile(await download.path(), 'utf8');
}

async function config(server) {
  return (await fetch(`${server.url}/api/config`)).json();
}

async function auditLog(data) {
  const folder = join(data, 'audit');
  const files = await readdir(folder);
  const texts = await Promise.all(files.sort().map((file) => readFile(join(folder, file), 'utf8')));
  return texts.join('').trim().split('\n');
}
