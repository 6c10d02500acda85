import { describe, expect, it } from 'vitest';
import { partsOf } from './link_parts';

const links = (text: string) => partsOf(text).flatMap(({ href }) => href ?? []);

describe('links in a message', () => {
  it('lead to the web and to mail, with or without a scheme', () => {
    expect(partsOf('Siehe https://stadt.de/rat?x=1, danke!')).toEqual([
      { text: 'Siehe ' },
      { text: 'https://stadt.de/rat?x=1', href: 'https://stadt.de/rat?x=1' },
      { text: ', danke!' },
    ]);
    expect(links('stadt.de und http://alt.de')).toEqual(['https://stadt.de', 'http://alt.de']);
    expect(links('an rat@stadt.de')).toEqual(['mailto:rat@stadt.de']);
  });

  it('are no scripts, files or data', () => {
    const none = [
      'javascript:alert(1)',
      'javascript://stadt.de/%0aalert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
      'vbscript:x',
      '<script>alert(1)</script>',
    ];
    for (const text of none) {
      for (const href of links(text)) expect(href).toMatch(/^(https?|mailto):/);
    }
    expect(links('javascript:alert(1)')).toEqual([]);
  });

  it('leave the text as it was typed', () => {
    for (const text of ['', 'Ende.', 'a https://b.de c d@e.de\nf', '<b>fett</b> & "x"']) {
      expect(
        partsOf(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text);
    }
  });
});
