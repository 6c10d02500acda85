// Notices that the machine has slept, or that a phone has frozen the page: a clock that went on while
// our timer stood still. A wall clock, since browsers' monotonic ones may stand still, too; when somebody
// sets it forward, that is taken for sleep: in a call one ping and one ICE restart too many.

const tickMs = 2_000;
/**
 * Timers of hidden pages come once a second. Chromium lets them come once a minute only where the page is
 * silent and has no peer connection, so never in a call; in the waiting room each of those is taken for
 * sleep, and costs a ping.
 */
const longestTickMs = 15_000;

export interface SleepEnvironment {
  now(): number;
  setTimer(run: () => void, delayMs: number): number;
  /** The page is shown, or thawed: the timer may be late. */
  onShown(run: () => void): void;
}

export function watchSleep({ now, setTimer, onShown }: SleepEnvironment, woke: () => void): void {
  let last = now();
  const look = () => {
    const before = last;
    last = now();
    if (last - before > longestTickMs) woke();
  };
  const tick = () => {
    look();
    setTimer(tick, tickMs);
  };
  setTimer(tick, tickMs);
  onShown(look);
}
