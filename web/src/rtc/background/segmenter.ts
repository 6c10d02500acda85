// The model that tells person from background (MediaPipe Selfie Segmentation, Apache-2.0) on LiteRT's
// WebAssembly. Runs in the background worker. Both come from npm packages and lie among our own files.
import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';
import squareModel from '@mediapipe/selfie_segmentation/selfie_segmentation.tflite?url';
import landscapeModel from '@mediapipe/selfie_segmentation/selfie_segmentation_landscape.tflite?url';

export interface Shape {
  width: number;
  height: number;
  model: string;
}

const landscape: Shape = { width: 256, height: 144, model: landscapeModel };
const square: Shape = { width: 256, height: 256, model: squareModel };

/** The one whose picture is distorted least: phones are held upright. */
export function shapeFor(width: number, height: number): Shape {
  return width > height ? landscape : square;
}

let runtime: Promise<unknown> | undefined;

export class Segmenter {
  private constructor(
    readonly shape: Shape,
    private readonly model: CompiledModel,
    private readonly input: Float32Array<ArrayBuffer>,
  ) {}

  static async load(shape: Shape): Promise<Segmenter> {
    runtime ??= loadLiteRt(''); // litert_module.ts knows where it is
    await runtime;
    const model = await loadAndCompile(shape.model, { accelerator: 'wasm' });
    return new Segmenter(shape, model, new Float32Array(shape.width * shape.height * 3));
  }

  /** Probabilities that a pixel belongs to the person, handed to `use` while they are valid. */
  async run(rgba: Uint8ClampedArray, use: (person: ArrayLike<number>) => void): Promise<void> {
    for (let from = 0, to = 0; to < this.input.length; from += 4, to += 3) {
      this.input[to] = (rgba[from] ?? 0) / 255;
      this.input[to + 1] = (rgba[from + 1] ?? 0) / 255;
      this.input[to + 2] = (rgba[from + 2] ?? 0) / 255;
    }
    const input = new Tensor(this.input, [1, this.shape.height, this.shape.width, 3]);
    try {
      const outputs = await this.model.run(input);
      const [person] = outputs;
      if (person) use(await person.data());
      for (const output of outputs) output.delete();
    } finally {
      input.delete();
    }
  }

  close(): void {
    this.model.delete();
  }
}
