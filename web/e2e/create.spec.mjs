// Who may create a room, proved as the profile wants it: a code by e-mail (R7), an account (R12); and nobody
// without having acknowledged the privacy notice (R64).
import assert from 'node:assert/strict';
import { call } from './support/json_client.mjs';
import { startMailbox } from './support/mailbox.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { municipality, wantedRoom, withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';

const toTheForm = 'Ich bin Moderator*in und möchte einen neuen Raum erstellen';

test('R7, R20: in a municipality whoever types the code from the e-mail creates a room, and the server mails her invitations', async (scope) => {
  const mailbox = await startMailbox(scope);
  const server = await scope.server({ 'policy.profile': 'gemeinde', ...mailbox.settings });
  const anna = await scope.chromium(withoutDevices);
  await anna.goto(server.url);
  await anna.getByRole('button', { name: toTheForm }).click();
  await fillForm(anna, 'Bürgerversammlung Süd');
  await anna.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill('anna@example.org');
  await anna.getByRole('button', { name: 'Code anfordern' }).click();
  const code = /\b\d{6}\b/.exec((await mailbox.to('anna@example.org')).text)[0];

  const wrong = code === '000000' ? '111111' : '000000';
  await anna.getByRole('textbox', { name: 'Code aus der E-Mail' }).fill(wrong);
  await create(anna);
  await anna.getByText('Dieser Code stimmt nicht oder ist abgelaufen').waitFor();
  await anna.getByRole('textbox', { name: 'Code aus der E-Mail' }).fill(code);
  await create(anna);
  const invitation = anna.getByRole('dialog', { name: 'Einladen' });
  await invitation.waitFor();
  assert.equal(new URL(anna.url()).pathname.length, '/bxHB9dhBa5gy67KYjaSZop'.length);

  await invitation.getByRole('button', { name: 'Einladung per Mail' }).click();
  await invitation.getByText('Der Text enthält den Zugangscode').click();
  const send = invitation.getByRole('button', { name: 'Einladungen verschicken' });
  const addresses = invitation.getByRole('textbox', { name: 'E-Mail-Adressen' });
  await addresses.fill('otto@example.org, eva@');
  await send.click();
  await invitation.getByText('Diese Adressen stimmen nicht: eva@').waitFor();
  await assertFits(anna, 'inviting by mail');
  await picture(anna, 'invite-by-mail');
  await addresses.fill('otto@example.org, "Ruf, Eva" <eva@example.org>');
  await send.click();
  await anna.getByText('Die Einladungen sind unterwegs.').first().waitFor();
  for (const address of ['otto@example.org', 'eva@example.org']) {
    const mail = await mailbox.to(address);
    assert.deepEqual(mail.envelope[1], [address], 'to each a mail of their own');
    assert.ok(mail.text.includes(anna.url()), mail.text);
    assert.ok(mail.subject.includes('Bürgerversammlung Süd'), mail.subject);
  }
});

test('R64: whoever has not acknowledged the privacy notice creates no room, neither by the form nor past it', async (scope) => {
  const server = await scope.server(municipality);
  const anna = await scope.chromium(withoutDevices);
  const asked = [];
  anna.on('request', (request) => request.method() === 'POST' && asked.push(request.url()));
  await anna.goto(server.url);
  await anna.getByRole('button', { name: toTheForm }).click();
  await anna.getByRole('textbox', { name: 'Raumname' }).fill('Rat');
  await anna.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill('Anna');
  await create(anna);
  const tick = anna.getByRole('checkbox', {
    name: 'Ich habe die Datenschutzhinweise zur Kenntnis genommen',
  });
  const told = 'Ohne diese Bestätigung geht es nicht weiter.';
  await anna.getByText(told).waitFor();
  const describedBy = (await tick.getAttribute('aria-describedby')) ?? '';
  const description = await anna.evaluate(
    (ids) => ids.split(' ').map((id) => document.getElementById(id)?.textContent),
    describedBy,
  );
  assert.ok(description.join(' ').includes(told), 'a screen reader hears it at the box');
  assert.deepEqual(asked, [], 'nothing was sent');
  await assertAccessible(anna, 'creating without the tick');
  await picture(anna, 'create-unacknowledged');

  for (const body of [
    { name: 'Rat' },
    { name: 'Rat', privacy_acknowledged: false },
    { name: 'Rat', privacy_acknowledged: 'true' },
  ]) {
    const { status, body: answer } = await call(server, 'POST', '/api/rooms', { body });
    assert.deepEqual([status, answer.error.code], [403, 'not_permitted'], JSON.stringify(body));
  }
  const rooms = /^plenum_rooms (\d+)/m.exec(await server.metrics());
  assert.equal(rooms?.[1], '0', 'none was made');
  const { status } = await call(server, 'POST', '/api/rooms', { body: wantedRoom('Rat') });
  assert.equal(status, 201);

  await anna.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
  await create(anna);
  await anna.getByRole('dialog', { name: 'Einladen' }).waitFor();
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
