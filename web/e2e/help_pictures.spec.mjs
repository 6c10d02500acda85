// The pictures of the help (R5) show the pages as they are. They are kept in the tree, so that every build has
// them; here they are taken anew and held against those, in the night: how letters are drawn is the
// machine's. ./dev help-pictures keeps the new ones (docs/decisions).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeHelpPictures } from './support/help_scenes.mjs';
import { helpPictures } from './support/places.mjs';
import { test } from './support/test.mjs';

const keepsThem = process.env.PLENUM_KEEP_HELP_PICTURES === '1';
/** Codes and times differ from run to run; another layout differs in more of the picture than this. */
const mostChanged = 0.1;

for (const language of ['de', 'en']) {
  test(`the pictures of the help in ${language} show the pages as they are`, {
    seconds: 400,
    nightly: 'fonts and drawing are those of the machine',
  }, async (scope) => {
    const target = join(keepsThem ? helpPictures.kept : helpPictures.made, language);
    mkdirSync(target, { recursive: true });
    const taken = new Map();
    const sizes = {};
    await takeHelpPictures(scope, language, (name, picture, size) => {
      writeFileSync(join(target, `${name}.webp`), picture);
      taken.set(name, picture);
      sizes[name] = size;
    });
    if (keepsThem) {
      writeFileSync(join(target, 'sizes.json'), `${JSON.stringify(sizes, undefined, 2)}\n`);
      return;
    }
    const eye = await scope.chromium();
    const stale = [];
    for (const [name, picture] of taken) {
      const kept = readFileSync(join(helpPictures.kept, language, `${name}.webp`));
      const changed = await changedPart(eye, kept, picture);
      if (changed > mostChanged) stale.push(`${name}: ${Math.round(changed * 100)} % is different`);
    }
    if (stale.length > 0) {
      throw new Error(
        `Old pictures in the help; ./dev help-pictures renews them.\n${stale.join('\n')}`,
      );
    }
  });
}

/** How much of two pictures differs to the eye, 0 to 1; all of it when their sizes do. */
async function changedPart(page, ...pictures) {
  return page.evaluate(
    async (texts) => {
      const cells = await Promise.all(texts.map(seen));
      const [first, second] = cells;
      if (Math.abs(first.shape - second.shape) > 0.05 * first.shape) return 1;
      const different = first.greys.filter(
        (grey, cell) => Math.abs(grey - second.greys[cell]) > 24,
      );
      return different.length / first.greys.length;

      /** As one sees it from afar: 48 × 48 greys. */
      async function seen(text) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }), {
          resizeWidth: 48,
          resizeHeight: 48,
          resizeQuality: 'high',
        });
        const whole = await createImageBitmap(new Blob([bytes], { type: 'image/webp' }));
        const paper = new OffscreenCanvas(48, 48).getContext('2d');
        paper.drawImage(image, 0, 0);
        const { data } = paper.getImageData(0, 0, 48, 48);
        const greys = Array.from({ length: 48 * 48 }, (_, cell) => {
          const [red, green, blue] = data.subarray(cell * 4, cell * 4 + 3);
          return (red + green + blue) / 3;
        });
        return { greys, shape: whole.width / whole.height };
      }
    },
    pictures.map((picture) => picture.toString('base64')),
  );
}
