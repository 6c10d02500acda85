// The page's side of the background worker: hands it the camera, and holds the track that may be sent.
// That track never carries a picture that did not come out of the worker. Loaded on first use.

import { CanvasTransport } from './canvas_transport';
import type { Backdrop, FromWorker, ToWorker } from './messages';
import { StreamTransport } from './stream_transport';
import { trustedScript } from './trusted_script';
import workerAddress from './worker?worker&url';

export interface StudioEvents {
  /** Whether pictures of the present camera come out. */
  showing(): void;
  ready(): void;
  slow(slow: boolean): void;
  failed(): void;
}

/** How pictures get into the worker and out again. */
export interface Transport {
  readonly output: MediaStreamTrack;
  start(run: number, camera: MediaStreamTrack): void;
  receive(message: FromWorker): void;
  close(): void;
}

export type Tell = (message: ToWorker, transfer?: Transferable[]) => void;

export class Studio {
  private readonly worker: Worker;
  private readonly transport: Transport;
  private run = 0;
  private shown = 0;

  constructor(private readonly events: StudioEvents) {
    this.worker = new Worker(trustedScript(workerAddress), { type: 'module' });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    this.worker.onerror = () => events.failed();
    const tell: Tell = (message, transfer = []) => this.worker.postMessage(message, transfer);
    try {
      this.transport = StreamTransport.isPossible()
        ? new StreamTransport(tell)
        : new CanvasTransport(tell);
    } catch (failure) {
      this.worker.terminate();
      throw failure;
    }
  }

  /** Null until the present camera's first picture is through. */
  output(): MediaStreamTrack | null {
    return this.run > 0 && this.shown === this.run ? this.transport.output : null;
  }

  feed(camera: MediaStreamTrack): void {
    this.run += 1;
    this.transport.start(this.run, camera);
  }

  setBackdrop(backdrop: Backdrop): void {
    const transfer = backdrop.kind === 'picture' ? [backdrop.picture] : [];
    const message: ToWorker = { type: 'backdrop', backdrop };
    this.worker.postMessage(message, transfer);
  }

  close(): void {
    this.worker.terminate();
    this.transport.close();
  }

  private receive(message: FromWorker): void {
    this.transport.receive(message);
    switch (message.type) {
      case 'showing':
        this.shown = message.run;
        this.events.showing();
        break;
      case 'ready':
        this.events.ready();
        break;
      case 'slow':
        this.events.slow(message.slow);
        break;
      case 'failed':
        console.warn('background', message.reason);
        this.events.failed();
        break;
    }
  }
}
