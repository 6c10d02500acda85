// Short notes, made by the browser: no file is loaded.

export interface Note {
  hertz: number;
  atSeconds: number;
}

const noteSeconds = 0.3;
const loudness = 0.12;

/** Answers how many seconds they sound. */
export function playNotes(
  context: AudioContext,
  output: AudioNode,
  notes: readonly Note[],
): number {
  for (const { hertz, atSeconds } of notes) {
    ring(context, output, hertz, context.currentTime + atSeconds);
  }
  return Math.max(...notes.map(({ atSeconds }) => atSeconds)) + noteSeconds;
}

function ring(context: AudioContext, output: AudioNode, hertz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hertz;
  volume.gain.setValueAtTime(loudness, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + noteSeconds);
  tone.connect(volume).connect(output);
  tone.start(at);
  tone.stop(at + noteSeconds);
}
