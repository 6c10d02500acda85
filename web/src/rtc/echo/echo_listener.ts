// Measures how loud the own microphone and the sounds that this page plays are, side by side, as
// state/echo.ts wants to compare them. The sounds themselves stay where they are.
import type { Heard } from '../../state/echo';
import workletAddress from './echo_worklet?worker&url';

export class EchoListener {
  private readonly sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>();

  private readonly closing = new AbortController();

  private constructor(
    private readonly context: AudioContext,
    private readonly meter: AudioWorkletNode,
  ) {
    // Browsers hold an AudioContext back until there was a click.
    for (const event of ['pointerup', 'keydown'])
      document.addEventListener(event, () => this.resume(), { signal: this.closing.signal });
  }

  static async open(heard: (piece: Heard) => void): Promise<EchoListener> {
    const context = new AudioContext({ latencyHint: 'playback' });
    try {
      await context.audioWorklet.addModule(workletAddress);
      const meter = new AudioWorkletNode(context, 'echo-meter', { numberOfInputs: 2 });
      meter.port.onmessage = ({ data }: MessageEvent<Heard>) => heard(data);
      meter.connect(context.destination); // what leads nowhere is not computed; it is silent
      return new EchoListener(context, meter);
    } catch (failure) {
      void context.close();
      throw failure;
    }
  }

  /** Throws where Firefox refuses a microphone of another sample rate than the loudspeaker's. */
  listen(microphone: MediaStreamTrack, played: readonly MediaStreamTrack[]): void {
    const wanted = new Map([...played.map((track) => [track, 1] as const), [microphone, 0]]);
    for (const [track, source] of this.sources) {
      if (wanted.has(track)) continue;
      source.disconnect();
      this.sources.delete(track);
    }
    for (const [track, input] of wanted) {
      if (this.sources.has(track)) continue;
      const source = this.context.createMediaStreamSource(new MediaStream([track]));
      source.connect(this.meter, 0, input);
      this.sources.set(track, source);
    }
    this.resume();
  }

  close(): void {
    this.closing.abort();
    this.meter.port.onmessage = null;
    for (const source of this.sources.values()) source.disconnect();
    this.sources.clear();
    this.meter.disconnect();
    void this.context.close();
  }

  private resume(): void {
    if (this.context.state === 'suspended') void this.context.resume();
  }
}
