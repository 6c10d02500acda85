// The waiting room: who knocks is heard and seen by moderators, admitted or not (R24–R27).
import assert from 'node:assert/strict';
import { inConference, seesOthers } from './support/conference.mjs';
import { assertAccessible, picture } from './support/page_checks.mjs';
import {
  accessData,
  admit,
  close,
  createRoom,
  isWaiting,
  knock,
  municipality,
  withoutDevices,
} from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

/** Runs in the page: counts the notes that are played. */
function countNotes() {
  const start = OscillatorNode.prototype.start;
  window.notes = 0;
  OscillatorNode.prototype.start = function (...when) {
    window.notes++;
    return start.apply(this, when);
  };
}

async function newRoom(scope, { viewport } = {}) {
  const server = await scope.server(municipality);
  const anna = await scope.chromium({
    ...withoutDevices,
    init: countNotes,
    ...(viewport ? { viewport } : {}),
  });
  const invitation = await createRoom(anna, server, { room: 'Elternabend', name: 'Anna' });
  const data = await accessData(invitation);
  return { anna, data, invitation };
}

test('who knocks is heard and seen wherever the moderator is, and let in from there', async (scope) => {
  const { anna, data, invitation } = await newRoom(scope);
  const ben = await scope.chromium(withoutDevices);
  assert.equal(await anna.evaluate(() => window.notes), 0);
  // The invitation is still open.
  await knock(ben, data, 'Ben');
  await ben.getByText('können Sie einlassen').waitFor();
  await anna.getByText('Ben wartet auf Einlass.').waitFor();
  await until('a sound', 5, () => anna.evaluate(() => window.notes > 0));
  await admit(anna, ben, 'Ben');
  await close(invitation);
  await seesOthers(anna, ['Ben']);
  assert.equal(await anna.getByText('Ben wartet auf Einlass.').count(), 0);
});

test('the attendance list admits and rejects one by one and all', async (scope) => {
  const { anna, data, invitation } = await newRoom(scope);
  await close(invitation);
  const guests = {};
  for (const name of ['Ben', 'Cem', 'Dora', 'Emil']) {
    guests[name] = await scope.chromium(withoutDevices);
    await knock(guests[name], data, name);
  }
  await anna.getByRole('button', { name: 'Teilnehmende, 4 warten' }).click();
  const list = anna.getByRole('complementary', { name: 'Teilnehmende' });
  await list.getByRole('button', { name: 'Ben ablehnen' }).click();
  await guests.Ben.getByRole('heading', { name: 'Sie wurden nicht eingelassen' }).waitFor();
  await list.getByRole('button', { name: 'Cem einlassen' }).click();
  await inConference(guests.Cem);
  await assertAccessible(anna, 'attendance list');
  await list.getByRole('button', { name: 'Alle einlassen' }).click();
  await inConference(guests.Dora);
  await inConference(guests.Emil);

  for (const name of ['Dora', 'Emil']) {
    await list.getByRole('button', { name: `Aktionen für ${name}` }).click();
    await anna.getByRole('menuitem', { name: 'In den Warteraum schicken' }).click();
    await isWaiting(guests[name]);
  }
  await seesOthers(anna, ['Cem']);
  await list.getByRole('button', { name: 'Alle ablehnen' }).click();
  for (const name of ['Dora', 'Emil']) {
    await guests[name].getByRole('heading', { name: 'Sie wurden nicht eingelassen' }).waitFor();
  }
});

test('who waits keeps her place over a reload and is told whether a moderator is there', async (scope) => {
  const { anna, data, invitation } = await newRoom(scope);
  await close(invitation);
  const ben = await scope.chromium(withoutDevices);
  await knock(ben, data, 'Ben');
  const seat = () => ben.evaluate(() => window.plenumTest.self);
  const before = await seat();
  await ben.reload();
  await isWaiting(ben);
  assert.equal(await seat(), before);
  assert.equal(await anna.getByText('Ben wartet auf Einlass.').count(), 1);

  await anna.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await anna.getByRole('button', { name: 'Nur abmelden', exact: true }).click();
  await anna.getByRole('heading', { name: 'Sie haben die Konferenz verlassen' }).waitFor();
  await ben.getByText('noch keine Moderator*in').waitFor();
  // The same tab comes back as moderator, and finds who waits.
  await anna.getByRole('button', { name: 'Zurück zur Konferenz' }).click();
  await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(anna);
  await ben.getByText('können Sie einlassen').waitFor();
  await admit(anna, ben, 'Ben');
});

test('switched off, the waiting room lets in who waits and who comes', async (scope) => {
  const { anna, data, invitation } = await newRoom(scope);
  await close(invitation);
  const ben = await scope.chromium(withoutDevices);
  await knock(ben, data, 'Ben');
  await anna.getByRole('button', { name: 'Raumeinstellungen' }).click();
  const settings = anna.getByRole('dialog', { name: 'Raumeinstellungen' });
  await settings.getByText('Warteraum', { exact: true }).click();
  await inConference(ben);
  await seesOthers(anna, ['Ben']);
});

test('knocking fits a phone and is accessible', async (scope) => {
  const { anna, data, invitation } = await newRoom(scope, {
    viewport: { width: 390, height: 844 },
  });
  const ben = await scope.chromium({ ...withoutDevices, viewport: { width: 390, height: 844 } });
  await knock(ben, data, 'Ben');
  await assertAccessible(ben, 'waiting page');
  await picture(ben, 'waiting-phone');
  await anna.getByText('Ben wartet auf Einlass.').waitFor();
  await assertAccessible(anna, 'knock over a dialog');
  await picture(anna, 'knock-dialog-phone');
  await close(invitation);
  await assertAccessible(anna, 'knock');
  await picture(anna, 'knock-phone');
});
