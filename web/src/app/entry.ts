// The forms before the conference: creating, joining, coming back, signing in.
import type { AccountApi } from '../protocol/account_api';
import { ApiError } from '../protocol/http_line';
import { type OwnRoom, type RoomApi, roomOfTakenName } from '../protocol/room_api';
import type { Action } from '../state/app_reducer';
import type { AppState, Reentry, RoomRequest } from '../state/model';
import type { EntryActions } from '../state/ports';
import type { Store } from '../state/store';
import { creatorToken, keepCreatorToken } from './creator_tokens';
import type { Devices } from './devices';
import type { Pages } from './pages';
import { placeOf } from './places';
import type { Preferences } from './preferences';
import type { Stay } from './stay';

export interface EntryParts {
  store: Store<AppState, Action>;
  rooms: RoomApi;
  accounts: AccountApi;
  preferences: Preferences;
  devices: Devices;
  stay: Stay;
  pages: Pages;
}

export class Entry implements EntryActions {
  constructor(private readonly parts: EntryParts) {}

  createOrFind(name: string): void {
    const { rooms, pages } = this.parts;
    void this.submit(async () => {
      try {
        const room = await rooms.create({ name });
        keepCreatorToken(room);
        pages.go({ name: 'room', id: room.id });
      } catch (failure) {
        const id = roomOfTakenName(failure);
        if (id === undefined) throw failure;
        pages.go({ name: 'room', id });
      }
    });
  }

  create(request: RoomRequest): void {
    void this.submit(async () => {
      this.rememberName(request.ownName ?? '');
      const room = await this.parts.rooms.create(request);
      if (room.appointment && room.now < room.appointment.moderatorsFrom) {
        keepCreatorToken(room);
        this.parts.pages.goToNewRoom(room.id, room.mailed);
        return;
      }
      this.enterOwn(room, { created: true });
      if (room.mailed !== undefined) this.sayWhetherMailed(room.mailed);
    });
  }

  join(name: string, code: string): void {
    const { store, rooms, stay } = this.parts;
    const { roomId } = store.state();
    if (roomId === undefined) return;
    void this.submit(async () => {
      this.rememberName(name);
      const entry = { name, code, ...invitationOfPage() };
      const token = await rooms.join(roomId, entry, creatorToken(roomId));
      stay.enter(roomId, { token }, { typedCode: code });
    });
  }

  reenter(entry: Reentry): void {
    void this.submit(async () => {
      this.rememberName(entry.ownName);
      this.enterOwn(await this.parts.rooms.find(entry), { typedCode: entry.code });
    });
  }

  requestEmailCode(email: string): void {
    const { store, accounts } = this.parts;
    store.dispatch({ type: 'emailCode', emailCode: { phase: 'asking' } });
    accounts.requestEmailCode(email).then(
      () => store.dispatch({ type: 'emailCode', emailCode: { phase: 'sent' } }),
      (failure: unknown) => {
        const problem = problemOf(failure);
        store.dispatch({ type: 'emailCode', emailCode: { phase: 'none', problem } });
      },
    );
  }

  signIn(login: string, password: string): void {
    const { store, accounts, pages } = this.parts;
    void this.submit(async () => {
      const account = await accounts.signIn(login, password);
      store.dispatch({ type: 'account', account });
      pages.open(account.role === 'administrator' ? 'admin' : 'start');
    });
  }

  signOut(): void {
    const { store, accounts, pages } = this.parts;
    void this.submit(async () => {
      await accounts.signOut();
      store.dispatch({ type: 'account', account: undefined });
      pages.open('start');
    });
  }

  /** Straight into the conference, with microphone and camera as they were chosen last (R8). */
  private enterOwn(room: OwnRoom, how: { created?: boolean; typedCode?: string }): void {
    const { devices, stay, pages } = this.parts;
    keepCreatorToken(room);
    pages.setRoom(room.id);
    devices.renew();
    stay.enter(room.id, { token: room.token }, how);
    void devices.openAtStart();
  }

  private sayWhetherMailed(mailed: boolean): void {
    const key = mailed ? 'notice.invited' : 'notice.notInvited';
    this.parts.store.dispatch({ type: 'notice', key, tone: mailed ? 'info' : 'warning' });
  }

  private rememberName(name: string): void {
    this.parts.store.dispatch({ type: 'ownName', name });
    this.parts.preferences.rememberName(name);
  }

  private async submit(work: () => Promise<void>): Promise<void> {
    const { store } = this.parts;
    store.dispatch({ type: 'submit' });
    try {
      await work();
    } catch (failure) {
      const problem = problemOf(failure);
      if (problem === 'closed') this.parts.pages.configureAgain();
      store.dispatch({ type: 'formProblem', problem });
    }
  }
}

/** From the personal link that this page was opened by. */
function invitationOfPage(): { invitation?: string } {
  const place = placeOf(location.pathname, location.hash);
  const invitation = place.name === 'room' ? place.invitation : undefined;
  return invitation === undefined ? {} : { invitation };
}

function problemOf(failure: unknown): string {
  if (!(failure instanceof ApiError)) return 'network';
  // The same code means a name elsewhere; with an address it means that one.
  return typeof failure.body.address === 'string' ? 'bad_address' : failure.code;
}
