// Who may create a room, proved as the profile wants it: a code by e-mail (R7), an account (R12).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inConference } from './support/conference.mjs';
import { plenumBinary } from './support/places.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const newRoom = 'Ich bin Moderator*in und möchte einen neuen Raum erstellen';

test('in a municipality whoever types the code from the e-mail creates a room', async (scope) => {
  const server = await scope.server({ 'policy.profile': 'gemeinde', 'mail.transport': 'log' });
  const anna = await scope.chromium(withoutDevices);
  await anna.goto(server.url);
  await anna.getByRole('button', { name: newRoom }).click();
  await fillForm(anna, 'Bürgerversammlung Süd');
  await anna.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('anna@example.org');
  await anna.getByRole('button', { name: 'Code anfordern' }).click();
  const code = await until('the mail', 15, () => /\b\d{6}\b/.exec(server.log())?.[0]);

  const wrong = code === '000000' ? '111111' : '000000';
  await anna.getByRole('textbox', { name: 'Code aus der E-Mail' }).fill(wrong);
  await create(anna);
  await anna.getByText('Dieser Code stimmt nicht oder ist abgelaufen').waitFor();
  await anna.getByRole('textbox', { name: 'Code aus der E-Mail' }).fill(code);
  await create(anna);
  await anna.getByRole('dialog', { name: 'Einladen' }).waitFor();
  assert.equal(new URL(anna.url()).pathname.length, '/bxHB9dhBa5gy67KYjaSZop'.length);
});

test('in a media centre an organiser signs in, creates a room and moderates it', async (scope) => {
  const data = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  scope.defer(() => rm(data, { recursive: true, force: true }));
  const told = execFileSync(plenumBinary, [
    'account',
    'add',
    'vhs-sued',
    '--set',
    `data.dir=${data}`,
  ]);
  const password = /^vhs-sued\s+(\S+)$/m.exec(told.toString())[1];
  const server = await scope.server({ 'policy.profile': 'medienzentrum', 'data.dir': data });
  const anna = await scope.chromium(withoutDevices);

  await anna.goto(`${server.url}/anmelden`);
  await anna.getByRole('textbox', { name: 'Anmeldename' }).fill('vhs-sued');
  await anna.getByLabel('Passwort', { exact: true }).fill(password);
  await anna.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await anna.getByRole('button', { name: 'Abmelden' }).waitFor();

  await anna.goto(server.url);
  await anna.getByRole('button', { name: newRoom }).click();
  await fillForm(anna, 'Elternabend');
  await create(anna);
  await anna
    .getByRole('dialog', { name: 'Einladen' })
    .getByRole('button', { name: 'Schließen' })
    .click();
  await inConference(anna);
  assert.equal(new URL(anna.url()).pathname, '/elternabend');
});

async function fillForm(page, room) {
  await page.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await page.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill('Anna');
  // The box itself is visually hidden; people press its words.
  await page.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
}

async function create(page) {
  await page.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
}
