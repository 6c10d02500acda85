// A person at a page: what they press and read, by role and visible name.
import { until } from './until.mjs';

/** Opens the room, types the name, enters, and waits until the conference is there. */
export async function enter(page, address, name) {
  await page.goto(address);
  await page.getByRole('textbox', { name: 'Ihr Name' }).fill(name);
  await page.getByRole('button', { name: 'Beitreten', exact: true }).click();
  await inConference(page);
}

export async function inConference(page, seconds = 30) {
  await page
    .getByRole('button', { name: 'Verlassen', exact: true })
    .waitFor({ timeout: seconds * 1000 });
}

/** The attendance list, which was closed. */
export async function openList(page) {
  await page.getByRole('button', { name: 'Teilnehmende', exact: true }).click();
  return page.getByRole('complementary', { name: 'Teilnehmende' });
}

export function tile(page, name) {
  return page.getByRole('article', { name, exact: true });
}

/** Waits until the gallery shows exactly these others. */
export async function seesOthers(page, names, seconds = 30) {
  const expected = [...names].sort().join(', ');
  await until(`the gallery shows ${expected || 'nobody else'}`, seconds, async () => {
    const shown = await page
      .getByRole('article')
      .evaluateAll((tiles) => tiles.map((element) => element.getAttribute('aria-label') ?? ''));
    return (
      shown
        .filter((name) => !name.endsWith(' (Ich)'))
        .sort()
        .join(', ') === expected
    );
  });
}

/** What the page knows of itself (window.plenumTest). */
export async function seatOf(page) {
  return page.evaluate(() => ({
    self: window.plenumTest.self,
    people: window.plenumTest.people().map(({ id, name }) => ({ id, name })),
    setRemoteDescriptionCount: window.plenumTest.setRemoteDescriptionCount,
  }));
}
