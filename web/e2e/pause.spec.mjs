// What becomes of a room when its moderator leaves: goes on, rests, is woken, is gone (R29–R33, R36).
import assert from 'node:assert/strict';
import { enter, inConference, seesOthers } from './support/conference.mjs';
import { assertAccessible, picture } from './support/page_checks.mjs';
import {
  accessData,
  admit,
  close,
  createRoom,
  knock,
  municipality,
  readCard,
  withoutDevices,
} from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { hasLeft, isEnded, isPaused, isUnknown, leaveBy } from './support/words.mjs';

test('a paused room logs everybody off, and its moderator wakes it with its access data', async (scope) => {
  const server = await scope.server(municipality);
  const [anna, ben] = [await scope.chromium(withoutDevices), await scope.chromium(withoutDevices)];
  const room = 'Elternabend 5b';
  const invitation = await createRoom(anna, server, { room, name: 'Anna' });
  const data = await accessData(invitation);
  await close(invitation);
  await knock(ben, data, 'Ben');
  await admit(anna, ben, 'Ben');

  await leaveBy(anna, 'Raum pausieren');
  const pausing = anna.getByRole('dialog', { name: 'Raum pausieren' });
  assert.deepEqual(await readCard(pausing), data);
  await assertAccessible(anna, 'pause dialog');
  await picture(anna, 'pause');
  await pausing.getByRole('button', { name: 'Jetzt pausieren' }).click();
  await isPaused(anna);
  await isPaused(ben);
  await assertAccessible(anna, 'paused page');

  // A guest stays out.
  await ben.goto(data.Link);
  await isPaused(ben);
  await ben.getByRole('button', { name: 'Erneut versuchen' }).click();
  await isPaused(ben);

  // Somebody else with the data, on another computer and under another name, wakes it.
  const carla = await scope.chromium(withoutDevices);
  await carla.goto(server.url);
  await carla
    .getByRole('button', { name: 'Ich bin Moderator*in und möchte einem Raum beitreten' })
    .click();
  await carla.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await carla.getByRole('textbox', { name: 'Ihr Name' }).fill('Carla');
  await carla.getByRole('textbox', { name: 'Zugangscode' }).fill(data.Zugangscode);
  await carla.getByRole('textbox', { name: 'Raum-PIN' }).fill('00000000');
  await carla.getByRole('button', { name: 'Raum betreten' }).click();
  await carla.getByText('Mit diesen Angaben wurde kein Raum gefunden.').waitFor();
  await carla.getByRole('textbox', { name: 'Raum-PIN' }).fill(data['Raum-PIN']);
  await carla.getByRole('button', { name: 'Raum betreten' }).click();
  await inConference(carla);
  await carla.getByRole('button', { name: 'Raumeinstellungen' }).waitFor();
  await knock(ben, data, 'Ben');
  await admit(carla, ben, 'Ben');
  await seesOthers(carla, ['Ben']);
});

test('logging off leaves the conference to the others, deleting ends it for good', async (scope) => {
  const server = await scope.server(municipality);
  const [anna, ben] = [await scope.chromium(withoutDevices), await scope.chromium(withoutDevices)];
  const invitation = await createRoom(anna, server, { room: 'Vereinsabend', name: 'Anna' });
  const data = await accessData(invitation);
  await close(invitation);
  await knock(ben, data, 'Ben');
  await admit(anna, ben, 'Ben');

  await leaveBy(anna, 'Nur abmelden');
  await hasLeft(anna);
  await seesOthers(ben, []);
  await anna.getByRole('button', { name: 'Zurück zur Konferenz' }).click();
  await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(anna);

  await leaveBy(anna, 'Raum löschen');
  const question = anna.getByRole('alertdialog', { name: 'Raum wirklich löschen?' });
  await assertAccessible(anna, 'delete question');
  await question.getByRole('button', { name: 'Abbrechen', exact: true }).click();
  await seesOthers(anna, ['Ben']);
  await leaveBy(anna, 'Raum löschen');
  await question.getByRole('button', { name: 'Endgültig löschen' }).click();
  for (const page of [anna, ben]) {
    await isEnded(page);
  }
  await ben.goto(data.Link);
  await isUnknown(ben);
});

test('where rooms end with their last person a moderator ends them for all, guests just leave', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('stammtisch');
  const [anna, ben] = [await scope.chromium(withoutDevices), await scope.chromium(withoutDevices)];
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await seesOthers(anna, ['Ben']);
  await ben.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await hasLeft(ben);
  await enter(ben, address, 'Ben');
  await seesOthers(anna, ['Ben']);

  await anna.getByRole('button', { name: 'Verlassen', exact: true }).click();
  const choice = anna.getByRole('dialog', { name: 'Konferenz verlassen' });
  await assertAccessible(anna, 'choice at leaving');
  await picture(anna, 'leave');
  assert.equal(await choice.getByRole('button', { name: 'Raum pausieren' }).count(), 0);
  await choice.getByRole('button', { name: 'Für alle beenden', exact: true }).click();
  for (const page of [anna, ben]) {
    await isEnded(page);
  }
});
