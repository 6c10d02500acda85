// Watches the own line while a call runs: every few seconds what the browser has counted, the level to
// the state, and its changes to the server, which tells the others.
import { reportLine } from '../protocol/conduct_commands';
import type { CommandBody } from '../protocol/messages';
import { LineQuality } from '../protocol/messages';
import { lineSample } from '../rtc/line_sample';
import type { Peer } from '../rtc/peer';
import type { Timers } from '../rtc/recovery';
import type { Action } from '../state/app_reducer';
import {
  type LineSample,
  qualityBetween,
  samplesKept,
  settledQuality,
} from '../state/line_quality';
import { type AppState, Role } from '../state/model';
import { self } from '../state/selectors';
import type { Store } from '../state/store';

/** The server takes a report every two seconds. */
const everyMs = 3000;

export interface LineWatchParts {
  store: Store<AppState, Action>;
  timers: Timers;
  peer(): Peer | undefined;
  tell(body: CommandBody): void;
}

export class LineWatch {
  private connection: RTCPeerConnection | undefined;
  private before: LineSample | undefined;
  private recent: LineQuality[] = [];
  private timer: number | undefined;

  constructor(private readonly parts: LineWatchParts) {}

  start(): void {
    this.timer = this.parts.timers.setTimer(() => {
      this.start();
      void this.look();
    }, everyMs);
  }

  stop(): void {
    if (this.timer !== undefined) this.parts.timers.clearTimer(this.timer);
    this.timer = undefined;
  }

  private async look(): Promise<void> {
    const connection = this.parts.peer()?.connection;
    if (connection !== this.connection) this.forget(connection);
    if (!connection || connection.connectionState === 'new') return;
    const sample = await lineSample(connection);
    if (connection !== this.connection) return;
    const { before } = this;
    this.before = sample;
    if (!before) return;
    this.recent = [...this.recent, qualityBetween(before, sample)].slice(-samplesKept);
    const shown = this.parts.store.state().conference.ownLine;
    const line = settledQuality(shown, this.recent);
    if (line !== shown) this.parts.store.dispatch({ type: 'ownLine', line });
    this.report(line);
  }

  /** A new connection knows nothing yet; what is shown stays until it does. */
  private forget(connection: RTCPeerConnection | undefined): void {
    this.connection = connection;
    this.before = undefined;
    this.recent = [];
  }

  private report(line: LineQuality): void {
    const person = self(this.parts.store.state());
    if (!person || person.role === Role.OBSERVER || line === LineQuality.UNSPECIFIED) return;
    if (person.line !== line) this.parts.tell(reportLine(line));
  }
}
