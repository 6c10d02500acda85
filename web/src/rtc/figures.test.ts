import { describe, expect, it } from 'vitest';
import { type Reading, type StatisticsEntry, streamsOf, wayOf } from './figures';
import { sampleOf } from './line_sample';

function reading(...entries: (Partial<StatisticsEntry> & { id: string; type: string })[]): Reading {
  return new Map(entries.map((entry) => [entry.id, { timestamp: 1000, ...entry }]));
}

describe('figures of a stream', () => {
  it('are rates between two readings of what is received', () => {
    const codec = { id: 'C', type: 'codec', mimeType: 'video/VP8' };
    const inbound = { id: 'I', type: 'inbound-rtp', codecId: 'C' };
    const size = { frameWidth: 640, frameHeight: 360, framesPerSecond: 14.6 };
    const before = reading({
      ...inbound,
      bytesReceived: 1000,
      packetsReceived: 100,
      packetsLost: 5,
    });
    const now = reading(codec, {
      ...inbound,
      ...size,
      timestamp: 3000,
      bytesReceived: 101_000,
      packetsReceived: 190,
      packetsLost: 15,
      freezeCount: 2,
      totalFreezesDuration: 1.5,
      keyFramesDecoded: 3,
    });
    expect(streamsOf('camera', before, now)).toEqual([
      {
        kind: 'camera',
        bitsPerSecond: 400_000,
        width: 640,
        height: 360,
        framesPerSecond: 15,
        loss: 0.1,
        codec: 'VP8',
        freezes: { count: 2, seconds: 1.5 },
        keyFrames: 3,
      },
    ]);
    // Of a first reading only what needs no second.
    expect(streamsOf('camera', undefined, now)[0]).not.toHaveProperty('bitsPerSecond');
  });

  it('are one of each encoding that is sent, with the loss that the server reports', () => {
    const sent = (rid: string, bytesSent: number, timestamp: number) => ({
      id: rid,
      type: 'outbound-rtp',
      rid,
      bytesSent,
      timestamp,
      qualityLimitationReason: rid === 'f' ? 'bandwidth' : 'none',
      ...(rid === 'f' ? { targetBitrate: 1_200_000, keyFramesEncoded: 4 } : {}),
    });
    const report = { id: 'R', type: 'remote-inbound-rtp', localId: 'f', fractionLost: 0.25 };
    const figures = streamsOf(
      'camera',
      reading(sent('q', 0, 1000), sent('f', 0, 1000)),
      reading(sent('q', 12_500, 2000), sent('f', 125_000, 2000), report),
    );
    expect(figures).toEqual([
      { kind: 'camera', layer: 'q', bitsPerSecond: 100_000 },
      {
        kind: 'camera',
        layer: 'f',
        bitsPerSecond: 1_000_000,
        loss: 0.25,
        keyFrames: 4,
        targetBitsPerSecond: 1_200_000,
        limitedBy: 'bandwidth',
      },
    ]);
  });
});

describe('the way', () => {
  const local = { id: 'L', type: 'local-candidate', protocol: 'udp' };
  const pair = { id: 'P', type: 'candidate-pair', localCandidateId: 'L' };

  it('is that of the transport’s pair, with the protocol towards the relay', () => {
    const transport = { id: 'T', type: 'transport', selectedCandidatePairId: 'P' };
    const relay = { ...local, candidateType: 'relay', relayProtocol: 'tls' };
    const measured = { ...pair, currentRoundTripTime: 0.05, availableOutgoingBitrate: 3e5 };
    expect(wayOf(reading(transport, measured, relay))).toEqual({
      relayed: true,
      protocol: 'tls',
      roundTripMs: 50,
      sendable: 3e5,
    });
  });

  it('is the selected pair where the transport does not tell (Firefox)', () => {
    const host = { ...local, candidateType: 'host' };
    const way = { relayed: false, protocol: 'udp' };
    expect(wayOf(reading({ ...pair, selected: true }, host))).toEqual(way);
    expect(wayOf(reading(host))).toBeUndefined();
  });
});

it('a sample of the line holds what came of each stream and how the transport is', () => {
  const sample = sampleOf(
    [
      {
        id: 'A',
        type: 'inbound-rtp',
        packetsReceived: 9,
        packetsLost: 1,
        concealedSamples: 50,
        silentConcealedSamples: 20,
        totalSamplesReceived: 480,
      },
      { id: 'R', type: 'remote-inbound-rtp', fractionLost: 0.1 },
      { id: 'S', type: 'remote-inbound-rtp', fractionLost: 0.2 },
      { id: 'P', type: 'candidate-pair', selected: true, currentRoundTripTime: 0.1 },
    ],
    'disconnected',
  );
  expect(sample.streams.get('A')).toEqual({ received: 9, lost: 1, concealed: 30, played: 480 });
  expect(sample).toMatchObject({ broken: true, sentLoss: 0.2, roundTripMs: 100 });
});
