// How long to wait before the nth attempt: doubling from half a second to a ceiling, and anywhere
// between a quarter and all of that, so that the clients of a restarted server do not come at once. A seat is
// kept for thirty seconds: after an outage of twenty there must be time for more than one attempt.

export const firstDelayMs = 500;
export const ceilingMs = 4_000;

/** attempt counts from 0; random is in [0, 1). */
export function reconnectDelayMs(attempt: number, random: number): number {
  const full = Math.min(ceilingMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.25 + 0.75 * random));
}

/** After a server has said that it stops: everybody hears that in the same moment. */
export function stoppedServerDelayMs(random: number): number {
  return Math.round(firstDelayMs + random * (ceilingMs - firstDelayMs));
}
