// The background worker: takes pictures of the camera, gives out pictures with another background. A
// failure ends it for good, and with it the camera: what cannot be made unrecognisable is not sent.
import { Compositor, outputSize, type Size } from './compositor';
import type { Backdrop, FromWorker, ToWorker } from './messages';
import { Pace } from './pace';
import { Segmenter, type Shape, shapeFor } from './segmenter';

const scope = self as unknown as {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
};

/** While the camera has no picture yet. */
const idleMs = 50;

const pace = new Pace();
let toldSlow = false;
let failed = false;
let run = 0;
let shown = 0;
let backdrop: Backdrop | undefined;
let output: WritableStreamDefaultWriter<VideoFrame> | undefined;
let shape: Shape | undefined;
let compositor: Compositor | undefined;
let segmenter: Segmenter | undefined;

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case 'backdrop':
      if (backdrop?.kind === 'picture') backdrop.picture.close();
      backdrop = data.backdrop;
      break;
    case 'output':
      output = data.pictures.getWriter();
      break;
    case 'camera':
      run = data.run;
      void guarded(() => streamed(data.run, data.pictures.getReader()));
      break;
    case 'pull':
      run = data.run;
      ask(data.run);
      break;
    case 'picture':
      void guarded(() => drawn(data.run, data.picture));
      break;
  }
};

/** Chromium: from stream to stream. */
async function streamed(
  mine: number,
  camera: ReadableStreamDefaultReader<VideoFrame>,
): Promise<void> {
  while (mine === run && !failed) {
    const { value: frame, done } = await camera.read();
    if (done) return;
    try {
      const size = { width: frame.displayWidth, height: frame.displayHeight };
      const canvas = pace.take(performance.now()) ? await composed(frame, size) : undefined;
      if (!canvas || mine !== run) continue;
      const { timestamp } = frame;
      await output?.write(new VideoFrame(canvas, { timestamp, alpha: 'discard' }));
      show(mine);
    } finally {
      frame.close();
    }
  }
  await camera.cancel();
}

/** Elsewhere: picture by picture, in our own pace, since timers of workers run on in hidden tabs. */
async function drawn(mine: number, camera: ImageBitmap | undefined): Promise<void> {
  const isWanted = mine === run && !failed;
  if (isWanted && camera && pace.take(performance.now())) {
    const canvas = await composed(camera, camera);
    if (canvas && mine === run) {
      const picture = canvas.transferToImageBitmap();
      scope.postMessage({ type: 'drawn', run: mine, picture }, [picture]);
      show(mine);
    }
  }
  camera?.close();
  if (isWanted) setTimeout(() => ask(mine), camera ? pace.wait(performance.now()) : idleMs);
}

function ask(mine: number): void {
  if (mine === run && !failed) scope.postMessage({ type: 'want', run: mine });
}

async function composed(
  camera: CanvasImageSource,
  size: Size,
): Promise<OffscreenCanvas | undefined> {
  if (!backdrop) return undefined;
  const begin = performance.now();
  const wanted = shapeFor(size.width, size.height);
  if (shape !== wanted || !compositor) {
    shape = wanted;
    compositor = new Compositor(wanted);
    void guarded(() => learn(wanted));
  }
  const model = segmenter?.shape === wanted ? segmenter : undefined;
  const canvas = await compositor.compose(camera, outputSize(size, pace.scale()), backdrop, model);
  if (model) pace.spent(performance.now() - begin);
  tellPace();
  return canvas;
}

/** Until the model is there, all of the picture is background. */
async function learn(wanted: Shape): Promise<void> {
  const loaded = await Segmenter.load(wanted);
  if (shape !== wanted) {
    loaded.close();
    return;
  }
  segmenter?.close();
  segmenter = loaded;
  scope.postMessage({ type: 'ready' });
}

function show(mine: number): void {
  if (shown === mine) return;
  shown = mine;
  scope.postMessage({ type: 'showing', run: mine });
}

function tellPace(): void {
  const slow = pace.isTooSlow();
  if (slow === toldSlow) return;
  toldSlow = slow;
  scope.postMessage({ type: 'slow', slow });
}

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    failed = true;
    scope.postMessage({ type: 'failed', reason: String(failure) });
  }
}
