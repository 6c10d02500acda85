// Polls: carries out PollActions over the signalling line.
import { closePoll, createPoll, removePoll, vote } from '../protocol/beside_commands';
import type { CommandBody } from '../protocol/messages';
import type { Action } from '../state/app_reducer';
import type { AppState, PollDraft } from '../state/model';
import type { PollActions } from '../state/ports';
import type { Store } from '../state/store';
import type { Stay } from './stay';

export class Polling implements PollActions {
  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
  ) {}

  draft(change: Partial<PollDraft> | undefined): void {
    this.store.dispatch({ type: 'pollDraft', change });
  }

  create(draft: PollDraft, ended: (taken: boolean) => void): void {
    void this.command(createPoll(draft)).then(ended);
  }

  vote(poll: number, answers: readonly number[]): void {
    void this.command(vote(poll, answers)).then((taken) => {
      if (!taken) return;
      this.store.dispatch({ type: 'voted', poll, answers });
      const key = answers.length > 0 ? 'notice.voted' : 'notice.voteWithdrawn';
      this.store.dispatch({ type: 'notice', key, tone: 'info' });
    });
  }

  close(poll: number): void {
    void this.command(closePoll(poll));
  }

  remove(poll: number): void {
    void this.command(removePoll(poll));
  }

  see(): void {
    this.store.dispatch({ type: 'pollsSeen' });
  }

  private async command(body: CommandBody): Promise<boolean> {
    const taken = (await this.stay.call()?.command(body)) === true;
    if (!taken) this.store.dispatch({ type: 'notice', key: 'notice.refused', tone: 'warning' });
    return taken;
  }
}
