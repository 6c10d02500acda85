// The calls of docs/api.md that prove who creates rooms: codes by e-mail, and accounts, whose cookie
// the browser keeps and no script reads.
import { type HttpLine, type Json, text } from './http_line';

export interface Account {
  login: string;
  role: 'organiser' | 'administrator';
  mayCreate: boolean;
}

export class AccountApi {
  constructor(private readonly line: HttpLine) {}

  /** Done whether or not the mailbox exists: the answer tells nobody. */
  async requestEmailCode(email: string): Promise<void> {
    await this.line.call('POST', '/api/email-codes', { body: { email } });
  }

  /** Undefined when nobody is signed in, when the server has no accounts or gives no answer. */
  async session(): Promise<Account | undefined> {
    try {
      return account(await this.line.call('GET', '/api/session'));
    } catch {
      return undefined;
    }
  }

  async signIn(login: string, password: string): Promise<Account> {
    return account(await this.line.call('POST', '/api/session', { body: { login, password } }));
  }

  async signOut(): Promise<void> {
    await this.line.call('DELETE', '/api/session');
  }
}

function account(body: Json): Account {
  return {
    login: text(body.login),
    role: body.role === 'administrator' ? 'administrator' : 'organiser',
    mayCreate: body.may_create === true,
  };
}
