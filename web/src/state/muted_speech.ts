// Notices that somebody speaks into a microphone that is switched off: loud for most of a second. Fed
// with levels 0 … 1 at a steady pace; pure.

export const levelPaceMs = 100;

const loud = 0.45;
const window = 10;
const loudEnough = 7;

export class MutedSpeech {
  private levels: boolean[] = [];

  /** True while it sounds like speech. */
  hear(level: number): boolean {
    this.levels = [...this.levels, level >= loud].slice(-window);
    return this.levels.filter(Boolean).length >= loudEnough;
  }

  /** Another microphone, or it was switched on meanwhile. */
  forget(): void {
    this.levels = [];
  }
}
