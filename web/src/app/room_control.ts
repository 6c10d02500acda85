// What a person asks of the room she is in: carries out RoomActions over the signalling line.
import type { CommandBody } from '../protocol/messages';
import { admit, reject, remove, sendToWait } from '../protocol/moderation_commands';
import {
  endRoom,
  getAccessData,
  pauseRoom,
  setAccessCode,
  setWaitingRoom,
} from '../protocol/room_commands';
import { leave } from '../protocol/session_commands';
import type { Action } from '../state/app_reducer';
import type { AppState } from '../state/model';
import type { RoomActions } from '../state/ports';
import type { Store } from '../state/store';
import type { Stay } from './stay';

export class RoomControl implements RoomActions {
  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
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

  pause(): void {
    void this.command(pauseRoom());
  }

  /** A command that ends the stay is answered by its end, which leaves the conference page. */
  private async command(body: CommandBody): Promise<void> {
    const done = await this.stay.call()?.command(body);
    if (done !== false || this.store.state().page.name !== 'conference') return;
    this.store.dispatch({ type: 'notice', key: 'notice.refused', tone: 'warning' });
  }
}
