// Two short notes for moderators when somebody comes to the waiting room (R24).
import { playNotes } from './notes';

const notes = [
  { hertz: 660, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.17 },
];

export class KnockSound {
  private context: AudioContext | undefined;

  /** To be called from a click: lets the sound be heard that a browser would hold back. */
  wake(): void {
    if (this.context?.state === 'suspended') void this.context.resume();
  }

  play(): void {
    this.context ??= new AudioContext();
    if (this.context.state === 'suspended') void this.context.resume();
    playNotes(this.context, this.context.destination, notes);
  }
}
