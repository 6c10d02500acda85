// How often pictures are worked on and how large, from what each has cost: a conference needs the
// processor for more than the background. Pure; times in milliseconds.

/** Part of one core that the background may take. */
const share = 0.6;
/** 30 pictures a second, with room for a camera that is not quite even. */
const shortestInterval = 28;
/** Above this, pictures are made half as wide and high. */
const costlyPicture = 40;
/** Fewer than about eight pictures a second, even so: the person is told. Less than that: no longer. */
const slowInterval = 125;
const fineInterval = 90;
/** The first pictures compile and allocate; they say nothing of the others. */
const warmUp = 5;
const fewestMeasured = 20;
const newest = 0.1;

export class Pace {
  private average = 0;
  private measured = -warmUp;
  private latest = Number.NEGATIVE_INFINITY;
  private halved = false;
  private tooSlow = false;

  /** False: this picture is left out. */
  take(now: number): boolean {
    if (now - this.latest < this.interval()) return false;
    this.latest = now;
    return true;
  }

  /** How long to wait before the next picture is worth asking for. */
  wait(now: number): number {
    return Math.max(0, this.latest + this.interval() - now);
  }

  spent(cost: number): void {
    this.measured += 1;
    if (this.measured <= 0) return;
    this.average = this.measured === 1 ? cost : this.average + (cost - this.average) * newest;
    if (this.measured < fewestMeasured) return;
    if (!this.halved && this.average > costlyPicture) this.halve();
    else if (this.halved && this.interval() > slowInterval) this.tooSlow = true;
    else if (this.interval() < fineInterval) this.tooSlow = false;
  }

  scale(): number {
    return this.halved ? 0.5 : 1;
  }

  isTooSlow(): boolean {
    return this.tooSlow;
  }

  private halve(): void {
    this.halved = true;
    this.measured = 0;
  }

  private interval(): number {
    return Math.max(shortestInterval, this.average / share);
  }
}
