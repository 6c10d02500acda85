// The connection test as the pages ask for it; what it does loads with the first one.
import type { Action } from '../state/app_reducer';
import { emptyConnectionTest } from '../state/connection_test';
import type { AppState } from '../state/model';
import type { ConnectionTestActions } from '../state/ports';
import type { Store } from '../state/store';

export class ConnectionCheck implements ConnectionTestActions {
  private running: AbortController | undefined;

  constructor(private readonly store: Store<AppState, Action>) {}

  start(): void {
    this.stop();
    const running = new AbortController();
    this.running = running;
    void this.run(running.signal);
  }

  stop(): void {
    this.running?.abort();
    this.running = undefined;
    this.store.dispatch({ type: 'connectionTest', change: emptyConnectionTest });
  }

  private async run(ended: AbortSignal): Promise<void> {
    try {
      const { ConnectionRun } = await import('./connection_run');
      await new ConnectionRun(this.store, ended).run();
    } catch {
      if (ended.aborted) return;
      const change = { phase: 'failed', problem: 'network' } as const;
      this.store.dispatch({ type: 'connectionTest', change });
    }
  }
}
