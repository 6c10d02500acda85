import { describe, expect, it } from 'vitest';
import { de } from './de';
import { later as laterGerman } from './de/later';
import { en } from './en';
import { later as laterEnglish } from './en/later';
import { chooseLanguage } from './index';

type Tree = { [key: string]: string | Tree };

function entries(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : entries(value, `${prefix}${key}.`),
  );
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

describe('catalogues', () => {
  const german = new Map([...entries(de), ...entries(laterGerman)]);
  const english = new Map([...entries(en), ...entries(laterEnglish)]);

  it('have equal key sets', () => {
    expect([...english.keys()].sort()).toEqual([...german.keys()].sort());
  });

  it('have no empty text and equal placeholders', () => {
    for (const [key, text] of german) {
      expect(text.trim(), key).not.toBe('');
      expect(placeholders(english.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });
});

describe('language', () => {
  it('is the remembered one, then the browser’s, then German', () => {
    expect(chooseLanguage('en', ['de-DE'])).toBe('en');
    expect(chooseLanguage('', ['fr-FR', 'en-GB', 'de'])).toBe('en');
    expect(chooseLanguage('', ['fr-FR'])).toBe('de');
  });
});
