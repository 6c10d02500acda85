// The story that a media centre's guide tells: an organiser's account, a room under a name of one's
// choice, always protected, used again (R11, R12, R25, R26, R36, R37).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inConference, seesOthers } from './support/conference.mjs';
import { plenumBinary } from './support/places.mjs';
import { admit, close, isWaiting, withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import {
  addPassword,
  fillJoinForm,
  hasLeft,
  isEnded,
  leaveBy,
  openSettings,
} from './support/words.mjs';

const room = 'Großer Saal – Süd & Öl';

test('a media centre gives out an account, and its organiser runs a protected room again and again', {
  seconds: 240,
}, async (scope) => {
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
  const [anna, ben, cem, dora] = [
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
  ];

  // 1. Who has no account creates nothing; the organiser signs in and does.
  await ben.goto(`${server.url}/erstellen`);
  await ben.getByText('legen Moderator*innen mit einem Konto an').waitFor();
  await anna.goto(`${server.url}/anmelden`);
  await anna.getByRole('textbox', { name: 'Anmeldename' }).fill('vhs-sued');
  await anna.getByLabel('Passwort', { exact: true }).fill(password);
  await anna.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await anna.getByRole('button', { name: 'Abmelden' }).waitFor();
  const link = await createRoom(anna, server);
  assert.equal(new URL(link).pathname, '/grosser-saal-sued-oel');
  await anna.getByRole('heading', { name: room }).waitFor();

  // 2. It is protected from the start, and one protection must stay.
  const settings = await openSettings(anna);
  await settings.getByText('Räume sind hier immer geschützt').waitFor();
  assert.ok(await settings.getByRole('checkbox', { name: 'Warteraum' }).isDisabled());
  await close(settings);
  await ben.goto(link);
  await fillJoinForm(ben, { name: 'Ben' });
  await isWaiting(ben);
  await admit(anna, ben, 'Ben');
  await openSettings(anna);
  await addPassword(settings, 'Filmabend');
  await settings.getByText('Warteraum', { exact: true }).click();
  await close(settings);
  await cem.goto(link);
  await fillJoinForm(cem, { name: 'Cem', code: 'Filmabend' });
  await inConference(cem);

  // 3. Without the organiser newcomers wait; with her they are inside.
  await leaveBy(anna, 'Nur abmelden');
  await hasLeft(anna);
  await seesOthers(ben, ['Cem']);
  await dora.goto(link);
  await fillJoinForm(dora, { name: 'Dora', code: 'Filmabend' });
  await isWaiting(dora);
  await dora.getByText('noch keine Moderator*in').waitFor();
  await anna.goto(link);
  await fillJoinForm(anna, { name: 'Anna', code: 'Filmabend' });
  await inConference(anna);
  await inConference(dora);
  await seesOthers(anna, ['Ben', 'Cem', 'Dora']);

  // 4. Ended for all, and the name is free for the next time.
  await leaveBy(anna, 'Für alle beenden');
  for (const page of [anna, ben, cem, dora]) await isEnded(page);
  assert.equal(await createRoom(anna, server), link);
  await ben.goto(link);
  await fillJoinForm(ben, { name: 'Ben' });
  await isWaiting(ben);
});

/** From the start page into the new room; answers its link. */
async function createRoom(page, server) {
  await page.goto(server.url);
  await page
    .getByRole('button', { name: 'Ich bin Moderator*in und möchte einen neuen Raum erstellen' })
    .click();
  await page.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await page.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill('Anna');
  await page.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
  await page.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
  await close(page.getByRole('dialog', { name: 'Einladen' }));
  await inConference(page);
  return page.url();
}
