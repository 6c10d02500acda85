// The story that a municipality's guide tells, from the e-mail code to the deletion (R1, R6–R8, R10, R14,
// R17, R19, R21, R24, R29–R33), and what is left of it afterwards: nothing (R31, R60, R61).
import assert from 'node:assert/strict';
import { seesOthers } from './support/conference.mjs';
import { filesThatHold, formsOf, integrityOf } from './support/data_directory.mjs';
import { startMailbox } from './support/mailbox.mjs';
import { accessData, admit, close, knock, readCard, withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { comeBack, isEnded, isPaused, isUnknown, leaveBy } from './support/words.mjs';

const room = 'Bürgerversammlung Süd';
const address = 'anna.schoen@rathaus.example';

test('a municipality invites its citizens, pauses, comes back and deletes the room without a trace', {
  seconds: 240,
}, async (scope) => {
  const mailbox = await startMailbox(scope);
  const server = await scope.server({
    'policy.profile': 'gemeinde',
    'log.level': 'debug',
    ...mailbox.settings,
  });
  const anna = await scope.chromium(withoutDevices);
  const bernd = await scope.chromium(withoutDevices);

  // 1. Whoever creates a room proves an address; the room exists at once, its invitation is open.
  await anna.goto(server.url);
  await anna
    .getByRole('button', { name: 'Ich bin Moderator*in und möchte einen neuen Raum erstellen' })
    .click();
  await anna.getByRole('textbox', { name: 'Raumname' }).fill(room);
  await anna.getByRole('textbox', { name: 'Ihr Name oder Pseudonym' }).fill('Anna Schönfeld');
  await anna.getByText('Ich habe die Datenschutzhinweise zur Kenntnis genommen').click();
  await anna.getByRole('textbox', { name: 'E-Mail-Adresse' }).fill(address);
  await anna.getByRole('button', { name: 'Code anfordern' }).click();
  const emailCode = /\b\d{6}\b/.exec((await mailbox.to(address)).text)[0];
  const codeField = anna.getByRole('textbox', { name: 'Code aus der E-Mail' });
  await codeField.fill(emailCode === '000000' ? '111111' : '000000');
  await anna.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
  await anna.getByText('Dieser Code stimmt nicht oder ist abgelaufen').waitFor();
  await codeField.fill(emailCode);
  await anna.getByRole('button', { name: 'Raum erstellen', exact: true }).click();
  const invitation = anna.getByRole('dialog', { name: 'Einladen' });
  await invitation.getByRole('button', { name: 'Teilnahme nur mit Zugangscode' }).waitFor();
  const data = await accessData(invitation);
  const linkToken = new URL(data.Link).pathname.slice(1);
  assert.match(linkToken, /^[A-Za-z0-9]{22}$/, 'a link that cannot be guessed');
  assert.notEqual(filesThatHold(server.data, [room]).length, 0, 'it is on disk by now');
  await close(invitation);

  // 2. A citizen with link and code knocks and is admitted.
  await knock(bernd, data, 'Bernd Müller-Lüdenscheidt');
  await anna.getByText('Bernd Müller-Lüdenscheidt wartet auf Einlass.').waitFor();
  await admit(anna, bernd, 'Bernd Müller-Lüdenscheidt');
  await seesOthers(bernd, ['Anna Schönfeld']);

  // 3. A pause shows the access data first; everybody is logged off.
  await leaveBy(anna, 'Raum pausieren');
  const pausing = anna.getByRole('dialog', { name: 'Raum pausieren' });
  assert.deepEqual(await readCard(pausing), data);
  await pausing.getByRole('button', { name: 'Jetzt pausieren' }).click();
  await isPaused(anna);
  await isPaused(bernd);

  // 4. With the four data she is back, under another name, and the citizen as well.
  await comeBack(anna, server, data, 'A. Schönfeld');
  await knock(bernd, data, 'Bernd Müller-Lüdenscheidt');
  await admit(anna, bernd, 'Bernd Müller-Lüdenscheidt');
  await seesOthers(anna, ['Bernd Müller-Lüdenscheidt']);

  // 5. Who takes part is written down nowhere, not even now; deleted, the room is gone for everybody.
  const people = ['Schönfeld', 'Bernd', 'Müller-L', address, emailCode];
  assert.deepEqual(filesThatHold(server.data, people), []);
  await leaveBy(anna, 'Raum löschen');
  await anna
    .getByRole('alertdialog', { name: 'Raum wirklich löschen?' })
    .getByRole('button', { name: 'Endgültig löschen' })
    .click();
  await isEnded(anna);
  await isEnded(bernd);
  await bernd.goto(data.Link);
  await isUnknown(bernd);

  // 6. Nothing of it is in any file, nor was anything of it in the log at any time.
  const secrets = [room, data.Zugangscode, data['Raum-PIN'], linkToken];
  const traces = [...secrets, ...people, 'Bürgerversammlung', 'anna.schoen'];
  assert.deepEqual(filesThatHold(server.data, traces), []);
  const log = Buffer.from(server.log());
  const told = traces.filter((word) => formsOf(word).some((form) => log.includes(form)));
  assert.deepEqual(told, [], server.log());
  assert.equal(integrityOf(server.data), 'ok');
});
