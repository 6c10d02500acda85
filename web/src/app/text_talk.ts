// Real-time text (EN 301 549, 6.2): carries out TextActions, and says when somebody has stopped typing.
import type { ServerMessage, TypedLine } from '../protocol/messages';
import type { Action } from '../state/app_reducer';
import { type AppState, Presence } from '../state/model';
import type { TextActions } from '../state/ports';
import type { Store } from '../state/store';
import { plainLine } from '../state/typed_text';
import type { Call } from './call';
import type { Stay } from './stay';
import { Typist } from './typist';

/** The sign of somebody who types stays as long after the last letter. */
const signMs = 2000;

export class TextTalk implements TextActions {
  private call: Call | undefined;
  private typist: Typist | undefined;
  private readonly signs = new Map<number, number>();

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
  ) {}

  type(typed: string): void {
    const text = plainLine(typed);
    this.store.dispatch({ type: 'ownText', text });
    this.showSign(this.store.state().conference.self);
    this.typist?.type(text);
  }

  finishLine(): void {
    this.store.dispatch({ type: 'ownTextFinished' });
    this.typist?.finish();
  }

  watch(): () => void {
    this.store.dispatch({ type: 'transcriptWatched', watched: true });
    return () => this.store.dispatch({ type: 'transcriptWatched', watched: false });
  }

  receive({ body }: ServerMessage): void {
    switch (body.case) {
      case 'welcome':
        if (body.value.state === Presence.INSIDE) this.lineUp(body.value.lines);
        break;
      case 'admitted':
        this.lineUp(body.value.lines);
        break;
      case 'sentToWait':
      case 'ended':
        this.typist?.stop();
        break;
      case 'textTyped':
        this.showSign(body.value.person);
        break;
    }
  }

  private lineUp(lines: readonly TypedLine[]): void {
    const call = this.stay.call();
    if (!call) return;
    if (call !== this.call) {
      this.call = call;
      this.typist = new Typist({
        send: (body) => call.outcome(body),
        wait: (ms) => new Promise((resume) => window.setTimeout(resume, ms)),
      });
    }
    const { self } = this.store.state().conference;
    const text = this.typist?.lineUp(lines.find(({ person }) => person === self)) ?? '';
    if (text === this.store.state().conference.transcript.own) return;
    this.store.dispatch({ type: 'ownText', text });
    this.showSign(self);
  }

  private showSign(person: number): void {
    window.clearTimeout(this.signs.get(person));
    const timer = window.setTimeout(() => {
      this.signs.delete(person);
      this.store.dispatch({ type: 'typingPaused', person });
    }, signMs);
    this.signs.set(person, timer);
  }
}
