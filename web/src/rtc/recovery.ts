// When to restart ICE: after two seconds of `disconnected`, at once after `failed` or when the
// network changed or the machine slept. A restart that has not connected after eight seconds is tried again; after two, a
// new peer connection is better. Pure but for the injected timers.

export interface Timers {
  setTimer(run: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
}

export interface RecoveryEvents {
  restartIce(): void;
  rebuild(): void;
}

export const disconnectedPatienceMs = 2000;
export const restartPatienceMs = 8000;
export const restartsBeforeRebuild = 2;

export class Recovery {
  private timer: number | undefined;
  private restarts = 0;

  constructor(
    private readonly timers: Timers,
    private readonly events: RecoveryEvents,
  ) {}

  stateChanged(state: RTCPeerConnectionState): void {
    switch (state) {
      case 'connected':
        this.restarts = 0;
        this.cancel();
        break;
      case 'disconnected':
        if (this.timer === undefined) this.later(disconnectedPatienceMs);
        break;
      case 'failed':
        this.act();
        break;
    }
  }

  /** Another interface or address: the old path may be dead without having been noticed. */
  networkChanged(): void {
    this.restarts = 0;
    this.act();
  }

  stop(): void {
    this.cancel();
  }

  private act(): void {
    this.cancel();
    if (this.restarts >= restartsBeforeRebuild) {
      this.restarts = 0;
      this.events.rebuild();
      return;
    }
    this.restarts++;
    this.later(restartPatienceMs);
    this.events.restartIce();
  }

  private later(delayMs: number): void {
    this.timer = this.timers.setTimer(() => this.act(), delayMs);
  }

  private cancel(): void {
    if (this.timer !== undefined) this.timers.clearTimer(this.timer);
    this.timer = undefined;
  }
}
