// What the page and the background worker tell each other. `run` counts the cameras of one worker: what
// belongs to an earlier one is dropped.

export type Backdrop =
  /** radius in pixels of the model's picture. */
  { kind: 'blur'; radius: number } | { kind: 'picture'; picture: ImageBitmap };

export type ToWorker =
  | { type: 'backdrop'; backdrop: Backdrop }
  /** Where the browser has streams of pictures: nothing of them passes through the page. */
  | { type: 'output'; pictures: WritableStream<VideoFrame> }
  | { type: 'camera'; run: number; pictures: ReadableStream<VideoFrame> }
  /** Elsewhere: the worker asks, the page answers with one picture of the camera. */
  | { type: 'pull'; run: number }
  | { type: 'picture'; run: number; picture: ImageBitmap | undefined };

export type FromWorker =
  | { type: 'want'; run: number }
  | { type: 'drawn'; run: number; picture: ImageBitmap }
  /** The first picture of this run is out. */
  | { type: 'showing'; run: number }
  /** The model is there: from now on the person is seen. */
  | { type: 'ready' }
  | { type: 'slow'; slow: boolean }
  | { type: 'failed'; reason: string };
