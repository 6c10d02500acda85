// From two readings of getStats to the figures of the statistics dialog. The entries of senders and
// receivers are told apart by their type; each reading belongs to one of them.
import type { StreamFigures, StreamKind, WayFigures } from '../state/figures';

/** The fields that are read, of whatever kind of entry. */
export interface StatisticsEntry {
  id: string;
  type: string;
  timestamp: number;
  rid?: string;
  bytesReceived?: number;
  bytesSent?: number;
  packetsReceived?: number;
  packetsSent?: number;
  packetsLost?: number;
  frameWidth?: number;
  frameHeight?: number;
  framesPerSecond?: number;
  freezeCount?: number;
  totalFreezesDuration?: number;
  keyFramesDecoded?: number;
  keyFramesEncoded?: number;
  targetBitrate?: number;
  codecId?: string;
  mimeType?: string;
  qualityLimitationReason?: string;
  fractionLost?: number;
  localId?: string;
  selectedCandidatePairId?: string;
  selected?: boolean;
  localCandidateId?: string;
  candidateType?: string;
  protocol?: string;
  relayProtocol?: string;
  currentRoundTripTime?: number;
  availableOutgoingBitrate?: number;
}
export type Reading = ReadonlyMap<string, StatisticsEntry>;

export function readingOf(report: RTCStatsReport): Reading {
  const reading = new Map<string, StatisticsEntry>();
  report.forEach((entry: StatisticsEntry) => {
    reading.set(entry.id, entry);
  });
  return reading;
}

/** From the smallest on; browsers tell them in any order. */
const layers = ['q', 'h', 'f'];

/** What is received, or each encoding that is sent; nothing of what carries nothing. */
export function streamsOf(
  kind: StreamKind,
  before: Reading | undefined,
  now: Reading,
): StreamFigures[] {
  const streams: StreamFigures[] = [];
  for (const entry of now.values()) {
    const received = entry.type === 'inbound-rtp';
    if (!received && entry.type !== 'outbound-rtp') continue;
    const former = before?.get(entry.id);
    const bits = rate(former, entry, received ? 'bytesReceived' : 'bytesSent') * 8;
    const loss = received ? lossOf(former, entry) : reportedLoss(entry.id, now);
    const { frameWidth, frameHeight, framesPerSecond, rid } = entry;
    const keyFrames = entry.keyFramesDecoded ?? entry.keyFramesEncoded;
    const limitedBy = entry.qualityLimitationReason;
    streams.push({
      kind,
      ...(rid ? { layer: rid } : {}),
      ...(former ? { bitsPerSecond: bits } : {}),
      ...(frameWidth && frameHeight ? { width: frameWidth, height: frameHeight } : {}),
      ...(framesPerSecond === undefined ? {} : { framesPerSecond: Math.round(framesPerSecond) }),
      ...(loss === undefined ? {} : { loss }),
      ...codecOf(entry, now),
      ...freezesOf(entry),
      ...(keyFrames === undefined ? {} : { keyFrames }),
      ...(entry.targetBitrate === undefined ? {} : { targetBitsPerSecond: entry.targetBitrate }),
      ...(limitedBy === 'bandwidth' || limitedBy === 'cpu' ? { limitedBy } : {}),
    });
  }
  return streams.toSorted((a, b) => layers.indexOf(a.layer ?? '') - layers.indexOf(b.layer ?? ''));
}

export function wayOf(now: Reading): WayFigures | undefined {
  const entries = [...now.values()];
  const chosen = entries.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  const pair = chosen
    ? now.get(chosen)
    : entries.find(({ type, selected }) => type === 'candidate-pair' && selected);
  const local = now.get(pair?.localCandidateId ?? '');
  if (!pair || !local) return undefined;
  const { currentRoundTripTime: trip, availableOutgoingBitrate: sendable } = pair;
  return {
    relayed: local.candidateType === 'relay',
    protocol: local.relayProtocol ?? local.protocol ?? 'udp',
    ...(trip === undefined ? {} : { roundTripMs: trip * 1000 }),
    ...(sendable === undefined ? {} : { sendable }),
  };
}

function codecOf({ codecId = '' }: StatisticsEntry, now: Reading): { codec?: string } {
  const codec = now.get(codecId)?.mimeType?.split('/')[1];
  return codec ? { codec } : {};
}

function freezesOf({ freezeCount, totalFreezesDuration = 0 }: StatisticsEntry) {
  return freezeCount === undefined
    ? {}
    : { freezes: { count: freezeCount, seconds: totalFreezesDuration } };
}

type Counter = 'bytesReceived' | 'bytesSent' | 'packetsReceived' | 'packetsLost';

/** Per second. */
function rate(former: StatisticsEntry | undefined, now: StatisticsEntry, key: Counter): number {
  if (!former || now.timestamp <= former.timestamp) return 0;
  return (grown(former, now, key) * 1000) / (now.timestamp - former.timestamp);
}

function grown(former: StatisticsEntry, now: StatisticsEntry, key: Counter): number {
  return Math.max(0, (now[key] ?? 0) - (former[key] ?? 0));
}

function lossOf(former: StatisticsEntry | undefined, now: StatisticsEntry): number | undefined {
  if (!former) return undefined;
  const lost = grown(former, now, 'packetsLost');
  const all = lost + grown(former, now, 'packetsReceived');
  return all > 0 ? lost / all : undefined;
}

/** What the server says has not arrived. */
function reportedLoss(id: string, now: Reading): number | undefined {
  for (const entry of now.values())
    if (entry.type === 'remote-inbound-rtp' && entry.localId === id) return entry.fractionLost;
  return undefined;
}
