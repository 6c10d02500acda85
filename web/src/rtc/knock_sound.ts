// Two short notes for moderators when somebody comes to the waiting room (R24). Made by the browser,
// no file is loaded.

const notes = [
  { hertz: 660, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.17 },
];
const noteSeconds = 0.3;
const loudness = 0.12;

export class KnockSound {
  private context: AudioContext | undefined;

  /** To be called from a click: lets the sound be heard that a browser would hold back. */
  wake(): void {
    if (this.context?.state === 'suspended') void this.context.resume();
  }

  play(): void {
    this.context ??= new AudioContext();
    if (this.context.state === 'suspended') void this.context.resume();
    for (const { hertz, atSeconds } of notes) {
      ring(this.context, hertz, this.context.currentTime + atSeconds);
    }
  }
}

function ring(context: AudioContext, hertz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(loudness, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + noteSeconds);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + noteSeconds);
}
