import { describe, expect, it } from 'vitest';
import type { OperatorPage } from '../protocol/page_api';
import { acknowledgeAll, parseAcknowledgements, toAcknowledge, withdrawn } from './acknowledgement';

const pages: OperatorPage[] = [
  { name: 'impressum', version: 'i1' },
  { name: 'datenschutz', version: 'd1' },
  { name: 'hausordnung', version: 'h1' },
];
const at = '2026-11-22T10:00:00.000Z';
const later = '2026-11-23T10:00:00.000Z';

describe('acknowledgement', () => {
  it('is asked for privacy notice and house rules, and only where there are some', () => {
    expect(toAcknowledge(pages, {})).toEqual(['datenschutz', 'hausordnung']);
    expect(toAcknowledge(pages.slice(0, 1), {})).toEqual([]);
  });

  it('holds for a version of the text', () => {
    const given = acknowledgeAll(pages, {}, at);
    expect(toAcknowledge(pages, given)).toEqual([]);
    const changed = pages.with(2, { name: 'hausordnung', version: 'h2' });
    expect(toAcknowledge(changed, given)).toEqual(['hausordnung']);
    expect(acknowledgeAll(changed, given, later)).toEqual({
      datenschutz: { version: 'd1', at },
      hausordnung: { version: 'h2', at: later },
    });
  });

  it('can be withdrawn', () => {
    const given = withdrawn(acknowledgeAll(pages, {}, at), 'datenschutz');
    expect(toAcknowledge(pages, given)).toEqual(['datenschutz']);
  });

  it('is read back as it was kept, and whatever else lies there is nothing', () => {
    const given = acknowledgeAll(pages, {}, at);
    expect(parseAcknowledgements(JSON.stringify(given))).toEqual(given);
    for (const odd of ['', 'null', '7', '{', '[]', '{"datenschutz":{"version":7}}']) {
      expect(parseAcknowledgements(odd)).toEqual({});
    }
  });
});
