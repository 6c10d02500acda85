// Everything without a mouse: every control of the conference is reached by Tab and does what it says.
import assert from 'node:assert/strict';
import { enter } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { assertAccessible } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

/** Name of what has the focus, and whether its outline is drawn. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const name = element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
    const drawn = (box) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(box);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    };
    return { name, seen: drawn(element) || drawn(element.parentElement) };
  });
}

/** Presses Tab until `name` has the focus; answers everything that had it on the way. */
async function tabTo(page, name) {
  const way = [];
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    way.push(now.name);
    if (now.name !== name) continue;
    assert.ok(now.seen, `the focus on ${name} is seen`);
    return way;
  }
  throw new Error(`${name} is not reached: ${way.join(', ')}`);
}

test('every control of the conference is reached and used by keyboard', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium({ ...withoutDevices, viewport: { width: 1280, height: 720 } });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await crowd(scope, server, 'rathaus', guestNames(2));
  await anna.getByRole('article', { name: 'Gast 02' }).waitFor();
  await anna.evaluate(() => document.activeElement?.blur());

  // The order is that of the page: room, tiles, control bar.
  const way = await tabTo(anna, 'Verlassen');
  assert.deepEqual(way.slice(way.indexOf('Raumeinstellungen')), [
    'Raumeinstellungen',
    'Einladen',
    'Gast 01 anheften',
    'Gast 02 anheften',
    'Mikrofon ausschalten',
    'Kamera ausschalten',
    'Bildschirm teilen',
    'Hand heben',
    'Teilnehmende',
    'Nur Ton einschalten',
    'Ansicht',
    'Geräte einstellen',
    'Verlassen',
  ]);

  await tabTo(anna, 'Ansicht');
  await anna.keyboard.press('Enter');
  const menu = anna.getByRole('menu', { name: 'Ansicht' });
  await menu.waitFor();
  await assertAccessible(anna, 'the menu of views');
  await anna.keyboard.press('ArrowDown');
  await anna.keyboard.press('Space');
  await until('speaker view is chosen', 10, async () => {
    const entry = menu.getByRole('menuitemradio', { name: 'Wer spricht, groß' });
    return (await entry.getAttribute('aria-checked')) === 'true';
  });
  await anna.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  assert.equal((await focused(anna)).name, 'Ansicht');

  await anna.keyboard.press('t');
  const list = anna.getByRole('complementary', { name: 'Teilnehmende' });
  await list.waitFor();
  await tabTo(anna, 'Name suchen');
  await anna.keyboard.type('gast 02');
  await list.getByText('1 Person gefunden').waitFor();
  await list.getByText('Gast 01').waitFor({ state: 'detached' });
  await assertAccessible(anna, 'the list while searching');
  await tabTo(anna, 'Aktionen für Gast 02');
  await anna.keyboard.press('Enter');
  await anna.keyboard.press('Enter'); // Anheften comes first
  await anna.getByRole('button', { name: 'Gast 02 nicht mehr anheften' }).waitFor();
  await anna.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });

  await anna.keyboard.press('n');
  await anna.getByText('Nur Ton: Bilder und Ihre Kamera sind aus.').waitFor();
  await anna.keyboard.press('n');
  await anna.keyboard.press('?');
  const keys = anna.getByRole('dialog', { name: 'Tastenkürzel' });
  await keys.waitFor();
  await assertAccessible(anna, 'the list of shortcuts');
  // WCAG 2.1.4: single keys can be switched off, and stay so.
  await anna.keyboard.press('Tab');
  await keys.getByRole('checkbox', { name: 'Tastenkürzel benutzen' }).focus();
  await anna.keyboard.press('Space');
  await anna.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await anna.keyboard.press('t');
  await anna.keyboard.press('?');
  assert.equal(await list.count(), 0);
  assert.equal(await keys.count(), 0);
  await tabTo(anna, 'Verlassen');
  await anna.keyboard.press('Enter');
  await anna.getByRole('dialog', { name: 'Konferenz verlassen' }).waitFor();
});
