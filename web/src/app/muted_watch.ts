// Listens to a microphone that is switched off, and tells when somebody seems to speak into it: the
// hint stays a while after the last word. What is heard goes nowhere.
import { levelPaceMs, MutedSpeech } from '../state/muted_speech';

const hintMs = 4000;

export class MutedWatch {
  private readonly speech = new MutedSpeech();
  private timer: number | undefined;
  private quietFor = hintMs;
  private told = false;

  constructor(
    private readonly level: () => number,
    private readonly tell: (speaks: boolean) => void,
  ) {}

  start(): void {
    this.timer ??= window.setInterval(() => this.listen(), levelPaceMs);
  }

  stop(): void {
    window.clearInterval(this.timer);
    this.timer = undefined;
    this.speech.forget();
    this.quietFor = hintMs;
    this.say(false);
  }

  private listen(): void {
    this.quietFor = this.speech.hear(this.level()) ? 0 : this.quietFor + levelPaceMs;
    this.say(this.quietFor < hintMs);
  }

  private say(speaks: boolean): void {
    if (speaks === this.told) return;
    this.told = speaks;
    this.tell(speaks);
  }
}
