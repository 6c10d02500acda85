// On a phone, upright and on its side, on the smallest screen, and at 200 % zoom: nothing sticks out, no
// bar covers a tile, and fingers meet what they aim at.
import assert from 'node:assert/strict';
import { enter, inConference } from './support/conference.mjs';
import { crowd, guestNames } from './support/crowd.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { withoutDevices } from './support/rooms.mjs';
import { chooseView } from './support/stage.mjs';
import { test } from './support/test.mjs';

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
    const small = shown
      .filter((element) => box(element).width < 43.5 || box(element).height < 43.5)
      .map((element) => `${named(element)} ${box(element).width}×${box(element).height}`);
    const tiles = [...document.querySelectorAll('article')];
    const bars = [
      ...document.querySelectorAll('#plenum :is(header, nav, section[aria-label="Steuerung"])'),
    ];
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
  test(`the conference fits a screen ${screen}`, { seconds: 180 }, async (scope) => {
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
