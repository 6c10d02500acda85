// Carries out ChatActions over the signalling line. Nothing is kept: a message that was not sent waits
// in the page for its writer to decide.
import { react, sendChat } from '../protocol/chat_commands';
import type { Action, ChatChange } from '../state/app_reducer';
import { everybody, lengthOf, longestMessage } from '../state/chat';
import type { AppState } from '../state/model';
import type { ChatActions } from '../state/ports';
import type { ReactionKind } from '../state/reactions';
import type { Store } from '../state/store';
import type { Stay } from './stay';

/** Far below what the server takes from one line, and as fast as anybody means it. */
const reactionPauseMs = 300;

export class Chat implements ChatActions {
  private lastId = 0;
  private reactedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
  ) {}

  address(to: number): void {
    this.change({ does: 'address', to });
  }

  draft(to: number, text: string): void {
    this.change({ does: 'draft', to, text });
  }

  send(): void {
    const { recipient, drafts } = this.store.state().conference.chat;
    const text = (drafts[recipient] ?? '').trim();
    if (text === '' || lengthOf(text) > longestMessage) return;
    this.draft(recipient, '');
    this.lastId += 1;
    void this.deliver({ id: this.lastId, to: recipient, toName: this.nameOf(recipient), text });
  }

  sendAgain(id: number): void {
    const { outbox } = this.store.state().conference.chat;
    const message = outbox.find((waiting) => waiting.id === id);
    if (message) void this.deliver(message);
  }

  giveUp(id: number): void {
    this.change({ does: 'finish', id });
  }

  read(reading: boolean): void {
    this.change({ does: 'read', reading });
    this.stay.call()?.remember();
  }

  react(kind: ReactionKind): void {
    const now = performance.now();
    if (now - this.reactedAt < reactionPauseMs) return;
    this.reactedAt = now;
    void this.stay.call()?.command(react(kind));
  }

  reactionOver(id: number): void {
    this.store.dispatch({ type: 'reactionOver', id });
  }

  /** Answered with done only after it has come back as a message, so it is never shown twice. */
  private async deliver(message: {
    id: number;
    to: number;
    toName: string;
    text: string;
  }): Promise<void> {
    const { id, to, text } = message;
    this.change({ does: 'send', message });
    if (await this.stay.call()?.command(sendChat(to, text))) {
      this.change({ does: 'finish', id });
      return;
    }
    const lost = this.store.state().conference.line === 'lost';
    const gone = to !== everybody && this.nameOf(to) === '';
    this.change({ does: 'fail', id, failure: lost ? 'line' : gone ? 'gone' : 'refused' });
  }

  private nameOf(id: number): string {
    const { people } = this.store.state().conference;
    return people.find((person) => person.id === id)?.name ?? '';
  }

  private change(change: ChatChange): void {
    this.store.dispatch({ type: 'chat', change });
  }
}
