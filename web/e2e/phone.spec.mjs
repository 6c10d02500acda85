// On a phone, upright and on its side, on the smallest screen, and at 200 % zoom, in Chromium and in Firefox:
// nothing sticks out, no bar covers a tile, and fingers meet what they aim at.
import assert from 'node:assert/strict';
import { byFingers } from './support/browsers.mjs';
import { message, openChat, say } from './support/chat.mjs';
import { enter, inConference, openList } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { settled } from './support/screens.mjs';
import { chooseView } from './support/stage.mjs';
import { test } from './support/test.mjs';
import { hasLeft } from './support/words.mjs';

const screens = {
  upright: { width: 390, height: 844 },
  sideways: { width: 844, height: 390 },
  smallest: { width: 320, height: 568 },
  'zoomed to 200 %': { width: 720, height: 450 },
};

/** Controls below 44 × 44 pixels, and tiles that a bar or another tile covers. */
async function flaws(page) {
  return page.evaluate(() => {
    const box = (element) => element.getBoundingClientRect();
    const named = (element) => element.getAttribute('aria-label') ?? element.textContent;
    const shown = [
      ...document.querySelectorAll('button, select, input, [role^="menuitem"]'),
    ].filter(
      (element) =>
        box(element.parentElement).width > 1 &&
        element.checkVisibility({ visibilityProperty: true }),
    );
    // What a finger meets: of a card whose title is the button, the whole card.
    const target = (element) => {
      const { position, inset } = getComputedStyle(element, '::after');
      return box(position === 'absolute' && inset === '0px' ? element.offsetParent : element);
    };
    const small = shown
      .filter((element) => target(element).width < 43.5 || target(element).height < 43.5)
      .map((element) => `${named(element)} ${target(element).width}×${target(element).height}`);
    const tiles = [...document.querySelectorAll('article')];
    const bars = [
      ...document.querySelectorAll('#plenum :is(header, nav, section[aria-label="Steuerung"])'),
    ].filter((bar) => !bar.closest('aside')); // a pane lies over the stage, with its own head
    const meet = (a, b) =>
      a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    const covered = tiles.flatMap((tile, index) =>
      [...bars, ...tiles.slice(index + 1)]
        .filter((other) => meet(box(tile), box(other)))
        .map((other) => `${named(tile)} meets ${named(other)}`),
    );
    const { clientHeight } = document.documentElement;
    const below = [...shown, ...tiles]
      .filter((element) => !element.closest('[role="dialog"], aside, [role="menu"]'))
      .filter((element) => box(element).bottom > clientHeight + 0.5)
      .map(named);
    return { small, covered, below };
  });
}

for (const [screen, viewport] of Object.entries(screens)) {
  test(`R51: the conference fits a screen ${screen}`, { seconds: 180 }, async (scope) => {
    const server = await scope.server();
    const anna = await scope.chromium({ ...withoutDevices, viewport });
    await enter(anna, server.roomAddress('rathaus'), 'Anna Großmann');
    await crowd(scope, server, 'rathaus', [
      'Bürgermeisterin Dr. Charlotte von Hohenstein-Wernigerode',
      ...guestNames(11),
    ]);
    const check = async (state) => {
      await assertFits(anna, `${state}, ${screen}`);
      assert.deepEqual(await flaws(anna), { small: [], covered: [], below: [] }, state);
      await assertAccessible(anna, `${state}, ${screen}`);
      await picture(anna, `conference-${state}-${screen.replaceAll(' ', '-')}`);
    };
    await anna.getByText(/^Seite 1/).waitFor();
    await check('gallery');
    await chooseView(anna, 'Wer spricht, groß');
    await check('speaker');
    await anna.getByRole('button', { name: 'Ansicht', exact: true }).click();
    await anna.getByRole('menu', { name: 'Ansicht' }).waitFor();
    await check('menu');
    await anna.keyboard.press('Escape');
    await anna.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
    await anna.getByRole('complementary', { name: 'Teilnehmende' }).waitFor();
    await assertAccessible(anna, `list, ${screen}`);
    await picture(anna, `conference-list-${screen.replaceAll(' ', '-')}`);
    await anna.getByRole('button', { name: 'Liste schließen' }).click();
    await inConference(anna);
  });
}

test('R51: on a phone with Firefox one joins, sees, writes and leaves, upright and sideways', {
  seconds: 180,
}, async (scope) => {
  const server = await scope.server();
  const sizes = { upright: { width: 360, height: 780 }, sideways: { width: 780, height: 360 } };
  const anna = await scope.firefox({ viewport: sizes.upright, preferences: byFingers });
  const inEachSize = async (state, { scrolls = false, asked = false } = {}) => {
    for (const [size, viewport] of Object.entries(sizes)) {
      await anna.setViewportSize(viewport);
      await settled(anna);
      const what = `${state}, ${size}, Firefox`;
      await assertFits(anna, what);
      const { below, ...others } = await flaws(anna);
      assert.deepEqual(others, { small: [], covered: [] }, what);
      if (!scrolls) assert.deepEqual(below, [], what);
      await picture(anna, `firefox-${state}-${size}`);
    }
    if (!asked) await assertAccessible(anna, `${state}, Firefox`);
    await anna.setViewportSize(sizes.upright);
  };

  await anna.goto(server.roomAddress('rathaus'));
  await anna.locator('video[data-live="true"]').waitFor();
  const pointing = '(hover: none) and (pointer: coarse)';
  assert.ok(await anna.evaluate((query) => matchMedia(query).matches, pointing), pointing);
  await anna.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna Großmann');
  await inEachSize('prejoin', { scrolls: true });
  await anna.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(anna);
  await crowd(scope, server, 'rathaus', guestNames(12));
  await anna.getByText(/^Seite 1/).waitFor();
  await inEachSize('gallery');
  await chooseView(anna, 'Wer spricht, groß');
  await inEachSize('speaker');
  await anna.getByRole('button', { name: 'Ansicht', exact: true }).click();
  await anna.getByRole('menu', { name: 'Ansicht' }).waitFor();
  await inEachSize('menu');
  await anna.keyboard.press('Escape');
  await openList(anna);
  await inEachSize('list');
  await anna.getByRole('button', { name: 'Liste schließen' }).click();
  const chat = await openChat(anna);
  await say(anna, 'Guten Abend zusammen');
  await message(anna, 'Guten Abend').waitFor();
  await inEachSize('chat');
  await chat.getByRole('button', { name: 'Chat schließen' }).click();
  await anna.getByRole('button', { name: 'Verlassen', exact: true }).click();
  const leaving = anna.getByRole('dialog', { name: 'Konferenz verlassen' });
  await leaving.waitFor();
  await inEachSize('leaving');
  await leaving.getByRole('button', { name: 'Nur abmelden', exact: true }).click();
  await hasLeft(anna);
});
