// Hands, muting, permitting, asking, roles: carries out ConductActions over the signalling line.
import {
  askToSwitchOn,
  lockRoom,
  lowerHands,
  raiseHand,
  setModerator,
  setPermitted,
  switchOff,
} from '../protocol/conduct_commands';
import type { CommandBody } from '../protocol/messages';
import type { Action } from '../state/app_reducer';
import type { AppState, MediaKind, Permitted } from '../state/model';
import type { ConductActions } from '../state/ports';
import type { Store } from '../state/store';
import type { Devices } from './devices';
import type { Stay } from './stay';

export class Conduct implements ConductActions {
  constructor(
    private readonly store: Store<AppState, Action>,
    private readonly stay: Stay,
    private readonly devices: Devices,
  ) {}

  raiseHand(up: boolean): void {
    void this.command(raiseHand(up));
  }

  lowerHands(people: readonly number[]): void {
    void this.command(lowerHands(people));
  }

  switchOff(kind: MediaKind, people: readonly number[]): void {
    void this.command(switchOff(kind, people));
  }

  askToSwitchOn(person: number, kind: MediaKind): void {
    void this.command(askToSwitchOn(person, kind));
  }

  answerRequest(yes: boolean): void {
    const { request } = this.store.state().conference;
    this.store.dispatch({ type: 'requestAnswered' });
    if (!yes || !request) return;
    const { wanted, sharing } = this.store.state().local;
    if (request.kind === 'microphone' && !wanted.microphone) this.devices.toggleMicrophone();
    if (request.kind === 'camera' && !wanted.camera) this.devices.toggleCamera();
    if (request.kind === 'screen' && !sharing) this.devices.toggleScreen();
  }

  permit(change: Partial<Permitted>): void {
    const permitted = this.store.state().conference.room?.permitted;
    if (permitted) void this.command(setPermitted({ ...permitted, ...change }));
  }

  setModerator(person: number, moderates: boolean): void {
    void this.command(setModerator(person, moderates));
  }

  lock(on: boolean): void {
    void this.command(lockRoom(on));
  }

  private async command(body: CommandBody): Promise<void> {
    if ((await this.stay.call()?.command(body)) !== false) return;
    this.store.dispatch({ type: 'notice', key: 'notice.refused', tone: 'warning' });
  }
}
