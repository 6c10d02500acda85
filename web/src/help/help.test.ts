import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shortcuts } from '../state/shortcuts';
import { outlineOf } from '../ui/document/outline';
import { safeAddress } from '../ui/document/safe_address';
import { helpAnchors } from './anchors';
import { sections as german, pictures as germanPictures } from './de';
import { sections as english, pictures as englishPictures } from './en';
import { search } from './search';
import { type HelpSection, sectionIds } from './sections';

const anchorsIn = (sections: readonly HelpSection[]) =>
  sections.flatMap(({ id, markdown }) => [id, ...outlineOf(markdown).map(({ anchor }) => anchor)]);
const germanAnchors = anchorsIn(german);
const englishAnchors = anchorsIn(english);
const ids = (sections: readonly HelpSection[]) => sections.map(({ id }) => id);

// People have these in their mails and bookmarks: none may ever go.
const promised = `
  joining leaving reload name waiting-room admitting access-code devices chat private-chat reactions push-to-talk not-heard no-sound
  no-picture permission echo screen-sharing view pinning sound-only creating inviting access-data
  moderating pausing muting muting-others hands planning administration phone keyboard accessibility privacy encryption
  browserproblems browsers first connection-test slow firewall contact
`
  .trim()
  .split(/\s+/);

describe.each([
  ['German', german, germanPictures, germanAnchors, 'Leertaste'],
  ['English', english, englishPictures, englishAnchors, 'Space bar'],
] as const)('the help in %s', (_, sections, pictures, anchors, space) => {
  it('has every section, each with a title and a text', () => {
    expect(ids(sections)).toEqual(sectionIds);
    for (const { id, title, markdown } of sections) {
      expect(title, id).not.toBe('');
      expect(markdown.length, id).toBeGreaterThan(150);
    }
  });

  it('keeps the anchors that were promised, each once', () => {
    for (const anchor of [...promised, ...helpAnchors]) expect(anchors).toContain(anchor);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it('lists every shortcut of the conference', () => {
    const keyboard = sections.find(({ id }) => id === 'keyboard')?.markdown ?? '';
    const listed = [...keyboard.matchAll(/^\| \*\*(.+?)\*\* \|/gm)].map(([, key]) => key);
    const names = shortcuts.map(({ key }) => (key === ' ' ? space : key.toUpperCase()));
    expect(listed).toEqual(names);
  });

  it('links to nothing that is not there', () => {
    for (const { id, markdown } of sections) {
      for (const [, isPicture, address = ''] of markdown.matchAll(/(!?)\[[^\]]*\]\(([^)]+)\)/g)) {
        if (isPicture) continue;
        expect(safeAddress(address), `${address} in ${id}`).toBeDefined();
        if (address.startsWith('#')) expect(anchors, id).toContain(address.slice(1));
      }
    }
  });

  it('shows every picture that there is, once, with words for who does not see it', () => {
    const shown = sections.flatMap(({ id, markdown }) =>
      [...markdown.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, words = '', file = '']) => {
        expect(words.length, `the words of ${file} in ${id}`).toBeGreaterThan(30);
        return file;
      }),
    );
    expect(shown.toSorted()).toEqual([...pictures.keys()].toSorted());
    expect(shown.length).toBeGreaterThan(10);
  });
});

it('has the same anchors in both languages, so that links survive a change of language', () => {
  expect(englishAnchors).toEqual(germanAnchors);
});

it('has the same pictures in both languages, and they stay light', () => {
  expect([...germanPictures.keys()].toSorted()).toEqual([...englishPictures.keys()].toSorted());
  const folder = new URL('./pictures/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const bytes = files.map((file) => statSync(new URL(file, folder)).size);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1_500_000);
});

describe('search', () => {
  it('finds all without a word, and what has every word', () => {
    expect(search(german, '  ')).toEqual(german);
    expect(ids(search(german, 'firewall'))).toContain('browserproblems');
    expect(ids(search(german, 'Firewall Port 10000'))).toEqual(['browserproblems']);
    expect(search(german, 'Firewall Quittenmarmelade')).toEqual([]);
  });

  it('knows neither case nor accents, and the words people use instead', () => {
    expect(ids(search(german, 'BILDSCHIRM TEILEN'))).toContain('screen-sharing');
    expect(search(german, 'raume')).toEqual(search(german, 'Räume'));
    expect(search(german, 'großer')).toEqual(search(german, 'GRÖSSER'));
    expect(ids(search(german, 'Mikro stumm'))).toContain('devices');
    expect(ids(search(english, 'lobby'))).toEqual(['waiting-room']);
  });

  it('takes signs for nothing', () => {
    expect(search(german, '.*+?^$ {#')).toEqual(german);
  });
});
