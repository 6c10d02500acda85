// Reads the figures of one person's streams from the peer connection; keeps the reading before, since
// a rate needs two.
import type { Figures, StreamFigures, StreamKind } from '../state/figures';
import { type Reading, readingOf, streamsOf, wayOf } from './figures';

/** A stream and who counts it. */
export interface Counted {
  kind: StreamKind;
  by: RTCRtpSender | RTCRtpReceiver;
}

export class Statistics {
  private before = new Map<RTCRtpSender | RTCRtpReceiver, Reading>();

  /** Once a second; whoever asks for another person begins anew. */
  async read(connection: RTCPeerConnection, streams: readonly Counted[]): Promise<Figures> {
    const readings = new Map<RTCRtpSender | RTCRtpReceiver, Reading>();
    const figures: StreamFigures[] = [];
    for (const { kind, by } of streams) {
      const now = readingOf(await by.getStats());
      readings.set(by, now);
      figures.push(...streamsOf(kind, this.before.get(by), now));
    }
    this.before = readings;
    return { streams: figures, way: wayOf(readingOf(await connection.getStats())) };
  }
}
