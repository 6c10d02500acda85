// What a person asks of the room she is in: carries out RoomActions over the signalling line.
import { ApiError } from '../protocol/http_line';
import type { CommandBody } from '../protocol/messages';
import { admit, reject, remove, sendToWait } from '../protocol/moderation_commands';
import type { RoomApi } from '../protocol/room_api';
import {
  endRoom,
  getAccessData,
  pauseRoom,
  setAccessCode,
  setWaitingRoom,
} from '../protocol/room_commands';
import { leave } from '../protocol/session_commands';
import type { Action } from '../state/app_reducer';
import type { AppState, MailedInvitation } from '../state/model';
import type { RoomActions } from '../state/ports';
import type { Store } from '../state/store';
import type { Stay } from './stay';

export class RoomControl implements RoomActions {
  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
    private readonly rooms: RoomApi,
  ) {}

  leave(): void {
    void this.stay
      .call()
      ?.command(leave())
      .finally(() => this.stay.end('left'));
  }

  endForAll(): void {
    void this.command(endRoom());
  }

  admit(people: readonly number[]): void {
    void this.command(admit(people));
  }

  reject(people: readonly number[]): void {
    void this.command(reject(people));
  }

  remove(person: number, bar: boolean): void {
    void this.command(remove(person, bar));
  }

  sendToWait(person: number): void {
    void this.command(sendToWait(person));
  }

  setWaitingRoom(on: boolean): void {
    void this.command(setWaitingRoom(on));
  }

  setAccessCode(code: string): void {
    void this.command(setAccessCode(code)).then(() => this.loadAccessData());
  }

  loadAccessData(): void {
    void this.command(getAccessData());
  }

  mailInvitation(invitation: MailedInvitation): void {
    this.store.dispatch({ type: 'submit' });
    this.mail(invitation).then(
      () => this.store.dispatch({ type: 'invited' }),
      (failure: unknown) => {
        const problem = failure instanceof ApiError ? failure.code : 'network';
        this.store.dispatch({ type: 'formProblem', problem });
      },
    );
  }

  pause(): void {
    void this.command(pauseRoom());
  }

  /** The token is asked for each time: the dialog may have been open for longer than it lasts. */
  private async mail(invitation: MailedInvitation): Promise<void> {
    await this.command(getAccessData());
    const { roomId, conference } = this.store.state();
    if (roomId === undefined || !conference.accessData) throw new ApiError('network');
    await this.rooms.invite(roomId, conference.accessData.token, invitation);
  }

  /** A command that ends the stay is answered by its end, which leaves the conference page. */
  private async command(body: CommandBody): Promise<void> {
    const done = await this.stay.call()?.command(body);
    if (done !== false || this.store.state().page.name !== 'conference') return;
    this.store.dispatch({ type: 'notice', key: 'notice.refused', tone: 'warning' });
  }
}
