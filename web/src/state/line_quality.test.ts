import { describe, expect, it } from 'vitest';
import { LineQuality } from '../protocol/messages';
import { type LineSample, qualityBetween, type StreamCount, settledQuality } from './line_quality';

const { UNSPECIFIED, GOOD, UNSTEADY, POOR } = LineQuality;

function sample(change: Partial<LineSample> = {}): LineSample {
  return {
    broken: false,
    streams: new Map(),
    sentLoss: undefined,
    roundTripMs: undefined,
    sendable: undefined,
    ...change,
  };
}
const stream = (change: Partial<StreamCount>) =>
  new Map([['a', { received: 0, lost: 0, concealed: 0, played: 0, ...change }]]);

function between(change: Partial<StreamCount>): LineQuality {
  return qualityBetween(sample({ streams: stream({}) }), sample({ streams: stream(change) }));
}

describe('the line between two samples', () => {
  it('goes by what was lost of what came', () => {
    expect(between({ received: 300, lost: 3 })).toBe(GOOD);
    expect(between({ received: 300, lost: 20 })).toBe(UNSTEADY);
    expect(between({ received: 300, lost: 60 })).toBe(POOR);
    expect(between({ received: 10, lost: 9 })).toBe(GOOD); // too few to say anything
  });

  it('does not count a loss that was repaired since, nor a stream that has just begun', () => {
    const before = sample({ streams: stream({ received: 100, lost: 50 }) });
    const now = sample({ streams: stream({ received: 400, lost: 10 }) });
    expect(qualityBetween(before, now)).toBe(GOOD);
    expect(qualityBetween(sample(), now)).toBe(GOOD);
  });

  it('goes by sound that had to be made up', () => {
    expect(between({ received: 150, concealed: 10, played: 1000 })).toBe(GOOD);
    expect(between({ received: 150, concealed: 50, played: 1000 })).toBe(UNSTEADY);
    expect(between({ received: 150, concealed: 200, played: 1000 })).toBe(POOR);
    // Nobody speaks: all that is played is made up.
    expect(between({ received: 5, concealed: 1000, played: 1000 })).toBe(GOOD);
  });

  it('goes by the round trip, by what arrives at the server, and by what may be sent', () => {
    const line = (change: Partial<LineSample>) => qualityBetween(sample(), sample(change));
    expect(line({ roundTripMs: 200, sentLoss: 0.01, sendable: 800_000 })).toBe(GOOD);
    expect(line({ roundTripMs: 600 })).toBe(UNSTEADY);
    expect(line({ roundTripMs: 2000 })).toBe(POOR);
    expect(line({ sentLoss: 0.05 })).toBe(UNSTEADY);
    expect(line({ sentLoss: 0.2 })).toBe(POOR);
    expect(line({ sendable: 100_000 })).toBe(UNSTEADY);
    expect(line({ sendable: 30_000 })).toBe(POOR);
    expect(line({ broken: true })).toBe(POOR);
  });
});

describe('the level that is shown', () => {
  it('becomes worse after two samples and better after four', () => {
    expect(settledQuality(GOOD, [GOOD, GOOD, POOR])).toBe(GOOD);
    expect(settledQuality(GOOD, [GOOD, UNSTEADY, POOR])).toBe(UNSTEADY);
    expect(settledQuality(GOOD, [POOR, POOR])).toBe(POOR);
    expect(settledQuality(POOR, [GOOD, GOOD, GOOD])).toBe(POOR);
    expect(settledQuality(POOR, [GOOD, UNSTEADY, GOOD, GOOD])).toBe(UNSTEADY);
    expect(settledQuality(POOR, [GOOD, GOOD, GOOD, GOOD])).toBe(GOOD);
  });

  it('does not flap on a line that does', () => {
    let shown = GOOD;
    const recent: LineQuality[] = [];
    const seen = new Set<LineQuality>();
    for (let k = 0; k < 20; k++) {
      recent.push(k % 2 ? POOR : GOOD);
      shown = settledQuality(shown, recent.slice(-4));
      seen.add(shown);
    }
    expect([...seen]).toEqual([GOOD]);
  });

  it('is not known before the second sample', () => {
    expect(settledQuality(UNSPECIFIED, [GOOD])).toBe(UNSPECIFIED);
    expect(settledQuality(UNSPECIFIED, [GOOD, GOOD])).toBe(GOOD);
  });
});
