// The administrator's page: carries out AdminActions, and keeps its lists fresh while it is seen.
import type { AdminApi, IssuedPasswords } from '../protocol/admin_api';
import { ApiError } from '../protocol/http_line';
import type { Action } from '../state/app_reducer';
import {
  type AccountChange,
  type AppState,
  linesPerPage,
  type NewAccounts,
  type Search,
} from '../state/model';
import type { AdminActions, PageActions } from '../state/ports';
import type { Store } from '../state/store';

export interface AdminParts {
  store: Store<AppState, Action>;
  admin: AdminApi;
  pages: PageActions;
  /** The page is on a screen. */
  isSeen(): boolean;
}

const refreshMs = 10_000;
const typingMs = 250;

export class Admin implements AdminActions {
  private watching = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the latest refresh: an answer that a later one has overtaken is not shown. */
  private turn = 0;

  constructor(private readonly parts: AdminParts) {}

  watch(): () => void {
    this.watching = true;
    void this.refresh();
    return () => {
      this.watching = false;
      clearTimeout(this.timer);
    };
  }

  searchRooms(text: string): void {
    this.look({ rooms: { text, limit: linesPerPage } });
  }

  searchAccounts(text: string): void {
    this.look({ accountSearch: { text, limit: linesPerPage } });
  }

  moreRooms(): void {
    this.look({ rooms: longer(this.state().rooms) }, 0);
  }

  moreAccounts(): void {
    this.look({ accountSearch: longer(this.state().accountSearch) }, 0);
  }

  endRoom(id: string, done: () => void): void {
    this.act(() => this.parts.admin.endRoom(id), done);
  }

  closeService(notice: string, endRunning: boolean, done: () => void): void {
    this.act(() => this.parts.admin.closeService(notice, endRunning), done);
  }

  openService(done: () => void): void {
    this.act(() => this.parts.admin.openService(), done);
  }

  addAccounts(wanted: NewAccounts, done: () => void): void {
    this.act(async () => this.show(await this.parts.admin.addAccounts(wanted)), done);
  }

  newPassword(login: string, done: () => void): void {
    this.act(async () => this.show(await this.parts.admin.newPassword(login)), done);
  }

  forgetPasswords(): void {
    this.show(undefined);
  }

  changeAccount(login: string, change: AccountChange, done: () => void): void {
    this.act(() => this.parts.admin.changeAccount(login, change), done);
  }

  removeAccount(login: string, done: () => void): void {
    this.act(() => this.parts.admin.removeAccount(login), done);
  }

  begin(): void {
    this.parts.store.dispatch({ type: 'formDone' });
  }

  private state() {
    return this.parts.store.state().admin;
  }

  private show(passwords: IssuedPasswords | undefined): void {
    this.parts.store.dispatch({ type: 'admin', change: { passwords } });
  }

  private look(change: { rooms?: Search; accountSearch?: Search }, afterMs = typingMs): void {
    this.parts.store.dispatch({ type: 'admin', change });
    this.refreshIn(afterMs);
  }

  private act(work: () => Promise<void>, done: () => void): void {
    const { store } = this.parts;
    store.dispatch({ type: 'submit' });
    work().then(
      async () => {
        await this.refresh();
        store.dispatch({ type: 'formDone' });
        done();
      },
      (failure: unknown) => this.failed(failure),
    );
  }

  private failed(failure: unknown): void {
    const { store, pages } = this.parts;
    const code = failure instanceof ApiError ? failure.code : 'network';
    if (code === 'bad_token') {
      store.dispatch({ type: 'account', account: undefined });
      pages.open('signIn');
    } else {
      store.dispatch({ type: 'formProblem', problem: code });
    }
  }

  private refreshIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.refresh(), ms);
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.watching) return;
    this.turn += 1;
    const { turn } = this;
    if (this.parts.isSeen()) await this.read(turn);
    if (this.watching && turn === this.turn) this.refreshIn(refreshMs);
  }

  private async read(turn: number): Promise<void> {
    const { store, admin } = this.parts;
    const { rooms, accountSearch } = this.state();
    try {
      const [overview, accounts] = await Promise.all([
        admin.overview(rooms),
        admin.accounts(accountSearch),
      ]);
      const current = this.watching && turn === this.turn;
      if (current) store.dispatch({ type: 'admin', change: { overview, accounts, stale: false } });
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === 'bad_token') return this.failed(failure);
      store.dispatch({ type: 'admin', change: { stale: true } });
    }
  }
}

function longer({ text, limit }: Search): Search {
  return { text, limit: limit + linesPerPage };
}
