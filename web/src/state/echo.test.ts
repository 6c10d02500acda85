import { describe, expect, it } from 'vitest';
import { EchoJudge, echoDelay, frameMs } from './echo';

const perSecond = 1000 / frameMs;

/** Mulberry32: the same numbers in each run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const power = (decibel: number) => 10 ** (decibel / 10);
const decibel = (sum: number) => 10 * Math.log10(sum + 1e-12);

/** Powers of frames: syllables of 80 to 300 ms, gaps, and a breath after some of them. */
function speech(seconds: number, seed: number, level = -22): number[] {
  const random = dice(seed);
  const frames: number[] = [];
  while (frames.length < seconds * perSecond) {
    const loud = level + 12 * (random() - 0.5);
    const length = 4 + Math.floor(random() * 11);
    for (let at = 0; at < length; at += 1) {
      frames.push(power(loud - 10 * Math.abs(at / length - 0.4) + 3 * (random() - 0.5)));
    }
    const gap = random() < 0.2 ? 12 + random() * 30 : 1 + random() * 5;
    for (let at = 0; at < gap; at += 1) frames.push(power(-75));
  }
  return frames.slice(0, seconds * perSecond);
}

/** Given back by a room: later, softer, with reverberation. */
function room(played: readonly number[], delay: number, loss: number): number[] {
  let tail = 0;
  return played.map((_, at) => {
    tail = tail * 0.6 + (at >= delay ? (played[at - delay] ?? 0) : 0) * 0.4;
    return tail * power(-loss);
  });
}

const noise = (length: number, seed: number, level = -68) => {
  const random = dice(seed);
  return Array.from({ length }, () => power(level + 4 * (random() - 0.5)));
};
const sum = (...parts: readonly number[][]) =>
  (parts[0] ?? []).map((_, at) => parts.reduce((all, part) => all + (part[at] ?? 0), 0));
const levels = (powers: readonly number[]) => powers.map(decibel);

/** After how many seconds it is told; undefined: never. */
function toldAfter(played: readonly number[], given: readonly number[], judge = new EchoJudge()) {
  const piece = 2 * perSecond;
  for (let from = 0; from + piece <= played.length; from += piece) {
    const cut = (powers: readonly number[]) => levels(powers.slice(from, from + piece));
    if (judge.hear({ played: cut(played), given: cut(given) })) return (from + piece) / perSecond;
  }
  return undefined;
}

const seeds = Array.from({ length: 30 }, (_, index) => 1000 + index * 7);

describe('an echo', () => {
  it.each([
    ['close by', 3, 12],
    ['of a laptop', 8, 20],
    ['over Bluetooth', 17, 22],
    ['soft', 6, 24],
  ])('%s is found with its delay', (_, delay, loss) => {
    for (const seed of seeds) {
      const played = speech(6, seed);
      const given = sum(room(played, delay, loss), noise(played.length, seed));
      const found = echoDelay({ played: levels(played), given: levels(given) });
      expect(Math.abs((found ?? 99) - delay), `seed ${seed}`).toBeLessThanOrEqual(2);
    }
  });

  it('is told within a quarter of a minute, also from a noisy room, and not again for minutes', () => {
    for (const seed of seeds) {
      const played = speech(60, seed);
      const given = sum(room(played, 9, 18), noise(played.length, seed, -52));
      const judge = new EchoJudge();
      expect(toldAfter(played, given, judge), `seed ${seed}`).toBeLessThanOrEqual(16);
      expect(toldAfter(played, given, judge)).toBeUndefined();
    }
  });

  it('is told though the person says something between', () => {
    for (const seed of seeds) {
      const played = speech(60, seed);
      const own = speech(60, seed + 1).map((value, at) => (at % 1000 < 250 ? value : 0));
      const given = sum(room(played, 9, 15), own, noise(played.length, seed));
      expect(toldAfter(played, given), `seed ${seed}`).toBeDefined();
    }
  });
});

describe('no echo', () => {
  const minutes = 5 * 60;
  const never = (name: string, given: (played: readonly number[], seed: number) => number[]) =>
    it(name, () => {
      for (const seed of seeds.slice(0, 8)) {
        const played = speech(minutes, seed);
        const told = toldAfter(played, sum(given(played, seed), noise(played.length, seed)));
        expect(told, `seed ${seed}`).toBeUndefined();
      }
    });

  never('is two who talk at once', (_, seed) => speech(minutes, seed + 3));

  never('is a conversation in turns', (played, seed) => {
    const own = speech(minutes, seed + 3);
    const turn = (at: number) => Math.floor(at / (4 * perSecond)) % 2 === 0;
    for (const at of played.keys()) if (turn(at)) (played as number[])[at] = power(-75);
    return own.map((value, at) => (turn(at) ? value : 0));
  });

  never('is laughing or clapping together', (played, seed) => {
    const random = dice(seed + 5);
    const late = Array.from({ length: 40 }, () => Math.floor(20 * random()));
    const loud = (at: number, begin = 0) => at >= begin && (at - begin) % 400 < 100;
    for (const at of played.keys())
      (played as number[])[at] = loud(at) ? power(-25 + 8 * (random() - 0.5)) : power(-75);
    return played.map((_, at) => {
      const begin = late[Math.floor(at / 400)] ?? 0;
      return loud(at % 400, begin) ? power(-25 + 8 * (random() - 0.5)) : 0;
    });
  });

  never('is somebody in the same room, heard before it is played', (played) =>
    played.map((_, at) => (played[at + 10] ?? 0) * power(-10)),
  );

  never('is a rest that nobody would notice', (played) => room(played, 8, 45));

  never('is a headset', () => []);

  it('are two clocks that tick alike', () => {
    for (const period of [13, 25, 50]) {
      const clock = (phase: number) =>
        Array.from({ length: minutes * perSecond }, (_, at) =>
          power((at + phase) % period < 2 ? -20 : -75),
        );
      expect(toldAfter(clock(0), clock(7)), `period ${period}`).toBeUndefined();
    }
  });

  it('is silence', () => {
    const silent = noise(60 * perSecond, 1, -75);
    expect(toldAfter(silent, silent)).toBeUndefined();
  });
});

it('forgets with the microphone', () => {
  const played = speech(8, 5);
  const given = sum(room(played, 8, 15), noise(played.length, 5));
  const judge = new EchoJudge();
  expect(toldAfter(played, given, judge)).toBeUndefined();
  judge.forget();
  expect(toldAfter(played, given, judge)).toBeUndefined();
});
