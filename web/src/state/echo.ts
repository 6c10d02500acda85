// Hears whether a microphone gives back what the loudspeaker of the same computer plays: the others then
// hear themselves, and the person who causes it notices nothing. Compared are not sounds but how loud they
// are, in frames of 20 ms: rooms, loudspeakers and echo cancellers change a sound, but syllables stay where
// they are. Pure; fed by rtc/echo, at most some thousand multiplications a second.
//
// What must not be taken for an echo, and why it is not
// - Two who talk at once: their syllables do not coincide, at whatever delay.
// - Two who laugh or clap together: that both begin and end is little; syllables fit in many places.
// - A clock, a dialling tone: it fits at several delays, and an echo at one.
// - Somebody in the same room, who is heard before the loudspeaker has played it: a delay below zero.
// - What nobody would notice: an echo canceller leaves a rest that is far below speech.

export const frameMs = 20;

/** How loud each frame was, in decibels of full scale: what was played, and what the microphone gave. */
export interface Heard {
  played: ArrayLike<number>;
  given: ArrayLike<number>;
}

const window = 6000 / frameMs;
/** Loudspeakers over Bluetooth are late by a third of a second. */
const longestDelay = 700 / frameMs;
/** Beyond what an echo can be, to see whether it fits there as well. */
const margin = 800 / frameMs;
const silence = -60;
const audible = -50;
/** So much of the window must be loud enough to say anything. */
const fewestAudible = 800 / frameMs;
/** Half the length over which the trend is taken away. */
const trend = 240 / frameMs;
const similar = 0.55;
/** Any other delay must fit worse than this part of the best. */
const rivalShare = 0.7;
const peakWidth = 120 / frameMs;
/** In so many half seconds of the window the two must fit, and each of them counts for something. */
const stretch = 500 / frameMs;
const fewestStretches = 5;
const smallestShare = 0.05;

/** The delay in frames with which the microphone gives back what was played; undefined: it does not. */
export function echoDelay({ played, given }: Heard): number | undefined {
  if (!isAudible(played) || !isAudible(given)) return undefined;
  const source = syllables(played);
  const echo = syllables(given);
  let best = { delay: 0, fit: 0 };
  const fits: number[] = [];
  for (let delay = -margin; delay <= longestDelay + margin; delay += 1) {
    const fit = fitAt(source, echo, delay);
    fits.push(fit);
    if (delay >= 0 && delay <= longestDelay && fit > best.fit) best = { delay, fit };
  }
  if (best.fit < similar) return undefined;
  const isRivalled = fits.some(
    (fit, index) =>
      Math.abs(index - margin - best.delay) > peakWidth && fit > rivalShare * best.fit,
  );
  return isRivalled || !fitsThroughout(source, echo, best.delay) ? undefined : best.delay;
}

function fitsThroughout(source: Float64Array, echo: Float64Array, delay: number): boolean {
  const parts: number[] = [];
  for (let at = 0; at < source.length - delay; at += 1) {
    const part = Math.floor(at / stretch);
    parts[part] = (parts[part] ?? 0) + (source[at] ?? 0) * (echo[at + delay] ?? 0);
  }
  const all = parts.reduce((sum, part) => sum + part, 0);
  return parts.filter((part) => part >= smallestShare * all).length >= fewestStretches;
}

/** The correlation of the two where they overlap. */
function fitAt(source: Float64Array, echo: Float64Array, delay: number): number {
  let both = 0;
  let sources = 0;
  let echoes = 0;
  const end = Math.min(source.length, source.length - delay);
  for (let at = Math.max(0, -delay); at < end; at += 1) {
    const a = source[at] ?? 0;
    const b = echo[at + delay] ?? 0;
    both += a * b;
    sources += a * a;
    echoes += b * b;
  }
  return both / Math.sqrt(sources * echoes + 1e-9);
}

function isAudible(levels: ArrayLike<number>): boolean {
  let loud = 0;
  for (let at = 0; at < levels.length; at += 1) if ((levels[at] ?? silence) > audible) loud += 1;
  return loud >= fewestAudible;
}

/** What is left of the levels without their trend. */
function syllables(levels: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(levels.length + 1);
  for (let at = 0; at < levels.length; at += 1)
    sums[at + 1] = (sums[at] ?? 0) + Math.max(silence, levels[at] ?? silence);
  return Float64Array.from({ length: levels.length }, (_, at) => {
    const from = Math.max(0, at - trend);
    const to = Math.min(levels.length, at + trend + 1);
    const mean = ((sums[to] ?? 0) - (sums[from] ?? 0)) / (to - from);
    return Math.max(silence, levels[at] ?? silence) - mean;
  });
}

/** Of the last looks so many must have found the same delay. */
const looksKept = 6;
const looksNeeded = 3;
const sameDelay = 2;
const hintEveryMs = 4 * 60_000;

/** Looks again with each piece that is heard (two seconds are a good one), and is not easily convinced. */
export class EchoJudge {
  private played: number[] = [];
  private given: number[] = [];
  private looks: (number | undefined)[] = [];
  private quietMs = hintEveryMs;

  /** True: this person is to be told, for the first time in some minutes. */
  hear(piece: Heard): boolean {
    this.quietMs += piece.played.length * frameMs;
    this.played = [...this.played, ...Array.from(piece.played)].slice(-window);
    this.given = [...this.given, ...Array.from(piece.given)].slice(-window);
    if (this.played.length < window) return false;
    const delay = echoDelay({ played: this.played, given: this.given });
    this.looks = [...this.looks, delay].slice(-looksKept);
    const alike = this.looks.filter(
      (look) => delay !== undefined && look !== undefined && Math.abs(look - delay) <= sameDelay,
    );
    if (alike.length < looksNeeded || this.quietMs < hintEveryMs) return false;
    this.quietMs = 0;
    return true;
  }

  /** Another microphone, or other sounds: what was heard before does not fit to what comes. */
  forget(): void {
    this.played = [];
    this.given = [];
    this.looks = [];
  }
}
