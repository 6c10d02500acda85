// A page used by nothing but keys: where the focus is, whether it is seen, and that it is never lost.
import assert from 'node:assert/strict';
import { until } from './until.mjs';

const mostStops = 80;

/** What has the focus: its name, and whether an outline is drawn at it or at what it stands in. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { name: '', seen: false, lost: true };
    const byId = (id) => document.getElementById(id)?.textContent ?? '';
    /** Without what the control itself shows, where its label stands around it. */
    const wordsOf = (label) =>
      label &&
      [...label.childNodes]
        .filter((part) => !part.contains(element))
        .map((part) => part.textContent)
        .join('');
    const name =
      element.getAttribute('aria-label') ??
      element.getAttribute('aria-labelledby')?.split(' ').map(byId).join(' ') ??
      wordsOf(element.labels?.[0]) ??
      element.textContent ??
      '';
    const drawn = (box) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(box);
      return outlineStyle !== 'none' && outlineWidth !== '0px';
    };
    // A box to tick or to choose by is hidden: its words have the outline.
    const around = [element, element.parentElement, element.closest('label')];
    return { name: name.trim(), seen: around.some((box) => box && drawn(box)), lost: false };
  });
}

/** Presses Tab until `name` (or what begins with it) has the focus; answers everything that had it on the way. */
export async function tabTo(page, name) {
  const way = [];
  for (let stop = 0; stop < mostStops; stop++) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    way.push(now.name);
    if (now.name !== name && !(name.endsWith('…') && now.name.startsWith(name.slice(0, -1))))
      continue;
    assert.ok(now.seen, `the focus on ${name} is seen`);
    return way;
  }
  throw new Error(`${name} is not reached: ${way.join(', ')}`);
}

/** Goes there by Tab and presses it; something has the focus afterwards, whatever has become of the page. */
export async function pressByKey(page, name, key = 'Enter') {
  await tabTo(page, name);
  await page.keyboard.press(key);
  await keepsFocus(page, `after ${name}`);
}

/** A page that changes may need a moment to put it somewhere. */
export async function keepsFocus(page, when) {
  await until(`something has the focus ${when}`, 30, async () => !(await focused(page)).lost);
}

/** A menu or a panel that closes gives it back a moment later. */
export async function hasFocus(page, name) {
  await until(`${name} has the focus`, 10, async () => (await focused(page)).name === name);
}
