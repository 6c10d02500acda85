import { describe, expect, it } from 'vitest';
import { outlineOf } from './outline';

const anchors = (markdown: string) => outlineOf(markdown).map(({ anchor }) => anchor);

describe('outline', () => {
  it('names the headings and nothing else', () => {
    const text =
      '# Eins\n\nText\n\n## Zwei *und* `drei`\n\n```\n# kein Titel\n```\n\n<h2>roh</h2>\n';
    expect(outlineOf(text)).toEqual([
      { anchor: 'eins', text: 'Eins', depth: 1 },
      { anchor: 'zwei-und-drei', text: 'Zwei und drei', depth: 2 },
    ]);
  });

  it('makes anchors of the words, each once', () => {
    expect(anchors('## Größe & Maß\n\n## Größe, Maß!\n\n## …\n\n## Ça va')).toEqual([
      'groesse-mass',
      'groesse-mass-2',
      'abschnitt',
      'ca-va',
    ]);
  });

  it('takes an anchor that is given', () => {
    expect(outlineOf('## Die Firewall {#firewall}')).toEqual([
      { anchor: 'firewall', text: 'Die Firewall', depth: 2 },
    ]);
  });
});
