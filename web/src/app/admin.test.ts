import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AdminApi, Overview } from '../protocol/admin_api';
import { ApiError } from '../protocol/http_line';
import { reduceApp } from '../state/app_reducer';
import { initialState } from '../state/model';
import type { PageActions } from '../state/ports';
import { createStore } from '../state/store';
import { Admin } from './admin';

const overview = (rooms: number): Overview => ({
  service: {
    closed: '',
    version: '1',
    profile: 'offen',
    accessLogDays: 7,
    idleLimit: undefined,
    pauseLimit: undefined,
  },
  counts: { rooms, people: 0, waiting: 0 },
  rooms: [],
  total: rooms,
});

function setUp() {
  const store = createStore(initialState, reduceApp);
  const api = {
    overview: vi.fn(async () => overview(1)),
    accounts: vi.fn(async () => ({ accounts: [], total: 0 })),
    endRoom: vi.fn(async () => {}),
    newPassword: vi.fn(async () => ({
      issued: [{ login: 'a', password: 'p' }],
      csv: '',
      sheet: '',
    })),
  };
  const pages = { open: vi.fn() };
  const page = { seen: true };
  const admin = new Admin({
    store,
    admin: api as unknown as AdminApi,
    pages: pages as unknown as PageActions,
    isSeen: () => page.seen,
  });
  return { store, api, pages, page, admin, shown: () => store.state().admin };
}

describe('the administration', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);

  it('reads its lists every ten seconds while it is seen, and not after', async () => {
    const { api, page, admin, shown } = setUp();
    const end = admin.watch();
    await pass(0);
    expect(shown().overview?.counts.rooms).toBe(1);
    await pass(30);
    expect(api.overview).toHaveBeenCalledTimes(4);
    page.seen = false;
    await pass(60);
    expect(api.overview).toHaveBeenCalledTimes(4);
    page.seen = true;
    await pass(10);
    expect(api.overview).toHaveBeenCalledTimes(5);
    end();
    await pass(60);
    expect(api.overview).toHaveBeenCalledTimes(5);
  });

  it('searches once somebody has stopped typing', async () => {
    const { api, admin, shown } = setUp();
    admin.watch();
    await pass(0);
    for (const text of ['r', 'ra', 'rat']) admin.searchRooms(text);
    expect(shown().rooms.text).toBe('rat');
    await pass(1);
    expect(api.overview).toHaveBeenCalledTimes(2);
    expect(api.overview).toHaveBeenLastCalledWith({ text: 'rat', limit: 100 });
    admin.moreRooms();
    await pass(0);
    expect(api.overview).toHaveBeenLastCalledWith({ text: 'rat', limit: 200 });
  });

  it('shows no answer that a later one has overtaken', async () => {
    const { api, admin, shown } = setUp();
    let late = (_: Overview) => {};
    api.overview.mockImplementationOnce(
      () =>
        new Promise((resolve) => {
          late = resolve;
        }),
    );
    admin.watch();
    admin.searchRooms('rat');
    await pass(1);
    late(overview(99));
    await pass(0);
    expect(shown().overview?.counts.rooms).toBe(1);
  });

  it('keeps what it shows when the server does not answer, and says so', async () => {
    const { api, admin, shown } = setUp();
    admin.watch();
    await pass(0);
    api.overview.mockRejectedValueOnce(new ApiError('network'));
    await pass(10);
    expect(shown()).toMatchObject({ stale: true, overview: overview(1) });
    await pass(10);
    expect(shown().stale).toBe(false);
  });

  it('leads to the sign-in when the session is over', async () => {
    const { api, pages, admin, store } = setUp();
    api.overview.mockRejectedValueOnce(new ApiError('bad_token'));
    admin.watch();
    await pass(0);
    expect(pages.open).toHaveBeenCalledWith('signIn');
    expect(store.state().account).toBeUndefined();
  });

  it('has read the lists again when an act is done', async () => {
    const { api, admin, store } = setUp();
    admin.watch();
    await pass(0);
    const done = vi.fn(() => expect(api.overview).toHaveBeenCalledTimes(2));
    admin.endRoom('rat', done);
    expect(store.state().busy).toBe(true);
    await pass(0);
    expect(done).toHaveBeenCalledOnce();
    expect(store.state().busy).toBe(false);
  });

  it('says why an act was refused, until the next begins', async () => {
    const { api, admin, store } = setUp();
    api.endRoom.mockRejectedValueOnce(new ApiError('no_such_room'));
    const done = vi.fn();
    admin.endRoom('rat', done);
    await pass(0);
    expect(store.state()).toMatchObject({ busy: false, formProblem: 'no_such_room' });
    expect(done).not.toHaveBeenCalled();
    admin.begin();
    expect(store.state().formProblem).toBeUndefined();
  });

  it('forgets passwords when they are put away and with the page', async () => {
    const { admin, store, shown } = setUp();
    admin.newPassword('a', () => {});
    await pass(0);
    expect(shown().passwords?.issued).toEqual([{ login: 'a', password: 'p' }]);
    admin.forgetPasswords();
    expect(shown().passwords).toBeUndefined();
    admin.newPassword('a', () => {});
    await pass(0);
    store.dispatch({ type: 'page', page: { name: 'start' } });
    expect(shown().passwords).toBeUndefined();
  });
});
