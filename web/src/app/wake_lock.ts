// The screen stays on while there is a conference (R51). Browsers take the lock away when the page is
// hidden; it is asked for again when the page is back.

export class WakeLock {
  private wanted = false;
  private lock: WakeLockSentinel | undefined;

  constructor() {
    document.addEventListener('visibilitychange', () => void this.ask());
  }

  hold(wanted: boolean): void {
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    if (wanted) void this.ask();
    else this.release();
  }

  private async ask(): Promise<void> {
    const missing = this.lock === undefined || this.lock.released;
    if (!this.wanted || !missing || document.visibilityState !== 'visible') return;
    try {
      this.lock = await navigator.wakeLock?.request('screen');
      if (!this.wanted) this.release();
    } catch {
      // Battery saving, or a browser without it: the screen goes out as it always does.
    }
  }

  private release(): void {
    void this.lock?.release();
    this.lock = undefined;
  }
}
