import { describe, expect, it } from 'vitest';
import { outlineOf } from '../ui/document/outline';
import { safeAddress } from '../ui/document/safe_address';
import { helpAnchors } from './anchors';
import { sections as german } from './de';
import { sections as english } from './en';
import { search } from './search';
import { type HelpSection, sectionIds } from './sections';

const languages = { de: german, en: english };
const anchorsIn = (sections: readonly HelpSection[]) =>
  sections.flatMap(({ id, markdown }) => [id, ...outlineOf(markdown).map(({ anchor }) => anchor)]);
const ids = (sections: readonly HelpSection[]) => sections.map(({ id }) => id);

// People have these in their mails and bookmarks: none may ever go.
const promised = [
  ...['joining', 'name', 'waiting-room', 'admitting', 'access-code', 'devices', 'not-heard'],
  ...['no-sound', 'no-picture', 'permission', 'echo', 'screen-sharing', 'creating', 'inviting'],
  ...[
    'leaving',
    'reload',
    'access-data',
    'moderating',
    'pausing',
    'phone',
    'keyboard',
    'accessibility',
    'privacy',
  ],
  ...['encryption', 'browserproblems', 'browsers', 'first', 'slow', 'firewall', 'contact'],
];

describe.each(Object.entries(languages))('the help in %s', (_, sections) => {
  it('has every section, each with a title and a text', () => {
    expect(ids(sections)).toEqual(sectionIds);
    for (const { id, title, markdown } of sections) {
      expect(title, id).not.toBe('');
      expect(markdown.length, id).toBeGreaterThan(150);
    }
  });

  it('keeps the anchors that were promised, each once', () => {
    const anchors = anchorsIn(sections);
    expect(anchors).toEqual(expect.arrayContaining(promised));
    expect(new Set(anchors).size).toBe(anchors.length);
    expect(anchors).toEqual(expect.arrayContaining([...helpAnchors]));
  });

  it('links to nothing that is not there', () => {
    const anchors = anchorsIn(sections);
    for (const { id, markdown } of sections) {
      for (const [, address = ''] of markdown.matchAll(/\]\(([^)]+)\)/g)) {
        expect(safeAddress(address), `${address} in ${id}`).toBeDefined();
        if (address.startsWith('#')) expect(anchors, id).toContain(address.slice(1));
      }
    }
  });
});

it('has the same anchors in both languages, so that links survive a change of language', () => {
  expect(anchorsIn(english)).toEqual(anchorsIn(german));
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
