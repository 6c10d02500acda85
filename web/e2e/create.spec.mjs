// Who may create a room, proved as the profile wants it: a code by e-mail (R7), an account (R12).
import assert from 'node:assert/strict';
import { startMailbox } from './support/mailbox.mjs';
import { assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';

const newRoom = 'Ich bin Moderator*in und möchte einen neuen Raum erstellen';

test('R7, R20: in a municipality whoever types the code from the e-mail creates a room, and the server mails her invitations', async (scope) => {
  const mailbox = await startMailbox(scope);
  const server = await scope.server({ 'policy.profile': 'gemeinde', ...mailbox.settings });
  const anna = await scope.chromium(withoutDevices);
  await anna.goto(server.url);
  await anna.getByRole('button', { name: newRoom }).click();
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

async function fillForm(page, room) {
  await page.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await page.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill('Anna');
  // The box itself is visually hidden; people press its words.
  await page.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
}

async function create(page) {
  await page.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
}
