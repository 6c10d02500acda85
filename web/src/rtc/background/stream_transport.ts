// Chromium: the camera's pictures go to the worker as a stream and come back as a track, past the page.
import type { Tell, Transport } from './studio';

interface Processor {
  readonly readable: ReadableStream<VideoFrame>;
}

interface Generator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}

/** Chromium's own names; the standard has only their successors for workers (mediacapture-transform). */
const browser = globalThis as {
  MediaStreamTrackProcessor?: new (options: {
    track: MediaStreamTrack;
    maxBufferSize?: number;
  }) => Processor;
  MediaStreamTrackGenerator?: new (options: { kind: 'video' }) => Generator;
};

export class StreamTransport implements Transport {
  readonly output: MediaStreamTrack;

  static isPossible(): boolean {
    return (
      browser.MediaStreamTrackProcessor !== undefined &&
      browser.MediaStreamTrackGenerator !== undefined
    );
  }

  constructor(private readonly tell: Tell) {
    if (!browser.MediaStreamTrackGenerator) throw new Error('no streams of pictures');
    const output = new browser.MediaStreamTrackGenerator({ kind: 'video' });
    const { writable: pictures } = output;
    this.output = output;
    tell({ type: 'output', pictures }, [pictures]);
  }

  start(run: number, camera: MediaStreamTrack): void {
    if (!browser.MediaStreamTrackProcessor) return;
    // One picture waits at most: what the worker has no time for is left out, not queued.
    const { readable } = new browser.MediaStreamTrackProcessor({ track: camera, maxBufferSize: 1 });
    this.tell({ type: 'camera', run, pictures: readable }, [readable]);
  }

  receive(): void {}

  close(): void {
    this.output.stop();
  }
}
