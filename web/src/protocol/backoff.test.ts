import { describe, expect, it } from 'vitest';
import { ceilingMs, firstDelayMs, reconnectDelayMs, stoppedServerDelayMs } from './backoff';

describe('reconnect delay', () => {
  it('doubles and stops at the ceiling', () => {
    const delays = [0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 1));
    expect(delays).toEqual([500, 1000, 2000, ceilingMs, ceilingMs, ceilingMs, ceilingMs]);
  });

  it('lies between a quarter and all of the full delay', () => {
    expect(reconnectDelayMs(3, 0)).toBe(1000);
    expect(reconnectDelayMs(3, 0.5)).toBe(2500);
  });

  it('after a stop is anything from the first delay to the ceiling', () => {
    expect([0, 1].map(stoppedServerDelayMs)).toEqual([firstDelayMs, ceilingMs]);
  });
});

/** When each of `count` clients has its first attempt that finds the server, from the server's start on. */
function returns(count: number, outageMs: number, isAnnounced: boolean): number[] {
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => {
    let at = isAnnounced ? stoppedServerDelayMs(random()) : reconnectDelayMs(0, random());
    for (let attempt = isAnnounced ? 0 : 1; at < outageMs; attempt++) {
      at += reconnectDelayMs(attempt, random());
    }
    return at - outageMs;
  });
}

/** The most that come within one second. */
function busiestSecond(times: number[]): number {
  return Math.max(
    ...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length),
  );
}

describe('five hundred clients of a restarted server', () => {
  it.each([
    ['killed', 2_000, false],
    ['killed', 5_000, false],
    ['killed', 20_000, false],
    ['stopped', 2_000, true],
    ['stopped', 8_000, true],
  ])('are back within the longest delay, spread over it (%s, %i ms)', (_, outage, isAnnounced) => {
    const times = returns(500, outage, isAnnounced);
    expect(Math.max(...times)).toBeLessThanOrEqual(ceilingMs);
    expect(busiestSecond(times)).toBeLessThan(350);
  });
});
