import { describe, expect, it, vi } from 'vitest';
import { FakeLine } from '../protocol/fake_line';
import { watchSleep } from './sleep_watch';

describe('sleep', () => {
  const start = () => {
    const timers = new FakeLine();
    const woke = vi.fn();
    let wall = 1_000_000;
    let shown = () => {};
    watchSleep(
      {
        now: () => wall,
        setTimer: (run, delayMs) => timers.setTimer(run, delayMs),
        onShown: (run) => {
          shown = run;
        },
      },
      woke,
    );
    return {
      woke,
      show: () => shown(),
      pass: (ms: number) => {
        for (let step = 0; step < ms; step += 500) {
          wall += 500;
          timers.pass(500);
        }
      },
      /** The wall clock goes on, timers do not. */
      sleep: (ms: number) => {
        wall += ms;
      },
    };
  };

  it('is noticed within two seconds of waking, once', () => {
    const { woke, pass, sleep } = start();
    pass(60_000);
    expect(woke).not.toHaveBeenCalled();
    sleep(30 * 60_000);
    pass(2_000);
    expect(woke).toHaveBeenCalledTimes(1);
    pass(60_000);
    expect(woke).toHaveBeenCalledTimes(1);
  });

  it('is noticed at once when the page is shown again', () => {
    const { woke, pass, sleep, show } = start();
    pass(4_000);
    show();
    expect(woke).not.toHaveBeenCalled();
    sleep(20_000);
    show();
    expect(woke).toHaveBeenCalledTimes(1);
    pass(4_000);
    expect(woke).toHaveBeenCalledTimes(1);
  });

  it('is more than a slow moment', () => {
    const { woke, pass, sleep } = start();
    sleep(7_000);
    pass(2_000);
    expect(woke).not.toHaveBeenCalled();
  });
});
