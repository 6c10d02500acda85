// Polls: asked by moderators, answered once by everybody; live or at the end, anonymous or with names.
import assert from 'node:assert/strict';
import { enter, inConference } from './support/conference.mjs';
import { call, JsonClient } from './support/json_client.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { choosePane } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const desk = { ...withoutDevices, viewport: { width: 1280, height: 720 } };

async function openPolls(page) {
  await page.getByRole('button', { name: /^Umfragen/ }).click();
  const pane = page.getByRole('complementary', { name: 'Umfragen' });
  await pane.waitFor();
  return pane;
}

/** In the open form; `options` are the words of boxes to press. */
async function ask(pane, question, answers, options = []) {
  await pane.getByRole('button', { name: 'Neue Umfrage' }).click();
  await pane.getByRole('textbox', { name: 'Frage' }).fill(question);
  for (const [index, answer] of answers.entries()) {
    const field = pane.getByRole('textbox', { name: `Antwort ${index + 1}`, exact: true });
    if ((await field.count()) === 0) {
      await pane.getByRole('button', { name: 'Weitere Antwort' }).click();
    }
    await field.fill(answer);
  }
  for (const option of options) await pane.getByText(option, { exact: true }).click();
  await pane.getByRole('button', { name: 'Umfrage starten' }).click();
}

const poll = (page, question) => page.getByRole('article', { name: question });

/** Waits until the result says exactly this, one line for each answer. */
async function result(page, question, expected) {
  await until(`the result is ${expected.join(', ')}`, 20, async () => {
    const rows = poll(page, question).getByRole('list', { name: 'Ergebnis' }).getByRole('listitem');
    const shown = await rows.evaluateAll((items) =>
      items.map((item) => [...item.querySelectorAll('p')].map((p) => p.textContent).join(' | ')),
    );
    if (shown.join('; ') === expected.join('; ')) return true;
    throw new Error(shown.join('; '));
  });
}

test('a poll at the end: voted, changed, survives a reload, ends with names for all', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium(desk);
  const ben = await scope.firefox(desk);
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  const pane = await openPolls(anna);
  await assertAccessible(anna, 'no polls');
  await pane.getByRole('button', { name: 'Neue Umfrage' }).click();
  await pane.getByRole('button', { name: 'Umfrage starten' }).click();
  await pane.getByText('Bitte geben Sie eine Frage ein.').waitFor();
  await assertAccessible(anna, 'the form of a poll');
  await assertFits(anna, 'the form of a poll');
  await picture(anna, 'poll-form');
  await pane.getByRole('button', { name: 'Abbrechen' }).click();
  await ask(pane, 'Wann passt es?', ['Montag', 'Dienstag', 'Nie'], ['Anonym abstimmen']);

  await ben
    .getByRole('region', { name: 'Hinweise' })
    .getByText('Neue Umfrage: Wann passt es?')
    .waitFor();
  await ben.getByRole('button', { name: 'Umfragen, 1 neue' }).waitFor();
  await openPolls(ben);
  assert.equal(await ben.getByRole('button', { name: 'Neue Umfrage' }).count(), 0);
  const his = poll(ben, 'Wann passt es?');
  assert.ok(await his.getByRole('button', { name: 'Abstimmen' }).isDisabled());
  await his.getByText('Montag').click();
  await his.getByRole('button', { name: 'Abstimmen' }).click();
  await his.getByRole('button', { name: 'Stimme ändern' }).waitFor();
  await poll(anna, 'Wann passt es?').getByText('1 Person hat abgestimmt.').waitFor();
  assert.equal(await anna.getByRole('list', { name: 'Ergebnis' }).count(), 0, 'not before the end');

  await ben.reload();
  await inConference(ben);
  await openPolls(ben);
  assert.ok(await his.getByRole('radio', { name: 'Montag' }).isChecked());
  await his.getByText('Dienstag').click();
  await his.getByRole('button', { name: 'Stimme ändern' }).click();
  await ben.getByText('Ihre Stimme ist gezählt.').first().waitFor();
  await poll(anna, 'Wann passt es?').getByText('Nie', { exact: true }).click();
  await poll(anna, 'Wann passt es?').getByRole('button', { name: 'Abstimmen' }).click();
  await poll(anna, 'Wann passt es?').getByText('2 Personen haben abgestimmt.').waitFor();
  await pane.getByRole('button', { name: 'Umfrage beenden' }).click();
  for (const page of [anna, ben]) {
    const mine = (name) => ((page === anna) === (name === 'Nie') ? 'Ihre Wahl' : '');
    await result(page, 'Wann passt es?', [
      'Montag0 Stimmen (0 %)',
      `Dienstag${mine('Dienstag')}1 Stimme (50 %) | Ben`,
      `Nie${mine('Nie')}1 Stimme (50 %) | Anna`,
    ]);
  }
  await assertAccessible(anna, 'the result of a poll');
  await picture(anna, 'poll-result');
  const download = anna.waitForEvent('download');
  await pane.getByRole('button', { name: 'Als Tabelle speichern' }).click();
  assert.equal((await download).suggestedFilename(), 'umfrage.csv');
  await pane.getByRole('button', { name: 'Entfernen' }).click();
  await his.waitFor({ state: 'detached' });
});

test('a live, anonymous poll by keyboard; a newcomer and a phone see it', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium(desk);
  await enter(anna, address, 'Anna');
  await anna.keyboard.press('u');
  const pane = anna.getByRole('complementary', { name: 'Umfragen' });
  await pane.waitFor();
  const press = async (name, key = 'Enter') => {
    await until(`${name} is reached`, 20, async () => {
      await anna.keyboard.press('Tab');
      return anna.evaluate((wanted) => {
        const { activeElement: now } = document;
        const label = now.closest('label')?.textContent ?? now.labels?.[0]?.textContent;
        return [now.textContent, now.ariaLabel, label].some((words) => words?.trim() === wanted);
      }, name);
    });
    if (key) await anna.keyboard.press(key);
  };
  await press('Neue Umfrage');
  await pane.getByRole('textbox', { name: 'Frage' }).waitFor();
  await anna.keyboard.type('Was gibt es?'); // the field has the focus
  await press('Antwort 1', '');
  await anna.keyboard.type('Kuchen');
  await press('Antwort 2', '');
  await anna.keyboard.type('Kaffee');
  await press('Mehrere Antworten erlauben', 'Space');
  await press('Ergebnis laufend zeigen', 'Space');
  await press('Umfrage starten');
  await poll(anna, 'Was gibt es?').waitFor();
  await press('Kuchen', 'Space');
  await press('Kaffee', 'Space');
  await press('Abstimmen');
  await result(anna, 'Was gibt es?', [
    'KuchenIhre Wahl1 Stimme (100 %)',
    'KaffeeIhre Wahl1 Stimme (100 %)',
  ]);

  const ben = await scope.chromium({ ...withoutDevices, viewport: { width: 390, height: 844 } });
  await enter(ben, address, 'Ben');
  await choosePane(ben, 'Umfragen');
  await poll(ben, 'Was gibt es?').getByText('Kaffee').first().click();
  await poll(ben, 'Was gibt es?').getByRole('button', { name: 'Abstimmen' }).click();
  await result(anna, 'Was gibt es?', [
    'KuchenIhre Wahl1 Stimme (50 %)',
    'KaffeeIhre Wahl2 Stimmen (100 %)',
  ]);
  await result(ben, 'Was gibt es?', ['Kuchen1 Stimme (50 %)', 'KaffeeIhre Wahl2 Stimmen (100 %)']);
  await assertFits(ben, 'a poll on a phone');
  await assertAccessible(ben, 'a poll on a phone');
  await picture(ben, 'poll-phone');
  await picture(anna, 'poll-live');
  await assertAccessible(anna, 'a live poll');
});

test('what a page would never send is refused, and nobody learns an anonymous vote', async (scope) => {
  const server = await scope.server();
  const join = async (name) => {
    const { body } = await call(server, 'POST', '/api/rooms/rathaus/join', { body: { name } });
    const client = await JsonClient.connect(server);
    const { welcome } = await client.hello({ token: body.token });
    return Object.assign(client, { welcome });
  };
  const anna = await join('Anna');
  const ben = await join('Ben');
  const question = { question: 'Zufrieden?', answers: ['ja', 'nein'], anonymous: true, live: true };
  const refused = async (client, command) => (await client.ask(command)).refusal?.code;
  assert.equal(
    await refused(ben, { createPoll: { poll: question } }),
    'REFUSAL_CODE_NOT_PERMITTED',
  );
  assert.equal(await refused(anna, { createPoll: { poll: question } }), undefined);
  assert.equal(
    await refused(ben, { vote: { poll: 1, answers: [0, 1] } }),
    'REFUSAL_CODE_BAD_MESSAGE',
  );
  assert.equal(await refused(ben, { vote: { poll: 1, answers: [2] } }), 'REFUSAL_CODE_BAD_MESSAGE');
  assert.equal(await refused(ben, { vote: { poll: 1, answers: [1] } }), undefined);
  assert.equal(await refused(ben, { closePoll: { poll: 1 } }), 'REFUSAL_CODE_NOT_PERMITTED');
  assert.equal(await refused(ben, { removePoll: { poll: 1 } }), 'REFUSAL_CODE_NOT_PERMITTED');
  assert.equal(await refused(anna, { closePoll: { poll: 1 } }), undefined);
  assert.equal(await refused(ben, { vote: { poll: 1, answers: [0] } }), 'REFUSAL_CODE_WRONG_STATE');
  assert.equal(
    await refused(ben, { typeText: { line: 1, insert: 'a\nb' } }),
    'REFUSAL_CODE_BAD_MESSAGE',
  );
  const cleo = await join('Cleo');
  const [shown] = cleo.welcome.polls;
  assert.deepEqual(shown.mine, []);
  assert.deepEqual(
    shown.poll.results.map(({ votes, voters }) => [votes, voters.length]),
    [
      [0, 0],
      [1, 0],
    ],
  );
  for (const client of [anna, ben, cleo]) client.close();
});
