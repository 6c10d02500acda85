import { describe, expect, it, vi } from 'vitest';
import { AccountApi } from './account_api';
import { HttpLine } from './http_line';

function api(status: number, body?: unknown) {
  const fetch = vi.fn(async (_path: string, _init?: RequestInit) =>
    body === undefined ? new Response(null, { status }) : Response.json(body, { status }),
  );
  return { api: new AccountApi(new HttpLine(fetch)), fetch };
}

describe('accounts over HTTP', () => {
  it('signs in, and reads what the account may', async () => {
    const { api: server, fetch } = api(200, { login: 'vhs', role: 'organiser', may_create: true });
    expect(await server.signIn('vhs', 'geheim')).toEqual({
      login: 'vhs',
      role: 'organiser',
      mayCreate: true,
    });
    expect(fetch.mock.calls[0]?.[1]?.body).toBe('{"login":"vhs","password":"geheim"}');
  });

  it('nobody is signed in where the server says so or knows no accounts', async () => {
    expect(await api(401, { error: { code: 'bad_token' } }).api.session()).toBeUndefined();
    expect(await api(404, { error: { code: 'no_such_room' } }).api.session()).toBeUndefined();
    expect(await api(502, {}).api.session()).toBeUndefined();
  });

  it('an unknown role is the smaller one', async () => {
    const odd = api(200, { login: 'x', role: 'emperor' });
    expect(await odd.api.session()).toEqual({ login: 'x', role: 'organiser', mayCreate: false });
  });

  it('signing out and asking for a code answer nothing', async () => {
    await api(204).api.signOut();
    await api(202, {}).api.requestEmailCode('e@x.de');
    await expect(
      api(429, { error: { code: 'too_fast' } }).api.requestEmailCode('e@x.de'),
    ).rejects.toMatchObject({ code: 'too_fast' });
  });
});
