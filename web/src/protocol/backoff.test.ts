import { describe, expect, it } from 'vitest';
import { ceilingMs, reconnectDelayMs } from './backoff';

describe('reconnect delay', () => {
  it('doubles and stops at the ceiling', () => {
    const delays = [0, 1, 2, 3, 4, 5, 50].map((attempt) => reconnectDelayMs(attempt, 1));
    expect(delays).toEqual([500, 1000, 2000, ceilingMs, ceilingMs, ceilingMs, ceilingMs]);
  });

  it('lies between half and all of the full delay', () => {
    expect(reconnectDelayMs(3, 0)).toBe(2000);
    expect(reconnectDelayMs(3, 0.5)).toBe(3000);
  });
});
