import { describe, expect, it, vi } from 'vitest';
import { AdminApi } from './admin_api';
import { HttpLine } from './http_line';

function api(status: number, body: unknown) {
  const fetch = vi.fn(async (_path: string, _init?: RequestInit) =>
    status === 204 ? new Response(null, { status }) : Response.json(body as object, { status }),
  );
  const asked = () => {
    const [path, init] = fetch.mock.calls[0] ?? [];
    const sent = init?.body === undefined ? undefined : JSON.parse(String(init.body));
    return { call: `${init?.method} ${path}`, sent };
  };
  return { api: new AdminApi(new HttpLine(fetch)), asked };
}

const search = { text: 'bürger & rat', limit: 100 };

describe('administration over HTTP', () => {
  it('reads how the service stands and which rooms exist', async () => {
    const { api: admin, asked } = api(200, {
      service: {
        closed: 'Umbau',
        version: '1',
        profile: 'gemeinde',
        access_log_days: 7,
        idle_limit: 604800,
        pause_limit: null,
      },
      counts: { rooms: 2, people: 3, waiting: 1 },
      rooms: [{ id: 'rat', name: 'Rat', state: 'paused', inside: 0, waiting: 0, age: 90 }],
      total: 1,
    });
    expect(await admin.overview(search)).toEqual({
      service: {
        closed: 'Umbau',
        version: '1',
        profile: 'gemeinde',
        accessLogDays: 7,
        idleLimit: 604800,
        pauseLimit: undefined,
      },
      counts: { rooms: 2, people: 3, waiting: 1 },
      rooms: [{ id: 'rat', name: 'Rat', paused: true, inside: 0, waiting: 0, age: 90 }],
      total: 1,
    });
    expect(asked().call).toBe('GET /api/admin/overview?search=b%C3%BCrger+%26+rat&limit=100');
  });

  it('makes sense of an answer that makes none', async () => {
    const overview = await api(200, { rooms: [7, null], counts: 'x' }).api.overview(search);
    expect(overview.rooms).toEqual([]);
    expect(overview.counts).toEqual({ rooms: 0, people: 0, waiting: 0 });
    const page = await api(200, { accounts: [{ login: 'a', role: 'root' }] }).api.accounts(search);
    expect(page.accounts).toEqual([
      { login: 'a', role: 'organiser', released: false, disabled: false },
    ]);
  });

  it('says what is to be done', async () => {
    const cases: [(admin: AdminApi) => Promise<unknown>, string, unknown][] = [
      [(a) => a.endRoom('ä/b'), 'DELETE /api/admin/rooms/%C3%A4%2Fb', undefined],
      [
        (a) => a.closeService('Umbau', true),
        'PUT /api/admin/service',
        { closed: 'Umbau', end_running: true },
      ],
      [(a) => a.openService(), 'PUT /api/admin/service', { closed: null }],
      [
        (a) => a.changeAccount('vhs-01', 'disable'),
        'POST /api/admin/accounts/vhs-01/disable',
        undefined,
      ],
      [(a) => a.removeAccount('vhs-01'), 'DELETE /api/admin/accounts/vhs-01', undefined],
    ];
    for (const [act, call, sent] of cases) {
      const { api: admin, asked } = api(204, undefined);
      await act(admin);
      expect(asked()).toEqual({ call, sent });
    }
  });

  it('hands out passwords as list, for the spreadsheet and for the printer', async () => {
    const told = { issued: [{ login: 'a-01', password: 'lomi' }], csv: 'c', sheet: 's' };
    const { api: admin, asked } = api(201, told);
    const wanted = { prefix: 'a', count: 1, role: 'organiser', released: true } as const;
    expect(await admin.addAccounts(wanted)).toEqual(told);
    expect(asked()).toEqual({ call: 'POST /api/admin/accounts', sent: wanted });
  });
});
