// Listens during a call, while the own microphone is on, for what the others would hear as an echo of
// themselves, and tells the state. Where it cannot listen it stays silent: a hint is no part of the call.
import { EchoListener } from '../rtc/echo/echo_listener';
import type { Action } from '../state/app_reducer';
import { EchoJudge } from '../state/echo';
import type { AppState } from '../state/model';
import type { Store } from '../state/store';

export class EchoWatch {
  private readonly judge = new EchoJudge();
  private listener: EchoListener | undefined;
  private microphone: MediaStreamTrack | undefined;
  private played: readonly MediaStreamTrack[] = [];
  private isOpening = false;

  constructor(private readonly store: Store<AppState, Action>) {}

  listen(microphone: MediaStreamTrack | null, played: readonly MediaStreamTrack[]): void {
    if (!microphone) {
      this.stop();
      return;
    }
    if (microphone !== this.microphone) this.judge.forget();
    this.microphone = microphone;
    this.played = played;
    if (this.listener) this.connect(this.listener);
    else if (!this.isOpening) void this.open();
  }

  stop(): void {
    this.microphone = undefined;
    this.judge.forget();
    this.listener?.close();
    this.listener = undefined;
  }

  private async open(): Promise<void> {
    this.isOpening = true;
    const listener = await EchoListener.open((piece) => {
      if (this.judge.hear(piece)) this.tell();
    }).catch(() => undefined);
    this.isOpening = false;
    if (!listener) return;
    if (!this.microphone) {
      listener.close();
      return;
    }
    this.listener = listener;
    this.connect(listener);
  }

  private connect(listener: EchoListener): void {
    if (!this.microphone) return;
    try {
      listener.listen(this.microphone, this.played);
    } catch {
      this.stop();
    }
  }

  private tell(): void {
    const { echoes } = this.store.state().local;
    this.store.dispatch({ type: 'local', change: { echoes: echoes + 1 } });
  }
}
