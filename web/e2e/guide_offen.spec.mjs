// The story that an open conference service tells: a name and "Los" (R1, R9, R15, R23, R35).
import assert from 'node:assert/strict';
import { inConference, seesOthers } from './support/conference.mjs';
import { filesThatHold } from './support/data_directory.mjs';
import { call } from './support/json_client.mjs';
import { close, withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';
import { addPassword, fillJoinForm, hasLeft, leaveBy, openSettings } from './support/words.mjs';

test('a name and "Los" make a conference, which ends with the last who leaves it', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const [anna, ben, cem] = [
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
    await scope.chromium(withoutDevices),
  ];
  const moderates = (page) => page.getByRole('button', { name: 'Raumeinstellungen' });

  // 1. Who comes first moderates, who types the same name comes to her.
  for (const [page, name] of [
    [anna, 'Anna'],
    [ben, 'Ben'],
  ]) {
    await page.goto(server.url);
    await page.getByRole('textbox', { name: 'Name der Konferenz' }).fill('Größere Runde');
    await page.getByRole('button', { name: 'Los', exact: true }).click();
    await fillJoinForm(page, { name });
    await inConference(page);
  }
  assert.equal(new URL(anna.url()).pathname, '/groessere-runde');
  assert.equal(anna.url(), ben.url());
  await seesOthers(anna, ['Ben']);
  await moderates(anna).waitFor();
  assert.equal(await moderates(ben).count(), 0);

  // 2. A password that is added while the meeting runs counts for those who come.
  const settings = await openSettings(anna);
  await addPassword(settings, 'Rathaus 2027');
  await close(settings);
  await seesOthers(ben, ['Anna']);
  await cem.goto(anna.url());
  await fillJoinForm(cem, { name: 'Cem', code: 'Rathaus 2026' });
  await cem.getByText('Dieser Zugangscode stimmt nicht').waitFor();
  await fillJoinForm(cem, { name: 'Cem', code: 'Rathaus 2027' });
  await inConference(cem);
  await seesOthers(ben, ['Anna', 'Cem']);

  // 3. She leaves; who has been there longest moderates. With the last one the room is gone.
  await leaveBy(anna, 'Nur abmelden');
  await hasLeft(anna);
  await seesOthers(cem, ['Ben']);
  await moderates(ben).waitFor();
  assert.equal(await moderates(cem).count(), 0);
  await cem.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await hasLeft(cem);
  await seesOthers(ben, []);
  // Alone, he is asked nothing.
  await ben.getByRole('button', { name: 'Verlassen', exact: true }).click();
  await hasLeft(ben);
  const gone = async () => (await call(server, 'GET', '/api/rooms/groessere-runde')).status === 404;
  await until('the room is gone', 10, gone);
  const traces = ['groessere-runde', 'Größere Runde', 'Rathaus 2027'];
  assert.deepEqual(filesThatHold(server.data, traces), []);
});
