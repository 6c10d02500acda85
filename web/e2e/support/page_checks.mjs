// What holds for every page at every size: nothing sticks out, nothing bars people with disabilities.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { screenshotFolder } from './places.mjs';
import { until } from './until.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** To build/screenshots/NAME.png. */
export async function picture(page, name, folder = screenshotFolder) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/**
 * Nothing makes the page scroll sideways, and no control is beyond an edge or below the fold of a bar.
 * The stage lays its tiles out anew a moment after its size has changed: that may take a few seconds.
 */
export async function assertFits(page, what) {
  await until(`${what}: fits`, 5, async () => {
    const found = await beyondTheEdges(page);
    if (found.scrollWidth > found.clientWidth || found.outside.length > 0)
      throw new Error(JSON.stringify(found));
    return true;
  });
}

function beyondTheEdges(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const outside = [...document.querySelectorAll('button, input, video, h1, h2, p, article')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.left < -0.5 || box.right > clientWidth + 0.5))
      .map(({ element }) => element.outerHTML.slice(0, 120));
    return { scrollWidth, clientWidth, outside };
  });
}

/** No serious or critical violation of WCAG 2.2 AA that axe can see. */
export async function assertAccessible(page, what) {
  // The page's own policy forbids injected scripts; the debugging protocol may evaluate one.
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(
    (tags) => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }),
    rules,
  );
  if (passes.length === 0) throw new Error(`${what}: axe checked nothing`);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (serious.length > 0) {
    const told = serious.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html.slice(0, 160))}`,
    );
    throw new Error(`${what} is not accessible:\n${told.join('\n')}`);
  }
}
