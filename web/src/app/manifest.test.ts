import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = resolve(import.meta.dirname, '../../public');
const manifest = JSON.parse(readFileSync(resolve(folder, 'manifest.webmanifest'), 'utf8'));

/** Width and height stand at the begin of every PNG. */
function pngSize(name: string): string {
  const bytes = readFileSync(resolve(folder, `.${name}`));
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

describe('the manifest', () => {
  const pngs = manifest.icons.filter(({ type }: { type: string }) => type === 'image/png');

  it('has the pictures that browsers ask for before they install a page', () => {
    const sizes = pngs.map(({ sizes, purpose }: Record<string, string>) => [sizes, purpose]);
    expect(sizes).toContainEqual(['192x192', undefined]);
    expect(sizes).toContainEqual(['512x512', undefined]);
    expect(sizes).toContainEqual(['512x512', 'maskable']);
  });

  it('names files of the size it says', () => {
    for (const { src, sizes } of pngs) expect(pngSize(src)).toBe(sizes);
    expect(pngSize('/apple-touch-icon.png')).toBe('180x180');
  });
});
