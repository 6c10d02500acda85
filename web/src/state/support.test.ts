import { describe, expect, it } from 'vitest';
import { supportParts } from './support';

describe('support', () => {
  it('makes address and telephone number into links', () => {
    expect(supportParts('Bürgerservice, hilfe@stadt.example, 0911 12-34 56')).toEqual([
      { text: 'Bürgerservice, ' },
      { text: 'hilfe@stadt.example', href: 'mailto:hilfe@stadt.example' },
      { text: ', ' },
      { text: '0911 12-34 56', href: 'tel:0911123456' },
    ]);
    expect(supportParts('+49 (911) 123 456 (Mo–Fr 8–12 Uhr)')[0]).toEqual({
      text: '+49 (911) 123 456',
      href: 'tel:+49911123456',
    });
  });

  it('leaves everything else as it is', () => {
    expect(supportParts('Zimmer 12, 2. Stock')).toEqual([{ text: 'Zimmer 12, 2. Stock' }]);
    expect(supportParts('')).toEqual([]);
  });
});
