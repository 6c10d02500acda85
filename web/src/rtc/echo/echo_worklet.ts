// In the thread of the sound: how loud the microphone (first input) and what is played (second input) are,
// frame by frame, a piece every two seconds. It gives out silence.
import { frameMs } from '../../state/echo';

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const framesPerPiece = 2000 / frameMs;
const samplesPerFrame = (sampleRate * frameMs) / 1000;

class EchoMeter extends AudioWorkletProcessor {
  private readonly powers = [0, 0];
  private samples = 0;
  private piece = [new Float32Array(framesPerPiece), new Float32Array(framesPerPiece)];
  private frames = 0;

  process(inputs: readonly Float32Array[][]): boolean {
    for (const index of [0, 1]) {
      const channels = inputs[index] ?? [];
      let power = 0;
      for (const channel of channels) for (const sample of channel) power += sample * sample;
      this.powers[index] = (this.powers[index] ?? 0) + power / Math.max(1, channels.length);
    }
    this.samples += 128;
    if (this.samples >= samplesPerFrame) this.endFrame();
    return true;
  }

  private endFrame(): void {
    for (const index of [0, 1]) {
      const mean = (this.powers[index] ?? 0) / samplesPerFrame;
      const levels = this.piece[index];
      if (levels) levels[this.frames] = 10 * Math.log10(mean + 1e-12);
      this.powers[index] = 0;
    }
    this.samples -= samplesPerFrame;
    this.frames += 1;
    if (this.frames < framesPerPiece) return;
    const [given, played] = this.piece;
    this.port.postMessage({ given, played });
    this.frames = 0;
  }
}

registerProcessor('echo-meter', EchoMeter);
