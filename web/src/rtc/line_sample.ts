// What the browser has counted on the one peer connection, for state/line_quality.ts.
import type { LineSample, StreamCount } from '../state/line_quality';

/** The fields that are read, of whatever kind of entry; a browser leaves out what it does not count. */
interface Entry {
  id: string;
  type: string;
  kind?: string;
  packetsReceived?: number;
  packetsLost?: number;
  concealedSamples?: number;
  silentConcealedSamples?: number;
  totalSamplesReceived?: number;
  fractionLost?: number;
  selectedCandidatePairId?: string;
  selected?: boolean;
  currentRoundTripTime?: number;
  availableOutgoingBitrate?: number;
}

export async function lineSample(connection: RTCPeerConnection): Promise<LineSample> {
  const entries: Entry[] = [];
  (await connection.getStats()).forEach((entry: Entry) => {
    entries.push(entry);
  });
  return sampleOf(entries, connection.connectionState);
}

export function sampleOf(entries: readonly Entry[], state: RTCPeerConnectionState): LineSample {
  const streams = new Map<string, StreamCount>();
  let sentLoss: number | undefined;
  const chosen = entries.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
  let pair: Entry | undefined;
  for (const entry of entries) {
    if (entry.type === 'inbound-rtp') streams.set(entry.id, countOf(entry));
    if (entry.type === 'remote-inbound-rtp')
      sentLoss = Math.max(sentLoss ?? 0, entry.fractionLost ?? 0);
    // Firefox marks the pair in use itself.
    if (entry.type === 'candidate-pair' && (entry.id === chosen || entry.selected)) pair = entry;
  }
  const trip = pair?.currentRoundTripTime;
  return {
    broken: state === 'disconnected' || state === 'failed',
    streams,
    sentLoss,
    roundTripMs: trip === undefined ? undefined : trip * 1000,
    sendable: pair?.availableOutgoingBitrate,
  };
}

function countOf(entry: Entry): StreamCount {
  return {
    received: entry.packetsReceived ?? 0,
    lost: entry.packetsLost ?? 0,
    // Who is silent is made up as well, and nobody misses anything.
    concealed: (entry.concealedSamples ?? 0) - (entry.silentConcealedSamples ?? 0),
    played: entry.totalSamplesReceived ?? 0,
  };
}
