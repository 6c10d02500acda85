// The calls of docs/api.md below /api/admin. The session's cookie proves who asks.
import { type HttpLine, type Json, list, number, object, text } from './http_line';

export interface Service {
  /** The notice; empty while the service is open. */
  closed: string;
  version: string;
  profile: string;
  accessLogDays: number;
  /** Seconds; undefined where there is no limit, or no pausing. */
  idleLimit: number | undefined;
  pauseLimit: number | undefined;
}

/** Nothing that is said in it, nobody's name. */
export interface ExistingRoom {
  id: string;
  name: string;
  paused: boolean;
  inside: number;
  waiting: number;
  /** In seconds. */
  age: number;
}

export interface Overview {
  service: Service;
  counts: { rooms: number; people: number; waiting: number };
  rooms: ExistingRoom[];
  /** Rooms that were found, shown or not. */
  total: number;
}

export interface ListedAccount {
  login: string;
  role: 'organiser' | 'administrator';
  released: boolean;
  disabled: boolean;
}

export interface AccountPage {
  accounts: ListedAccount[];
  total: number;
}

/** Passwords in clear, told this once: as a list, for a spreadsheet and for the printer. */
export interface IssuedPasswords {
  issued: { login: string; password: string }[];
  csv: string;
  sheet: string;
}

export interface Search {
  text: string;
  limit: number;
}

/** One login, or `count` of them behind a prefix. */
export interface NewAccounts {
  login?: string;
  prefix?: string;
  count?: number;
  role: ListedAccount['role'];
  released: boolean;
}

export type AccountChange = 'release' | 'withdraw' | 'disable' | 'enable';

export class AdminApi {
  constructor(private readonly line: HttpLine) {}

  async overview(search: Search): Promise<Overview> {
    const body = await this.line.call('GET', `/api/admin/overview?${query(search)}`);
    const service = object(body.service);
    const counts = object(body.counts);
    return {
      service: {
        closed: text(service.closed),
        version: text(service.version),
        profile: text(service.profile),
        accessLogDays: number(service.access_log_days),
        idleLimit: limit(service.idle_limit),
        pauseLimit: limit(service.pause_limit),
      },
      counts: {
        rooms: number(counts.rooms),
        people: number(counts.people),
        waiting: number(counts.waiting),
      },
      rooms: list(body.rooms).map((room) => ({
        id: text(room.id),
        name: text(room.name),
        paused: room.state === 'paused',
        inside: number(room.inside),
        waiting: number(room.waiting),
        age: number(room.age),
      })),
      total: number(body.total),
    };
  }

  async endRoom(id: string): Promise<void> {
    await this.line.call('DELETE', `/api/admin/rooms/${encodeURIComponent(id)}`);
  }

  async closeService(notice: string, endRunning: boolean): Promise<void> {
    const body = { closed: notice, end_running: endRunning };
    await this.line.call('PUT', '/api/admin/service', { body });
  }

  async openService(): Promise<void> {
    await this.line.call('PUT', '/api/admin/service', { body: { closed: null } });
  }

  async accounts(search: Search): Promise<AccountPage> {
    const body = await this.line.call('GET', `${accounts}?${query(search)}`);
    return {
      accounts: list(body.accounts).map((account) => ({
        login: text(account.login),
        role: account.role === 'administrator' ? 'administrator' : 'organiser',
        released: account.released === true,
        disabled: account.disabled === true,
      })),
      total: number(body.total),
    };
  }

  async addAccounts(wanted: NewAccounts): Promise<IssuedPasswords> {
    return passwords(await this.line.call('POST', accounts, { body: { ...wanted } }));
  }

  async changeAccount(login: string, change: AccountChange): Promise<void> {
    await this.line.call('POST', `${accountPath(login)}/${change}`);
  }

  async newPassword(login: string): Promise<IssuedPasswords> {
    return passwords(await this.line.call('POST', `${accountPath(login)}/password`));
  }

  async removeAccount(login: string): Promise<void> {
    await this.line.call('DELETE', accountPath(login));
  }
}

const accounts = '/api/admin/accounts';

function accountPath(login: string): string {
  return `${accounts}/${encodeURIComponent(login)}`;
}

function query(search: Search): string {
  return new URLSearchParams({ search: search.text, limit: String(search.limit) }).toString();
}

function limit(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function passwords(body: Json): IssuedPasswords {
  return {
    issued: list(body.issued).map((one) => ({
      login: text(one.login),
      password: text(one.password),
    })),
    csv: text(body.csv),
    sheet: text(body.sheet),
  };
}
