// What a page shows of the conference and asks the server for.
import { until } from './until.mjs';

/** The names on the tiles, in their order, and whether each stands large beside the others. */
export async function tileNames(page) {
  return page
    .getByRole('article')
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute('aria-label')));
}

/** [[name, kind, height]] of the latest View: kind is camera or screen. */
export async function askedFor(page) {
  return page.evaluate(() => {
    const names = new Map(window.plenumTest.people().map(({ id, name }) => [id, name]));
    return window.plenumTest
      .wanted()
      .map(({ person, kind, height }) => [
        names.get(person),
        kind === 3 ? 'screen' : 'camera',
        height,
      ]);
  });
}

/** Waits until exactly these people's pictures are asked for, in any order. */
export async function asksFor(page, names) {
  const expected = [...names].sort().join(', ');
  await until(`asks for ${expected || 'nothing'}`, 30, async () => {
    const asked = (await askedFor(page)).map(([name]) => name);
    if (asked.sort().join(', ') === expected) return true;
    throw new Error(`asks for ${asked.join(', ') || 'nothing'}`);
  });
}

/** Opens the menu `Ansicht` and presses one entry of it. */
export async function chooseView(page, entry) {
  await page.getByRole('button', { name: 'Ansicht', exact: true }).click();
  const menu = page.getByRole('menu', { name: 'Ansicht' });
  await menu
    .getByRole('menuitemradio', { name: entry })
    .or(menu.getByRole('menuitemcheckbox', { name: entry }))
    .or(menu.getByRole('menuitem', { name: entry }))
    .click();
  // A choice leaves the menu open, a command closes it.
  if (await menu.isVisible()) await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
}

/** A pane that has no button of its own on a small screen. */
export async function choosePane(page, name) {
  await page.getByRole('button', { name: 'Ansicht', exact: true }).click();
  await page.getByRole('menu', { name: 'Ansicht' }).getByRole('menuitem', { name }).click();
  await page.getByRole('complementary', { name }).waitFor();
}

/** Runs in the page (option init): the picker gives a small moving picture at once. */
export function paintedScreen() {
  if (!navigator.mediaDevices) return;
  navigator.mediaDevices.getDisplayMedia = async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const paper = canvas.getContext('2d');
    let step = 0;
    setInterval(() => {
      paper.fillStyle = `hsl(${(step++ * 40) % 360} 80% 50%)`;
      paper.fillRect(0, 0, canvas.width, canvas.height);
    }, 200);
    return canvas.captureStream(5);
  };
}
