// The pages as people see and operate them: sizes, themes, languages, keys, assistive technology (R3).
import assert from 'node:assert/strict';
import { enter, inConference, seesOthers } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { assertAccessible, assertFits, picture } from './support/page_checks.mjs';
import { test } from './support/test.mjs';

const sizes = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
};

for (const [size, viewport] of Object.entries(sizes)) {
  test(`the pages fit a ${size} and are accessible`, { seconds: 240 }, async (scope) => {
    const server = await scope.server();
    const page = await scope.chromium({ viewport });
    const check = async (name) => {
      await assertFits(page, name);
      await picture(page, `${name}-${size}`);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await assertAccessible(page, `${name} (${colorScheme})`);
        if (colorScheme === 'dark') await picture(page, `${name}-${size}-dark`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
    };

    await page.goto(server.url);
    await page.getByRole('heading', { name: 'Videokonferenz starten' }).waitFor();
    await check('start');

    await page.goto(server.roomAddress('rathaus'));
    await page.getByRole('textbox', { name: 'Ihr Name' }).fill('Anna Großmann');
    await page
      .getByRole('combobox')
      .or(page.getByRole('button', { name: /Kamera/ }))
      .first()
      .waitFor();
    await check('prejoin');

    await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
    await inConference(page);
    await check('conference-alone');

    const others = ['Ben', 'Bürgermeisterin Dr. Charlotte von Hohenstein-Wernigerode'];
    for (const name of others) {
      await enter(await scope.chromium(), server.roomAddress('rathaus'), name);
    }
    await plays(page, others, { frames: 5 });
    await check('conference');

    await page.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
    await page.getByRole('complementary', { name: 'Teilnehmende' }).waitFor();
    await check('people');
  });
}

test('M, V and the question mark work in the conference, and not while typing', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium();
  await page.goto(server.roomAddress('rathaus'));
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill('');
  await page.getByRole('textbox', { name: 'Ihr Name' }).pressSequentially('mvmv?');
  assert.equal(await page.getByRole('textbox', { name: 'Ihr Name' }).inputValue(), 'mvmv?');
  await enter(page, server.roomAddress('rathaus'), 'Anna');
  for (const [key, word] of [
    ['m', 'Mikrofon'],
    ['v', 'Kamera'],
  ]) {
    const button = (verb) => page.getByRole('button', { name: `${word} ${verb}`, exact: true });
    await button('ausschalten').waitFor();
    await page.keyboard.press(key);
    await button('einschalten').waitFor();
    await page.keyboard.press(key.toUpperCase());
    await button('ausschalten').waitFor();
  }
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Tastenkürzel' });
  await list.getByText('Kamera ein- und ausschalten').waitFor();
  await page.keyboard.press('Escape');
  await list.waitFor({ state: 'detached' });
});

test('the whole way into a conference works by keyboard alone', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium();
  await page.goto(server.url);
  // The field has the focus already.
  await page.getByRole('textbox', { name: 'Name der Konferenz' }).waitFor();
  await page.keyboard.type('rathaus');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Ihr Name' }).waitFor();
  await page.keyboard.type('Anna');
  await page.keyboard.press('Enter');
  await inConference(page);
});

test('R70: an English browser gets English, and the choice of a language lasts', async (scope) => {
  const server = await scope.server();
  const page = await scope.chromium({ locale: 'en-GB' });
  await page.goto(server.roomAddress('rathaus'));
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.goto(server.url);
  await page.getByRole('radio', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { name: 'Videokonferenz starten' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Videokonferenz starten' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
});

test('somebody who switches the camera off is seen as a name', async (scope) => {
  const server = await scope.server();
  const anna = await scope.chromium();
  const ben = await scope.chromium();
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(ben, server.roomAddress('rathaus'), 'Ben');
  await plays(anna, ['Ben']);
  const video = anna.getByRole('article', { name: 'Ben', exact: true }).locator('video');
  await ben.getByRole('button', { name: 'Kamera ausschalten' }).click();
  await video.waitFor({ state: 'detached' });
  await seesOthers(anna, ['Ben']);
  await ben.getByRole('button', { name: 'Kamera einschalten' }).click();
  await video.waitFor();
  await plays(anna, ['Ben']);
});
