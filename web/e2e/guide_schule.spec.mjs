// The guide's story of a school, from start to end (R13, R26, R28, R36, R37, R43): accounts for teachers, a
// lesson for a time and for invited pupils, personal links by mail, the waiting room, the end.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inConference, seesOthers } from './support/conference.mjs';
import { startMailbox } from './support/mailbox.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { plenumBinary } from './support/places.mjs';
import { admit, close, isWaiting, withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';

const phone = { width: 390, height: 844 };

/** A school's server with a mail server, and one teacher who may hold conferences. */
async function school(scope) {
  const data = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  scope.defer(() => rm(data, { recursive: true, force: true }));
  const account = (...words) =>
    execFileSync(plenumBinary, ['account', ...words, '--set', `data.dir=${data}`]).toString();
  const told = account('add', '--count', '2', '--prefix', 'lehrkraft');
  account('release', 'lehrkraft-01');
  const passwordOf = (login) => new RegExp(`^${login}\\s+(\\S+)$`, 'm').exec(told)[1];
  const mailbox = await startMailbox(scope);
  const server = await scope.server({
    'policy.profile': 'schule',
    'data.dir': data,
    ...mailbox.settings,
  });
  return { server, mailbox, passwordOf };
}

async function signIn(page, server, login, password) {
  await page.goto(`${server.url}/anmelden`);
  await page.getByRole('textbox', { name: 'Anmeldename' }).fill(login);
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByRole('button', { name: 'Abmelden' }).waitFor();
}

/** The form, up to the button; `minutes` from now, in the browser's own zone. */
async function plan(page, server, { room, minutes, addresses }) {
  await page.goto(`${server.url}/erstellen`);
  await page.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await page.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill('Frau Lampe');
  const { date, time } = await page.evaluate((ahead) => {
    const then = new Date(Date.now() + ahead * 60_000);
    const two = (value) => String(value).padStart(2, '0');
    return {
      date: `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())}`,
      time: `${two(then.getHours())}:${two(then.getMinutes())}`,
    };
  }, minutes);
  await page.getByLabel('Datum').fill(date);
  await page.getByLabel('Uhrzeit').fill(time);
  await page.getByRole('combobox', { name: 'Dauer' }).selectOption({ label: '45 Minuten' });
  await page.getByRole('textbox', { name: 'E-Mail-Adressen der Eingeladenen' }).fill(addresses);
  await page.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
}

async function create(page) {
  await page.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
}

function linkIn(mail) {
  return /^Link: (\S+)$/m.exec(mail.text)[1];
}

async function knock(page, link, name) {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill(name);
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
}

test('a school: a teacher plans a lesson, pupils come by their own links, and nobody else', async (scope) => {
  const { server, mailbox, passwordOf } = await school(scope);
  const teacher = await scope.chromium(withoutDevices);
  await signIn(teacher, server, 'lehrkraft-01', passwordOf('lehrkraft-01'));
  await plan(teacher, server, { room: 'Mathe 7b', minutes: 0, addresses: 'mia@, ben@x.example' });
  await create(teacher);
  await teacher.getByText('Diese Adressen stimmen nicht: mia@').waitFor();
  await assertAccessible(teacher, 'planning a lesson');
  await assertFits(teacher, 'planning a lesson');
  await picture(teacher, 'schedule-create');
  await teacher
    .getByRole('textbox', { name: 'E-Mail-Adressen der Eingeladenen' })
    .fill('mia@schule.example; Ben <ben@schule.example>');
  await create(teacher);
  const invitation = teacher.getByRole('dialog', { name: 'Einladen' });
  await invitation.getByText('nur mit einem persönlichen Link').waitFor();
  await picture(teacher, 'schedule-invite');
  await close(invitation);
  await inConference(teacher);

  // To each a mail of their own, with the time, a link that is nobody else's, and an appointment.
  const toMia = await mailbox.to('mia@schule.example');
  const toBen = await mailbox.to('ben@schule.example');
  assert.deepEqual(toMia.envelope[1], ['mia@schule.example']);
  assert.match(toMia.text, /^Zeit: .* bis .* Uhr/m);
  assert.match(toMia.calendar.replace(/\r?\n /g, ''), /SUMMARY:Mathe 7b/);
  assert.notEqual(linkIn(toMia), linkIn(toBen));

  // By her link, from a phone: the waiting room, and in.
  const mia = await scope.chromium({ ...withoutDevices, viewport: phone });
  await mia.goto(linkIn(toMia));
  await mia.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor();
  await mia.getByRole('button', { name: 'Kamera einschalten' }).waitFor();
  await knock(mia, linkIn(toMia), 'Mia');
  await isWaiting(mia);
  await admit(teacher, mia, 'Mia');
  await seesOthers(teacher, ['Mia']);

  // Her link in a second browser, while she is there; and the plain address.
  const stranger = await scope.chromium(withoutDevices);
  await knock(stranger, linkIn(toMia), 'Mia');
  await stranger.getByText('gerade schon jemand in der Konferenz').waitFor();
  const [address] = linkIn(toMia).split('#');
  await stranger.goto(address);
  await stranger.getByRole('heading', { name: 'Nur mit persönlichem Link' }).waitFor();
  assert.equal(await stranger.getByRole('button', { name: 'Beitreten', exact: true }).count(), 0);
  await assertAccessible(stranger, 'not invited');
  await picture(stranger, 'schedule-not-invited');
  const id = new URL(address).pathname.slice(1);
  const joined = await fetch(`${server.url}/api/rooms/${id}/join`, {
    method: 'POST',
    body: JSON.stringify({ name: 'Eve' }),
  });
  assert.equal(joined.status, 403);
  assert.equal((await joined.json()).error.code, 'not_invited');
  await seesOthers(teacher, ['Mia']);

  await teacher.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await teacher.getByRole('button', { name: 'Für alle beenden' }).click();
  await mia.getByRole('heading', { name: 'Die Konferenz ist beendet' }).waitFor();
  const gone = await fetch(`${server.url}/api/rooms/${id}`);
  assert.equal(gone.status, 404);
});

test('a lesson of tomorrow says when it is, to pupils and to the teacher who finds it again', async (scope) => {
  const { server, mailbox, passwordOf } = await school(scope);
  const teacher = await scope.chromium(withoutDevices);
  await signIn(teacher, server, 'lehrkraft-01', passwordOf('lehrkraft-01'));
  const addresses = 'mia@schule.example';
  const noon = await teacher.evaluate(() => {
    const now = new Date();
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 12).getTime();
  });
  // Over midnight the page would name both days, and no "Uhr".
  const minutes = Math.ceil((noon - Date.now()) / 60_000);
  await plan(teacher, server, { room: 'Deutsch 7b', minutes, addresses });
  await create(teacher);
  await teacher.getByRole('heading', { name: 'Ihre Konferenz ist geplant' }).waitFor();
  await teacher.getByText('Die Einladungen sind unterwegs.').waitFor();
  await assertAccessible(teacher, 'planned');
  await picture(teacher, 'schedule-planned');

  const mia = await scope.chromium({ ...withoutDevices, viewport: phone });
  await mia.goto(linkIn(await mailbox.to('mia@schule.example')));
  await mia.getByRole('heading', { name: 'Die Konferenz hat noch nicht begonnen' }).waitFor();
  await mia.getByText(/„Deutsch 7b“: \S+tag, .* Uhr/).waitFor();
  await assertAccessible(mia, 'too early');
  await assertFits(mia, 'too early');
  await picture(mia, 'schedule-early-phone');

  // In a new browser, signed in again.
  const later = await scope.chromium({ ...withoutDevices, viewport: phone });
  await signIn(later, server, 'lehrkraft-01', passwordOf('lehrkraft-01'));
  await later.getByRole('heading', { name: 'Ihre Konferenzen' }).waitFor();
  await assertFits(later, 'own conferences');
  await picture(later, 'schedule-own-phone');
  await later.getByRole('button', { name: '„Deutsch 7b“ öffnen' }).click();
  await later.getByRole('heading', { name: 'Ihre Konferenz ist geplant' }).waitFor();
});

test('the page before the lesson opens by itself', { seconds: 300 }, async (scope) => {
  const { server, mailbox, passwordOf } = await school(scope);
  const teacher = await scope.chromium(withoutDevices);
  await signIn(teacher, server, 'lehrkraft-01', passwordOf('lehrkraft-01'));
  // The form knows whole minutes, and time passes until the pupil is there.
  await plan(teacher, server, { room: 'Kunst', minutes: 2, addresses: 'mia@schule.example' });
  await create(teacher);
  const invitation = teacher.getByRole('dialog', { name: 'Einladen' });
  await close(invitation);
  await inConference(teacher);
  const mia = await scope.chromium(withoutDevices);
  await mia.goto(linkIn(await mailbox.to('mia@schule.example')));
  await mia.getByRole('heading', { name: 'Die Konferenz hat noch nicht begonnen' }).waitFor();
  await mia.getByRole('textbox', { name: 'Ihr Name' }).waitFor({ timeout: 150_000 });
});

test('a teacher who is not released plans nothing', async (scope) => {
  const { server, passwordOf } = await school(scope);
  const teacher = await scope.chromium(withoutDevices);
  await signIn(teacher, server, 'lehrkraft-02', passwordOf('lehrkraft-02'));
  await teacher.goto(`${server.url}/erstellen`);
  await teacher.getByText('nicht dafür freigeschaltet').waitFor();
});
