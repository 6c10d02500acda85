// RNNoise in an AudioWorklet, on one microphone. It works on 48 kHz alone, in pieces of 10 ms. Loaded on
// first use; worklet and WebAssembly come from @sapphi-red/web-noise-suppressor (MIT; RNNoise: BSD).
import { loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor';
import url from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import workletAddress from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';

const sampleRate = 48_000;
const maxChannels = 1;

export class NoiseStudio {
  private constructor(
    private readonly context: AudioContext,
    private readonly source: MediaStreamAudioSourceNode,
    private readonly filter: RnnoiseWorkletNode,
    private readonly sink: MediaStreamAudioDestinationNode,
  ) {}

  static async open(microphone: MediaStreamTrack, changed: () => void): Promise<NoiseStudio> {
    const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    try {
      const [wasmBinary] = await Promise.all([
        loadRnnoise({ url, simdUrl }),
        context.audioWorklet.addModule(workletAddress),
      ]);
      const filter = new RnnoiseWorkletNode(context, { maxChannels, wasmBinary });
      const source = context.createMediaStreamSource(new MediaStream([microphone]));
      const sink = new MediaStreamAudioDestinationNode(context, { channelCount: maxChannels });
      source.connect(filter).connect(sink);
      context.addEventListener('statechange', changed);
      const studio = new NoiseStudio(context, source, filter, sink);
      studio.resume();
      return studio;
    } catch (failure) {
      void context.close();
      throw failure;
    }
  }

  /** Null while the browser holds the context back: it would be silence. */
  output(): MediaStreamTrack | null {
    if (this.context.state !== 'running') return null;
    return this.sink.stream.getAudioTracks()[0] ?? null;
  }

  resume(): void {
    if (this.context.state === 'suspended') void this.context.resume();
  }

  close(): void {
    this.source.disconnect();
    this.filter.destroy();
    this.filter.disconnect();
    void this.context.close();
  }
}
