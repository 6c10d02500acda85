// Firefox and Safari: the worker asks for a picture, the page takes it from a video element that nobody
// sees, and draws what comes back on a canvas whose stream is sent. The page only passes pictures on.
import type { FromWorker } from './messages';
import type { Tell, Transport } from './studio';

export class CanvasTransport implements Transport {
  readonly output: MediaStreamTrack;
  private readonly video = document.createElement('video');
  private readonly canvas = document.createElement('canvas');
  private readonly paper = this.canvas.getContext('bitmaprenderer');
  private run = 0;
  private camera: MediaStreamTrack | undefined;

  constructor(private readonly tell: Tell) {
    const [output] = this.canvas.captureStream().getVideoTracks();
    if (!output || !this.paper) throw new Error('no stream of a canvas');
    this.output = output;
    this.video.muted = true;
    this.video.playsInline = true;
  }

  start(run: number, camera: MediaStreamTrack): void {
    this.run = run;
    this.camera = camera;
    this.video.srcObject = new MediaStream([camera]);
    // Refused only while another camera takes its place.
    this.video.play().catch(() => {});
    this.tell({ type: 'pull', run });
  }

  receive(message: FromWorker): void {
    if (message.type === 'want') void this.answer(message.run);
    if (message.type !== 'drawn') return;
    if (message.run === this.run) this.draw(message.picture);
    else message.picture.close();
  }

  close(): void {
    this.video.srcObject = null;
    this.output.stop();
  }

  private draw(picture: ImageBitmap): void {
    if (this.canvas.width !== picture.width) this.canvas.width = picture.width;
    if (this.canvas.height !== picture.height) this.canvas.height = picture.height;
    this.paper?.transferFromImageBitmap(picture);
  }

  private async answer(run: number): Promise<void> {
    if (run !== this.run) return;
    const picture = await this.picture();
    this.tell({ type: 'picture', run, picture }, picture ? [picture] : []);
  }

  /** Undefined: nothing yet, or the camera went away meanwhile; the worker asks again. */
  private async picture(): Promise<ImageBitmap | undefined> {
    if (!this.hasPicture()) return undefined;
    const picture = await createImageBitmap(this.video).catch(() => undefined);
    if (this.hasPicture()) return picture;
    picture?.close();
    return undefined;
  }

  /** Of a camera that has ended Firefox gives a single pixel. */
  private hasPicture(): boolean {
    const isLive = this.camera?.readyState === 'live';
    return isLive && this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
  }
}
