// Real-time text (EN 301 549, 6.2): every letter is seen by all within half a second, apart from the
// chat; whoever types has the sign of who speaks.
import assert from 'node:assert/strict';
import { enter, inConference, tile } from './support/conference.mjs';
import { layLine } from './support/line.mjs';
import { MachineWatch } from './support/machine.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { choosePane } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const desk = { ...withoutDevices, viewport: { width: 1280, height: 720 } };
const text = 'Guten Abend zusammen, ich schreibe heute statt zu sprechen – geht das für alle? 😀';

/** The pane, opened by its button. */
async function openText(page) {
  await page.getByRole('button', { name: /^Echtzeittext/ }).click();
  const pane = page.getByRole('complementary', { name: 'Echtzeittext' });
  await pane.waitFor();
  return pane;
}

const field = (page) => page.getByRole('textbox', { name: 'Ihr Text' });
/** In Firefox, where Playwright's fill sets the value past React: what nobody has typed is not seen. */
const type = (page, text) => field(page).pressSequentially(text);
const growing = (page, name) =>
  page
    .getByRole('list', { name: 'Wird gerade geschrieben' })
    .getByText(name, { exact: true })
    .locator('..');
const log = (page) => page.getByRole('log', { name: 'Fertige Zeilen' });

async function isGrowing(page, name, line) {
  await until(`${name} types "${line}"`, 20, async () => {
    const shown = await growing(page, name).textContent({ timeout: 2000 });
    return shown === `${name}${line}`;
  });
}

/** In the page: when the text of each length was first seen, by the clock that all pages share. */
function watchGrowth() {
  window.seen = [];
  const list = document.querySelector('ul[aria-label="Wird gerade geschrieben"]');
  const note = () => {
    const shown = list.querySelector('li > span:last-child')?.textContent ?? '';
    const at = performance.timeOrigin + performance.now();
    for (let length = window.seen.length; length < [...shown].length; length++)
      window.seen.push(at);
  };
  new MutationObserver(note).observe(list, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** The same for the field of the person who types. */
function watchTyping() {
  window.typedAt = [];
  const input = document.querySelector('aside input');
  input.addEventListener('input', () => {
    const at = performance.timeOrigin + performance.now();
    while (window.typedAt.length < [...input.value].length) window.typedAt.push(at);
  });
}

test('each letter is seen by all within half a second', { seconds: 180 }, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const pages = { Anna: await scope.chromium(desk), Ben: await scope.chromium(desk) };
  pages.Cleo = await scope.firefox(desk);
  for (const [name, page] of Object.entries(pages)) {
    await enter(page, address, name);
    await openText(page);
  }
  const { Anna: anna, ...others } = pages;
  await Promise.all(Object.values(others).map((page) => page.evaluate(watchGrowth)));
  await anna.evaluate(watchTyping);
  const watch = new MachineWatch();
  await field(anna).focus();
  await anna.keyboard.type(text, { delay: 70 });
  const typedAt = await anna.evaluate(() => window.typedAt);
  assert.equal(typedAt.length, [...text].length);
  for (const [name, page] of Object.entries(others)) {
    await isGrowing(page, 'Anna', text);
    const seen = await page.evaluate(() => window.seen);
    const delays = seen.map((at, letter) => at - typedAt[letter]).sort((a, b) => a - b);
    const [half, p95, most] = [0.5, 0.95, 1].map((part) =>
      Math.round(delays[Math.ceil(delays.length * part) - 1]),
    );
    const taken = watch.takenByOthers();
    const busy = `${Math.round(taken * 100)} % of the machine taken by others`;
    scope.note(
      `letter typed → seen by ${name}: ${half} ms half, ${p95} ms p95, ${most} ms most (${busy})`,
    );
    // Others on the machine make it slower; that it is no chat shows all the same.
    assert.ok(p95 <= (taken < 0.15 ? 500 : 2000), `p95 of ${name} is ${p95} ms; ${busy}`);
  }
});

test('a line grows, is corrected, survives a reload and ends; newcomers follow', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const address = server.roomAddress('rathaus');
  const anna = await scope.chromium(desk);
  const ben = await scope.firefox(desk);
  await enter(anna, address, 'Anna');
  await enter(ben, address, 'Ben');
  const pane = await openText(anna);
  await anna.getByText('Noch hat niemand etwas geschrieben.').waitFor();
  await assertAccessible(anna, 'the empty pane of real-time text');
  await openText(ben);

  await Promise.all([tile(anna, 'Ben').getByText('schreibt').waitFor(), type(ben, 'Ich wolte')]);
  await isGrowing(anna, 'Ben', 'Ich wolte');
  await field(ben).press('ArrowLeft');
  await field(ben).press('ArrowLeft');
  await ben.keyboard.type('l');
  await isGrowing(anna, 'Ben', 'Ich wollte');
  assert.equal(await log(anna).textContent(), '', 'nothing is read aloud yet');
  await picture(anna, 'real-time-text-growing');
  // He stops, and the sign goes.
  await tile(anna, 'Ben').getByText('schreibt').waitFor({ state: 'detached' });

  const cleo = await scope.chromium(desk);
  await enter(cleo, address, 'Cleo');
  await openText(cleo);
  await isGrowing(cleo, 'Ben', 'Ich wollte');

  await ben.reload();
  await inConference(ben);
  await openText(ben);
  await until('his line is in the field again', 10, async () => {
    return (await field(ben).inputValue()) === 'Ich wollte';
  });
  await field(ben).press('End');
  await ben.keyboard.type(' fragen');
  await field(ben).press('Enter');
  for (const page of [anna, cleo, ben]) {
    await log(page).getByText('Ich wollte fragen', { exact: true }).waitFor();
  }
  assert.equal(await field(ben).inputValue(), '');
  await growing(anna, 'Ben').waitFor({ state: 'detached' });
  await field(anna).fill('Ja?');
  await pane.getByRole('button', { name: 'Zeile beenden' }).click();
  await log(cleo).getByText('Ja?').waitFor();
  await assertAccessible(anna, 'real-time text');
  await assertFits(anna, 'real-time text');
  await picture(anna, 'real-time-text');

  // A closed pane counts what is new.
  await anna.keyboard.press('Escape');
  await pane.waitFor({ state: 'detached' });
  await type(ben, 'Wann ist Pause?');
  await anna.getByText('Ben schreibt. Öffnen Sie „Echtzeittext“').waitFor();
  await field(ben).press('Enter');
  await anna.getByRole('button', { name: 'Echtzeittext, 1 neue Zeile' }).waitFor();

  // Typing is speaking: where nobody may speak, nobody types.
  await anna.getByRole('button', { name: 'Raumeinstellungen' }).click();
  const settings = anna.getByRole('dialog', { name: 'Raumeinstellungen' });
  await settings.getByText('Mikrofon benutzen').click();
  await ben.getByText('lassen zurzeit niemanden sprechen').waitFor();
  assert.ok(await field(ben).isDisabled());
});

test('what is typed while the line is lost arrives whole', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const line = await layLine(scope, server);
  const anna = await scope.chromium(desk);
  const ben = await scope.chromium(desk);
  const cleo = await scope.chromium(desk);
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, line.address('rathaus'), 'Ben');
  await enter(cleo, server.roomAddress('rathaus'), 'Cleo');
  for (const page of [anna, ben, cleo]) await openText(page);
  await field(ben).fill('Eins');
  await isGrowing(anna, 'Ben', 'Eins');
  await field(anna).fill('Von');
  await isGrowing(ben, 'Anna', 'Von');

  line.cut();
  await ben.getByText('Verbindung unterbrochen – wird wiederhergestellt …').waitFor();
  await field(ben).fill('Eins und zwei');
  await field(ben).press('Enter');
  await field(ben).fill('Drei');
  await field(anna).press('Enter');
  await field(anna).fill('Danach');
  await isGrowing(cleo, 'Anna', 'Danach'); // by now the server knows

  line.mend();
  await log(anna).getByText('Eins und zwei', { exact: true }).waitFor();
  await isGrowing(anna, 'Ben', 'Drei');
  await isGrowing(ben, 'Anna', 'Danach');
  // What he saw of her line stays, and that something may be missing is said.
  await log(ben).getByText('Hier fehlt Text von Anna').waitFor();
});

test('on a phone it is in the menu and fits', { seconds: 120 }, async (scope) => {
  const server = await scope.server();
  const viewport = { width: 390, height: 844 };
  const anna = await scope.chromium({ ...withoutDevices, viewport });
  const ben = await scope.chromium(desk);
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  await openText(ben);
  await choosePane(anna, 'Echtzeittext');
  await field(anna).fill('Von unterwegs');
  await isGrowing(ben, 'Anna', 'Von unterwegs');
  await field(ben).fill('Wir hören – nein: lesen Sie gut! '.repeat(4).trim());
  await growing(anna, 'Ben').waitFor();
  await assertFits(anna, 'real-time text on a phone');
  await assertAccessible(anna, 'real-time text on a phone');
  await picture(anna, 'real-time-text-phone');
});
