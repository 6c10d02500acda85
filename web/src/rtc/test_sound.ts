// A rising chord through the chosen loudspeaker, by the same way that the others are heard: an audio
// element, since not every browser lets an AudioContext choose.
import { playNotes } from './notes';
import { setSink } from './sound_player';

const notes = [523, 659, 784, 1047].map((hertz, index) => ({ hertz, atSeconds: index * 0.25 }));
const fadeSeconds = 0.5;

/** To be called from a click. */
export async function playTestSound(loudspeaker: string): Promise<void> {
  const context = new AudioContext();
  const output = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = output.stream;
  if (loudspeaker) setSink(element, loudspeaker);
  await Promise.all([context.resume(), element.play()]);
  const seconds = playNotes(context, output, notes);
  setTimeout(() => void context.close(), (seconds + fadeSeconds) * 1000);
}
