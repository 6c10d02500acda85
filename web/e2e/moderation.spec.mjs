// Who enters first moderates; a moderator can send people away for good.
import { enter, openList, seesOthers } from './support/conference.mjs';
import { test } from './support/test.mjs';

async function startRemoving(page, name) {
  await page.getByRole('button', { name: `Aktionen für ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Hinauswerfen' }).click();
}

function row(list, name) {
  return list.getByRole('listitem').filter({ hasText: name });
}

test('R40: the first to enter moderates and removes a person, whose seat is gone', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium();
  const ben = await scope.chromium();
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');

  const annasList = await openList(anna);
  await row(annasList, 'Anna').getByText('Moderator*in', { exact: true }).waitFor();
  await row(annasList, 'Ben').getByText('Teilnehmer*in', { exact: true }).waitFor();
  const bensList = await openList(ben);
  await row(bensList, 'Anna').waitFor();
  await bensList.getByRole('button', { name: 'Aktionen für Anna' }).click();
  await ben.getByRole('menuitem', { name: 'Anheften' }).waitFor();
  const offered = await ben.getByRole('menuitem', { name: 'Hinauswerfen' }).count();
  if (offered !== 0) throw new Error('a participant is offered to remove people');
  await ben.keyboard.press('Escape');

  await startRemoving(anna, 'Ben');
  const question = anna.getByRole('alertdialog', { name: 'Ben hinauswerfen?' });
  await question.getByRole('button', { name: 'Abbrechen' }).click();
  await question.waitFor({ state: 'detached' });
  await seesOthers(anna, ['Ben']);
  await startRemoving(anna, 'Ben');
  await question.getByRole('button', { name: 'Hinauswerfen', exact: true }).click();

  await ben.getByRole('heading', { name: 'Sie wurden aus der Konferenz entfernt' }).waitFor();
  await seesOthers(anna, []);
  // A reload does not resume: it leads to the door, as for anybody else.
  await ben.reload();
  await ben.getByRole('button', { name: 'Beitreten', exact: true }).waitFor();
  await seesOthers(anna, []);
});

test('ending the room sends everybody to a page that says so', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  await anna.goto(server.url);
  await anna.getByRole('textbox', { name: 'Name der Konferenz' }).fill('Stadtrat März');
  const created = anna.waitForResponse(
    (answer) => answer.url().endsWith('/api/rooms') && answer.status() === 201,
  );
  await anna.getByRole('button', { name: 'Los', exact: true }).click();
  const { id, link, token } = await (await created).json();
  await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna');
  await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await anna.getByRole('heading', { name: 'Stadtrat März' }).waitFor();
  const ben = await scope.chromium();
  await enter(ben, link, 'Ben');

  const ended = await fetch(`${server.url}/api/rooms/${encodeURIComponent(id)}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${token}` },
  });
  if (ended.status !== 204) throw new Error(`DELETE answered ${ended.status}`);
  for (const page of [anna, ben]) {
    await page.getByRole('heading', { name: 'Die Konferenz ist beendet' }).waitFor();
  }
});
