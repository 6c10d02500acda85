// Pictures of a state at the three sizes that people have, to build/screens/NAME-SIZE.png.
import { assertAccessible, assertFits, picture } from './page_checks.mjs';
import { screenFolder } from './places.mjs';

const sizes = {
  desktop: { width: 1280, height: 720 },
  tablet: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

/** Ends with the size of a desktop. checked: another spec asks axe about this state. */
export async function shoot(page, name, { checked = false } = {}) {
  await page.mouse.move(0, 0); // points at nothing
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await settled(page);
    await assertFits(page, `${name}, ${size}`);
    await picture(page, `${name}-${size}`, screenFolder);
  }
  await page.setViewportSize(sizes.desktop);
  if (!checked) await assertAccessible(page, name);
}

/** The page has been laid out and painted for its size, its fonts are there, and nothing moves into place. */
export async function settled(page) {
  await page.evaluate(async () => {
    await document.fonts.ready;
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    const moving = document.getAnimations().filter((animation) => {
      const { iterations } = animation.effect?.getComputedTiming() ?? {};
      return animation.playState === 'running' && iterations !== Number.POSITIVE_INFINITY;
    });
    await Promise.allSettled(moving.map(({ finished }) => finished));
  });
}
