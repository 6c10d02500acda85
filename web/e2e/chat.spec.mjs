// R46: chat for everybody and private, safe links, unread messages, switched off by moderators, kept over
// a reload and a lost line; reactions. Also at the size of a phone.
import assert from 'node:assert/strict';
import { chatOf, keepFrames, message, openChat, say } from './support/chat.mjs';
import { enter, inConference, openList } from './support/conference.mjs';
import { crowd } from './support/crowd.mjs';
import { hasFocus } from './support/keys.mjs';
import { layLine } from './support/line.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const wide = { width: 1280, height: 720 };
const upright = { width: 390, height: 844 };

test('R46: all read what is said to all, and nobody else what is said to one', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  const ben = await scope.chromium(withoutDevices);
  const cleo = await scope.firefox({ init: keepFrames });
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await enter(cleo, address, 'Cleo');
  for (const page of [anna, ben, cleo]) await openChat(page);

  await say(anna, 'Guten Abend zusammen');
  for (const page of [anna, ben, cleo]) await message(page, 'Guten Abend zusammen').waitFor();
  await message(ben, 'Guten Abend').getByText('Anna', { exact: true }).waitFor();
  await message(anna, 'Guten Abend').getByText('Ich', { exact: true }).waitFor();
  await message(ben, /\d\d:\d\d/)
    .first()
    .waitFor();

  await say(anna, 'Das bleibt unter uns', 'Ben');
  await message(ben, 'Das bleibt unter uns').getByText('Privat an Sie').waitFor();
  await message(anna, 'Das bleibt unter uns').getByText('Privat an Ben').waitFor();
  await ben.getByRole('button', { name: 'Anna privat antworten' }).click();
  await chatOf(ben).getByText('Nur Sie beide sehen diese Nachricht.').waitFor();
  await say(ben, 'Von mir erfährt es niemand');
  await message(anna, 'Von mir erfährt es niemand').waitFor();
  await assertAccessible(anna, 'the chat with private messages');
  await picture(anna, 'chat-private-wide');

  // What comes later has come: nothing private was on Cleo's line before it.
  await say(anna, 'Weiter im Text', 'Alle');
  await message(cleo, 'Weiter im Text').waitFor();
  assert.equal(await message(cleo, 'unter uns').count(), 0);
  const heard = await cleo.evaluate(() => window.heardFrames.join('\n'));
  assert.ok(heard.includes('Weiter im Text'), 'the frames are read as text');
  assert.ok(!heard.includes('unter uns') && !heard.includes('erfährt'), 'private is private');

  // From the list of people to the chat with one of them.
  await anna.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
  await anna.getByRole('button', { name: 'Aktionen für Cleo' }).click();
  await anna.getByRole('menuitem', { name: 'Privat schreiben' }).click();
  await say(anna, 'Nur für Cleo');
  await message(cleo, 'Nur für Cleo').getByText('Privat an Sie').waitFor();
  assert.equal(await message(ben, 'Nur für Cleo').count(), 0);
});

test('R46: a link is a link, everything else is text', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await openChat(anna);

  await say(anna, 'Unterlagen: https://stadt.de/rat?x=1 und rat@stadt.de');
  const said = message(anna, 'Unterlagen');
  const [web, mail] = await said.getByRole('link').all();
  assert.equal(await web.getAttribute('href'), 'https://stadt.de/rat?x=1');
  assert.equal(await web.getAttribute('rel'), 'noopener noreferrer');
  assert.equal(await web.getAttribute('target'), '_blank');
  assert.equal(await mail.getAttribute('href'), 'mailto:rat@stadt.de');

  const hostile =
    '<img src=x onerror="window.broken=1"><script>window.broken=1</script> javascript:alert(1)';
  await say(anna, hostile);
  const text = message(anna, 'onerror');
  await text.getByText(hostile).waitFor();
  assert.equal(await text.locator('img, script, a').count(), 0);
  assert.equal(await anna.evaluate(() => window.broken), undefined);

  // Shift and Enter make a line, Enter sends; what is too long is not sent.
  const field = chatOf(anna).getByRole('textbox', { name: 'Nachricht' });
  await field.fill('eins');
  await field.press('Shift+Enter');
  await field.pressSequentially('zwei');
  await field.press('Enter');
  await until('two lines', 10, async () =>
    (await message(anna, 'eins').innerText()).includes('eins\nzwei'),
  );
  await field.fill('x'.repeat(2001));
  await chatOf(anna).getByText('2001 von 2000').waitFor();
  assert.ok(await chatOf(anna).getByRole('button', { name: 'Senden' }).isDisabled());
  // The draft outlives the panel.
  await field.fill('halb fertig');
  await anna.getByRole('button', { name: 'Chat schließen' }).click();
  await openChat(anna);
  assert.equal(await field.inputValue(), 'halb fertig');
  // An emoji goes where the text stands.
  await chatOf(anna).getByRole('button', { name: 'Emojis' }).click();
  await assertAccessible(anna, 'the emoji');
  await picture(anna, 'chat-emoji-wide');
  await chatOf(anna).getByRole('button', { name: 'Daumen hoch' }).click();
  await until('the emoji stands there', 10, async () => (await field.inputValue()).includes('👍'));
});

test('R46: what is new is counted and shown while the chat is closed, and where it begins', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  const ben = await scope.chromium({ ...withoutDevices, viewport: upright });
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await openChat(anna);
  await say(anna, 'Hallo Ben');
  await ben.getByText('Anna schreibt:').waitFor();
  await ben.getByRole('button', { name: 'Chat, 1 neue Nachricht', exact: true }).waitFor();
  await picture(ben, 'chat-preview-upright');
  await say(anna, 'Bist du da?');
  await ben.getByRole('button', { name: 'Chat, 2 neue Nachrichten', exact: true }).waitFor();
  const chat = await openChat(ben);
  await chat.getByText('Neu', { exact: true }).waitFor();
  await assertFits(ben, 'the chat on a phone');
  await assertAccessible(ben, 'the chat on a phone');
  await picture(ben, 'chat-upright');

  // Whoever has scrolled up stays there, and is told.
  for (let n = 1; n <= 30; n++) await say(anna, `Zeile ${n}`);
  await message(ben, 'Zeile 30').waitFor();
  await ben.getByRole('region', { name: 'Nachrichten' }).evaluate((list) => list.scrollTo(0, 0));
  await chat.getByRole('button', { name: 'Zu den neuesten Nachrichten' }).waitFor();
  await say(anna, 'ganz unten');
  await picture(ben, 'chat-scrolled-upright');
  await chat.getByRole('button', { name: '1 neue Nachricht' }).click();
  await until('the end is in view', 10, () =>
    message(ben, 'ganz unten').evaluate(
      (line) => line.getBoundingClientRect().bottom < window.innerHeight,
    ),
  );
  await ben.getByRole('button', { name: 'Chat schließen' }).click();
  await ben.getByRole('button', { name: 'Chat', exact: true }).waitFor();

  // From a notice to the chat and back: the notice is gone, the focus is not lost with it.
  await say(anna, 'Noch etwas');
  await ben.getByRole('button', { name: 'Zum Chat' }).click();
  await message(ben, 'Noch etwas').waitFor();
  await until('the focus is in the chat', 10, () =>
    chat.evaluate((pane) => pane.contains(document.activeElement)),
  );
  await ben.keyboard.press('Escape');
  await chat.waitFor({ state: 'detached' });
  await hasFocus(ben, 'Chat');

  // The preview can be switched off; the count stays.
  await openChat(ben);
  await ben.getByRole('button', { name: 'Chat einstellen' }).click();
  await ben.getByRole('menuitemcheckbox', { name: /^Kurz zeigen/ }).click();
  await ben.keyboard.press('Escape');
  await ben.getByRole('button', { name: 'Chat schließen' }).click();
  await say(anna, 'Leise');
  await ben.getByRole('button', { name: 'Chat, 1 neue Nachricht', exact: true }).waitFor();
  assert.equal(await ben.getByRole('button', { name: 'Zum Chat' }).count(), 0);
});

test('R46: a reload keeps what was said, a newcomer gets only what comes', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  const ben = await scope.chromium(withoutDevices);
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await openChat(anna);
  await openChat(ben);
  await say(anna, 'vor dem Laden');
  await say(anna, 'nur für Ben', 'Ben');
  await message(ben, 'nur für Ben').waitFor();
  const times = await message(ben, 'vor dem Laden').getByRole('time').allInnerTexts();

  await ben.reload();
  await inConference(ben);
  // All of it was read before: nothing is new.
  await ben.getByRole('button', { name: 'Chat', exact: true }).waitFor();
  await openChat(ben);
  await message(ben, 'nur für Ben').getByText('Privat an Sie').waitFor();
  assert.equal(await message(ben, 'vor dem Laden').count(), 1);
  assert.deepEqual(await message(ben, 'vor dem Laden').getByRole('time').allInnerTexts(), times);

  const cleo = await scope.chromium(withoutDevices);
  await enter(cleo, address, 'Cleo');
  await openChat(cleo);
  await say(anna, 'nach dem Laden', 'Alle');
  await message(cleo, 'nach dem Laden').waitFor();
  assert.equal(await message(cleo, 'vor dem Laden').count(), 0);
  assert.equal(await message(cleo, 'nur für Ben').count(), 0);
});

test('R46: what could not be sent says so, is sent again, and nothing is missed or there twice', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const line = await layLine(scope, server);
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  const ben = await scope.chromium({ ...withoutDevices, viewport: wide });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, line.address('rathaus'), 'Ben');
  await openChat(anna);
  await openChat(ben);
  await say(anna, 'vorher');
  await message(ben, 'vorher').waitFor();

  line.cut();
  await ben.getByText('Verbindung unterbrochen – wird wiederhergestellt …').waitFor();
  await say(ben, 'aus dem Tunnel');
  await ben.getByText('Nicht gesendet: Die Verbindung ist unterbrochen.').waitFor();
  await assertAccessible(ben, 'a message that was not sent');
  await picture(ben, 'chat-not-sent-wide');
  await say(anna, 'währenddessen');
  line.mend();
  await message(ben, 'währenddessen').waitFor();
  await ben.getByRole('button', { name: 'Erneut senden' }).click();
  await message(anna, 'aus dem Tunnel').waitFor();
  await message(ben, 'aus dem Tunnel').waitFor();
  for (const text of ['vorher', 'währenddessen', 'aus dem Tunnel']) {
    assert.equal(await message(ben, text).count(), 1, text);
  }
  assert.equal(await ben.getByRole('button', { name: 'Erneut senden' }).count(), 0);
});

test('R46: moderators switch the chat off and on, the private one on its own', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  const ben = await scope.chromium(withoutDevices);
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  const [annas, bens] = [await openChat(anna), await openChat(ben)];
  const permit = async (what) => {
    await annas.getByRole('button', { name: 'Chat einstellen' }).click();
    await anna.getByRole('menuitemcheckbox', { name: what }).click();
    await anna.keyboard.press('Escape');
  };

  await permit('Einander privat schreiben');
  await bens.getByText('Private Nachrichten sind ausgeschaltet.').waitFor();
  assert.equal(await bens.getByRole('combobox').count(), 0);
  await say(ben, 'noch offen');
  await message(anna, 'noch offen').waitFor();

  await permit('An alle schreiben');
  await bens.getByText(/^Die Moderator\*innen haben den Chat ausgeschaltet/).waitFor();
  assert.equal(await bens.getByRole('textbox').count(), 0);
  await assertAccessible(ben, 'a chat that is off');
  await picture(ben, 'chat-off');
  await say(anna, 'Ich darf noch');
  await message(ben, 'Ich darf noch').waitFor();

  await permit('An alle schreiben');
  await say(ben, 'wieder offen');
  await message(anna, 'wieder offen').waitFor();
});

test('reactions are seen at the tile and over the stage, and told together', async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium({ ...withoutDevices, viewport: wide });
  const ben = await scope.chromium({ ...withoutDevices, viewport: upright });
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  await crowd(scope, server, 'rathaus', ['Cleo', 'Dora', 'Emil']);
  await anna.getByRole('article', { name: 'Emil' }).waitFor();

  await ben.getByRole('button', { name: 'Ansicht', exact: true }).click();
  await ben.getByRole('menuitem', { name: 'Reagieren' }).click();
  const strip = ben.getByRole('region', { name: 'Reaktionen' });
  await strip.getByRole('button', { name: 'Applaus' }).click();
  await anna.getByRole('article', { name: 'Ben' }).locator('[data-reaction=applause]').waitFor();
  await picture(anna, 'reactions-wide');
  await picture(ben, 'reactions-upright');
  await assertFits(ben, 'reactions on a phone');
  await assertAccessible(ben, 'reactions on a phone');
  await anna.getByRole('status').getByText('Applaus von Ben').waitFor();
  await anna
    .getByRole('article', { name: 'Ben' })
    .locator('[data-reaction=applause]')
    .waitFor({ state: 'detached' });

  // The keyboard opens and closes it.
  await anna.keyboard.press('r');
  await anna.getByRole('region', { name: 'Reaktionen' }).waitFor();
  await anna.keyboard.press('Escape');
  await anna.getByRole('region', { name: 'Reaktionen' }).waitFor({ state: 'detached' });
  await openList(anna);
});
