import { describe, expect, it, vi } from 'vitest';
import { HttpApi } from './http_api';

function api(status: number, body: unknown) {
  const fetch = vi.fn(async (_path: string, _init?: RequestInit) =>
    Response.json(body as object, { status }),
  );
  return { api: new HttpApi(fetch), fetch };
}

describe('HTTP API', () => {
  it('reads the configuration and takes the safe side of unknown values', async () => {
    const known = api(200, { profile: 'gemeinde', create: 'email', link: 'random', version: '1' });
    expect(await known.api.config()).toMatchObject({ create: 'email', link: 'random' });
    const odd = api(200, { create: 7, link: null });
    expect(await odd.api.config()).toEqual({
      profile: '',
      create: 'anyone',
      link: 'chosen',
      version: '',
    });
  });

  it('creates a room, and goes to the one that has the name already', async () => {
    const created = api(201, { id: 'rat', name: 'Rat', link: '', token: 't' });
    expect(await created.api.createRoom('Rat')).toEqual({ id: 'rat', token: 't' });
    const taken = api(409, { id: 'rat', error: { code: 'name_taken' } });
    expect(await taken.api.createRoom('Rat')).toEqual({ id: 'rat' });
  });

  it('shows a room that does not exist yet where joining would create it', async () => {
    const missing = api(404, { error: { code: 'no_such_room' }, can_create: true });
    expect(await missing.api.room('neu')).toMatchObject({ id: 'neu', exists: false });
    const forbidden = api(404, { error: { code: 'no_such_room' } });
    await expect(forbidden.api.room('neu')).rejects.toMatchObject({ code: 'no_such_room' });
  });

  it('joins with name and code, and with the creator’s token if there is one', async () => {
    const { api: server, fetch } = api(200, { token: 't', state: 'waiting' });
    expect(await server.join('rät/1', { name: 'Erika', code: '42' }, 'creator')).toBe('t');
    const [path, init] = fetch.mock.calls[0] ?? [];
    expect(path).toBe('/api/rooms/r%C3%A4t%2F1/join');
    expect(init?.body).toBe('{"name":"Erika","code":"42"}');
    expect(init?.headers).toMatchObject({ Authorization: 'Bearer creator' });
  });

  it('tells refusals by their code and everything else as network', async () => {
    const refused = api(403, { error: { code: 'wrong_code' } });
    await expect(refused.api.join('a', { name: 'b' })).rejects.toMatchObject({
      code: 'wrong_code',
    });
    const broken = new HttpApi(async () => new Response('<html>', { status: 502 }));
    await expect(broken.room('a')).rejects.toMatchObject({ code: 'network' });
    const offline = new HttpApi(() => Promise.reject(new TypeError('failed')));
    await expect(offline.config()).rejects.toMatchObject({ code: 'network' });
  });
});
