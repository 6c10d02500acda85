// Who may send what, who asks to speak, who moderates (R39, R42, R43, R47), and the locked room.
import assert from 'node:assert/strict';
import { enter, openList, tile } from './support/conference.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

async function act(page, name, action) {
  await page.getByRole('button', { name: `Aktionen für ${name}` }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

function names(list) {
  return list.getByRole('listitem').locator('p:first-child').allTextContents();
}

test('R39, R42, R43: a moderator mutes, forbids and asks; nobody is switched on but by herself', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium();
  const ben = await scope.firefox();
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  const list = await openList(anna);

  await tile(anna, 'Ben').getByText('Mikrofon aus').waitFor({ state: 'detached' });
  await list.getByRole('button', { name: 'Alle stummschalten' }).click();
  await ben.getByText('Die Moderation hat Ihr Mikrofon ausgeschaltet.').first().waitFor();
  await ben.getByRole('button', { name: 'Mikrofon einschalten' }).click();
  await tile(anna, 'Ben').getByText('Mikrofon aus').waitFor({ state: 'detached' });
  assert.equal(await anna.getByRole('button', { name: 'Mikrofon ausschalten' }).count(), 1);
  await act(anna, 'Ben', 'Stummschalten');
  await ben.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor();

  await act(anna, 'Ben', 'Bitten, das Mikrofon einzuschalten');
  const request = ben.getByRole('alert').filter({ hasText: 'Anna bittet Sie' });
  await request.getByRole('button', { name: 'Nicht jetzt' }).click();
  await ben.getByRole('button', { name: 'Mikrofon einschalten' }).waitFor();
  await act(anna, 'Ben', 'Bitten, das Mikrofon einzuschalten');
  await request.getByRole('button', { name: 'Einschalten' }).click();
  await ben.getByRole('button', { name: 'Mikrofon ausschalten' }).waitFor();

  await anna.getByRole('button', { name: 'Raumeinstellungen' }).click();
  const settings = anna.getByRole('dialog', { name: 'Raumeinstellungen' });
  await settings.getByText('Kamera benutzen').click();
  await ben.getByText('Die Moderation hat Ihre Kamera ausgeschaltet.').first().waitFor();
  await ben.getByRole('button', { name: 'Kamera einschalten' }).click();
  await ben
    .getByRole('region', { name: 'Hinweise' })
    .getByText('Die Moderator*innen lassen zurzeit keine Kameras zu.')
    .first()
    .waitFor();
  await ben.getByRole('button', { name: 'Kamera einschalten' }).waitFor();
  await picture(anna, 'settings-permitted');
  await assertAccessible(anna, 'room settings');
});

test('R39, R47: hands stand in the order of raising, and moderators are made', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium(withoutDevices);
  const ben = await scope.chromium(withoutDevices);
  const cleo = await scope.chromium(withoutDevices);
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await enter(cleo, address, 'Cleo');
  const list = await openList(anna);
  await cleo.getByRole('button', { name: 'Hand heben' }).click();
  await list.getByText('Hand gehoben').first().waitFor();
  await ben.getByRole('button', { name: 'Hand heben' }).click();
  await until('hands come first, the longest raised on top', 20, async () => {
    const shown = await names(list);
    return shown.join() === ['Cleo', 'Ben', 'Anna (Ich)'].join();
  });
  await assertFits(anna, 'the list with hands');
  await picture(anna, 'hands');
  await act(anna, 'Cleo', 'Hand senken');
  await cleo.getByRole('button', { name: 'Hand heben' }).waitFor();
  await list.getByRole('button', { name: 'Alle Hände senken' }).click();
  await ben.getByRole('button', { name: 'Hand heben' }).waitFor();

  await act(anna, 'Ben', 'Zur Moderator*in machen');
  await ben.getByRole('button', { name: 'Raumeinstellungen' }).click();
  const settings = ben.getByRole('dialog', { name: 'Raumeinstellungen' });
  await settings.getByText('Raum abschließen').click();
  const dora = await scope.chromium(withoutDevices);
  await dora.goto(address);
  await dora.getByRole('textbox', { name: 'Ihr Name' }).fill('Dora');
  await dora.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await dora.getByText('Der Raum ist abgeschlossen.').waitFor();
});
