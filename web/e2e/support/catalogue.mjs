// The texts of the pages in one language, from their catalogues: for what is done in both.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './places.mjs';

/** t('people.admitName', {name}): the text with this key. */
export async function catalogue(language) {
  const folder = join(root, 'web/src/i18n', language);
  const groups = readdirSync(folder).filter((file) => !['index.ts', 'later.ts'].includes(file));
  const texts = {};
  for (const file of groups) {
    for (const part of Object.values(await import(join(folder, file)))) Object.assign(texts, part);
  }
  return (key, values = {}) => {
    const text = key.split('.').reduce((part, name) => part?.[name], texts);
    if (typeof text !== 'string') throw new Error(`There is no text ${key} in ${language}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);
  };
}
