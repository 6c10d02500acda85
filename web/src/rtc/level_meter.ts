// How loud a microphone is at this moment, 0 … 1, switched off or not: the hint for who speaks into a
// muted microphone needs it. Measured on a copy of the track; read, never kept in the state.

export class LevelMeter {
  private context: AudioContext | undefined;
  private original: MediaStreamTrack | null = null;
  private copy: MediaStreamTrack | undefined;
  private source: MediaStreamAudioSourceNode | undefined;
  private analyser: AnalyserNode | undefined;
  private samples = new Float32Array(0);

  watch(track: MediaStreamTrack | null): void {
    if (track === this.original && this.copy?.readyState === 'live') return;
    this.drop();
    this.original = track;
    if (!track) return;
    this.copy = track.clone();
    this.copy.enabled = true; // a track that is switched off is silent
    this.context ??= new AudioContext();
    if (!this.analyser) {
      this.analyser = this.context.createAnalyser();
      this.analyser.fftSize = 1024;
      this.samples = new Float32Array(this.analyser.fftSize);
    }
    try {
      this.source = this.context.createMediaStreamSource(new MediaStream([this.copy]));
      this.source.connect(this.analyser);
      this.resume();
    } catch {
      // Firefox refuses a microphone of another sample rate than the loudspeaker's: no meter then.
    }
  }

  /** Browsers hold an AudioContext back until there was a click; once each time is enough. */
  resume(): void {
    if (this.context?.state === 'suspended') void this.context.resume();
  }

  /** Speech lies between -50 and -10 dB; that range fills the meter. */
  level(): number {
    if (!this.analyser || !this.source || this.context?.state !== 'running') return 0;
    this.analyser.getFloatTimeDomainData(this.samples);
    let sum = 0;
    for (const sample of this.samples) sum += sample * sample;
    const decibel = 10 * Math.log10(sum / this.samples.length + 1e-10);
    return Math.min(1, Math.max(0, (decibel + 50) / 40));
  }

  close(): void {
    this.drop();
    void this.context?.close();
    this.context = undefined;
    this.analyser = undefined;
  }

  private drop(): void {
    this.source?.disconnect();
    this.source = undefined;
    this.copy?.stop();
    this.copy = undefined;
    this.original = null;
  }
}
