// How good one's own line is (R55), from what the browser counts: three levels that follow the line
// without flapping. Pure; rtc/line_sample.ts reads the counters.
import { LineQuality } from '../protocol/messages';

/** What one stream has counted since it began. */
export interface StreamCount {
  received: number;
  lost: number;
  /** Sound that was made up because it was missing, of all that was played. */
  concealed: number;
  played: number;
}

export interface LineSample {
  /** The transport has not been heard of for some seconds. */
  broken: boolean;
  /** By the browser's id of each received stream. */
  streams: ReadonlyMap<string, StreamCount>;
  /** Of what this page sends, as the server reports it: 0 … 1. */
  sentLoss: number | undefined;
  roundTripMs: number | undefined;
  /** What the browser believes it may send, bits per second. */
  sendable: number | undefined;
}

interface Limit {
  unsteady: number;
  poor: number;
}

// Above 4 % of loss repairs are seen and heard, above 12 % they no longer keep up. Above 400 ms people
// begin to talk at the same time. Below 150 kbit/s there is no picture, below 50 sound breaks up.
const loss: Limit = { unsteady: 0.04, poor: 0.12 };
const concealment: Limit = { unsteady: 0.03, poor: 0.1 };
const roundTripMs: Limit = { unsteady: 400, poor: 1200 };
const sendable: Limit = { unsteady: 150_000, poor: 50_000 };
/** Of fewer packets nothing can be said. */
const fewestPackets = 50;

/** The line between two samples. */
export function qualityBetween(before: LineSample, now: LineSample): LineQuality {
  if (now.broken) return LineQuality.POOR;
  let received = 0;
  let lost = 0;
  let worstSound = 0;
  for (const [id, count] of now.streams) {
    const former = before.streams.get(id);
    if (!former) continue;
    const packets = count.received - former.received;
    received += packets;
    // A late packet, or a repaired one, takes its loss back.
    lost += Math.max(0, count.lost - former.lost);
    const played = count.played - former.played;
    if (packets >= fewestPackets && played > 0)
      worstSound = Math.max(worstSound, (count.concealed - former.concealed) / played);
  }
  const levels = [
    received + lost >= fewestPackets ? above(loss, lost / (received + lost)) : LineQuality.GOOD,
    above(concealment, worstSound),
    above(loss, now.sentLoss ?? 0),
    above(roundTripMs, now.roundTripMs ?? 0),
    above({ unsteady: -sendable.unsteady, poor: -sendable.poor }, -(now.sendable ?? 1e9)),
  ];
  return Math.max(...levels);
}

function above({ unsteady, poor }: Limit, value: number): LineQuality {
  if (value >= poor) return LineQuality.POOR;
  return value >= unsteady ? LineQuality.UNSTEADY : LineQuality.GOOD;
}

/** Worse after two samples in a row, better after four: whoever looks sees a state, not a flicker. */
const forWorse = 2;
const forBetter = 4;

/** `recent`: the levels of the latest samples, newest last. */
export function settledQuality(shown: LineQuality, recent: readonly LineQuality[]): LineQuality {
  const worse = recent.slice(-forWorse);
  if (worse.length === forWorse && Math.min(...worse) > shown) return Math.min(...worse);
  const better = recent.slice(-forBetter);
  if (better.length === forBetter && Math.max(...better) < shown) return Math.max(...better);
  return shown;
}

export const samplesKept = Math.max(forWorse, forBetter);
