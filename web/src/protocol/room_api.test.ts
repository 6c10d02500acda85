import { describe, expect, it, vi } from 'vitest';
import { HttpLine } from './http_line';
import { calendarFile, RoomApi, roomOfTakenName } from './room_api';

function api(status: number, body: unknown) {
  const fetch = vi.fn(async (_path: string, _init?: RequestInit) =>
    Response.json(body as object, { status }),
  );
  const sent = () => JSON.parse(String(fetch.mock.calls[0]?.[1]?.body)) as unknown;
  return { api: new RoomApi(new HttpLine(fetch)), fetch, sent };
}

describe('rooms over HTTP', () => {
  it('reads the configuration and takes the safe side of unknown values', async () => {
    const known = api(200, {
      profile: 'gemeinde',
      create: 'email',
      link: 'random',
      version: '1',
      support: 'hilfe@x.de',
      require_protection: true,
      until_empty: true,
      closed: 'Umbau bis Montag',
      mail: true,
      scheduling: 'always',
      only_invited: true,
      microphones: 'off',
      cameras: 'by_organiser',
      chat: true,
      private_chat: false,
    });
    expect(await known.api.config()).toEqual({
      profile: 'gemeinde',
      create: 'email',
      link: 'random',
      version: '1',
      support: 'hilfe@x.de',
      requireProtection: true,
      untilEmpty: true,
      closed: 'Umbau bis Montag',
      mail: true,
      scheduling: 'always',
      onlyInvited: true,
      onAtStart: { microphone: false, camera: true },
      chat: { everybody: true, inPrivate: false },
    });
    const odd = api(200, { create: 7, link: null, closed: null });
    expect(await odd.api.config()).toEqual({
      profile: '',
      create: 'anyone',
      link: 'chosen',
      version: '',
      support: '',
      requireProtection: false,
      untilEmpty: false,
      closed: '',
      mail: false,
      scheduling: 'no',
      onlyInvited: false,
      onAtStart: { microphone: true, camera: true },
      chat: { everybody: true, inPrivate: true },
    });
  });

  it('creates a room for a time and has the invited written to', async () => {
    const when = { moderators_from: 1100, opens_at: 2000, closes_at: 4700 };
    const created = api(201, { id: 'x', token: 't', appointment: when, now: 1000, mailed: true });
    const appointment = { start: '2026-07-01T08:00:00Z', minutes: 45 };
    const request = { name: 'Mathe', appointment, invite: ['mia@x.de'] };
    expect(await created.api.create(request)).toEqual({
      id: 'x',
      token: 't',
      appointment: { moderatorsFrom: 1_100_000, opensAt: 2_000_000, closesAt: 4_700_000 },
      now: 1_000_000,
      mailed: true,
    });
    expect(created.sent()).toEqual(request);
  });

  it('lists the rooms of an account, the next one first', async () => {
    const when = (opens_at: number) => ({ moderators_from: 0, opens_at, closes_at: 9 });
    const listed = api(200, {
      rooms: [
        { id: 'b', name: 'B', appointment: when(2) },
        { id: 'a', name: 'A', appointment: when(1) },
      ],
    });
    expect((await listed.api.own()).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(await api(200, { rooms: 'none' }).api.own()).toEqual([]);
  });

  it('creates a room with what proves the creator, and nothing that is empty', async () => {
    const created = api(201, { id: 'rat', name: 'Rat', link: '', token: 't' });
    const proof = { email: 'e@x.de', emailCode: '123456', privacyAcknowledged: true };
    const request = { name: 'Rat', ownName: 'Erika', ...proof };
    expect(await created.api.create(request)).toMatchObject({ id: 'rat', token: 't' });
    expect(created.sent()).toEqual({
      name: 'Rat',
      own_name: 'Erika',
      email: 'e@x.de',
      email_code: '123456',
      privacy_acknowledged: true,
    });
    const bare = api(201, { id: 'rat', token: 't' });
    await bare.api.create({ name: 'Rat', ownName: '' });
    expect(bare.sent()).toEqual({ name: 'Rat' });
  });

  it('says which room has a name that is taken', async () => {
    const taken = api(409, { id: 'rat', error: { code: 'name_taken' } });
    const failure = await taken.api.create({ name: 'Rat' }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'name_taken' });
    expect(roomOfTakenName(failure)).toBe('rat');
    expect(roomOfTakenName(new Error('other'))).toBeUndefined();
  });

  it('shows a room that does not exist yet where joining would create it', async () => {
    const missing = api(404, { error: { code: 'no_such_room' }, can_create: true });
    expect(await missing.api.room('neu')).toMatchObject({ id: 'neu', name: 'neu', exists: false });
    const forbidden = api(404, { error: { code: 'no_such_room' }, can_create: false });
    await expect(forbidden.api.room('neu')).rejects.toMatchObject({ code: 'no_such_room' });
  });

  it('knows a paused room', async () => {
    const paused = api(200, { id: 'a', name: 'A', state: 'paused', waiting_room: true });
    expect(await paused.api.room('a')).toMatchObject({ paused: true, waitingRoom: true });
  });

  it('joins with name and code, and with the creator’s token if there is one', async () => {
    const { api: server, fetch } = api(200, { token: 't', state: 'waiting' });
    expect(await server.join('rät/1', { name: 'Erika', code: '42' }, 'creator')).toBe('t');
    const [path, init] = fetch.mock.calls[0] ?? [];
    expect(path).toBe('/api/rooms/r%C3%A4t%2F1/join');
    expect(init?.body).toBe('{"name":"Erika","code":"42"}');
    expect(init?.headers).toMatchObject({ Authorization: 'Bearer creator' });
  });

  it('finds a room by name, code and PIN', async () => {
    const found = api(200, { id: 'x1', link: '', token: 't' });
    const entry = { room: 'Rat', ownName: 'Erika', code: 'abc', pin: '123' };
    expect(await found.api.find(entry)).toEqual({ id: 'x1', token: 't' });
    expect(found.sent()).toEqual({ name: 'Rat', own_name: 'Erika', code: 'abc', pin: '123' });
  });

  it('tells refusals by their code and everything else as network', async () => {
    const refused = api(403, { error: { code: 'wrong_code' } });
    await expect(refused.api.join('a', { name: 'b' })).rejects.toMatchObject({
      code: 'wrong_code',
    });
    const broken = new HttpLine(async () => new Response('<html>', { status: 502 }));
    await expect(new RoomApi(broken).room('a')).rejects.toMatchObject({ code: 'network' });
    const offline = new HttpLine(() => Promise.reject(new TypeError('failed')));
    await expect(new RoomApi(offline).config()).rejects.toMatchObject({ code: 'network' });
  });

  it('addresses the calendar file', () => {
    expect(calendarFile('rät', '2026-12-01T17:00:00Z', 90)).toBe(
      '/api/rooms/r%C3%A4t/calendar.ics?start=2026-12-01T17%3A00%3A00Z&minutes=90',
    );
  });
});
