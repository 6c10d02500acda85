import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection, LineLostError, RefusedError } from './connection';
import { FakeLine } from './fake_line';
import { view } from './media_commands';
import { EndReason, RefusalCode, State } from './messages';
import { admit } from './moderation_commands';
import { getAccessData } from './room_commands';

const welcome = (resumeTicket: string) =>
  ({ case: 'welcome', value: { self: 1, resumeTicket, state: State.INSIDE } }) as const;

describe('connection', () => {
  let line: FakeLine;
  const events = { message: vi.fn(), line: vi.fn(), refused: vi.fn() };
  let connection: Connection;

  const enter = (ticket = 'ticket-1') => {
    line.last().events.open();
    line.last().say(welcome(ticket));
  };

  beforeEach(() => {
    vi.clearAllMocks();
    line = new FakeLine();
    connection = new Connection({ token: 'token' }, line, events);
    connection.open();
  });

  it('says Hello with the token first, and nothing else before Welcome', async () => {
    line.last().events.open();
    connection.tell(view([]));
    await expect(connection.request(admit([]))).rejects.toBeInstanceOf(LineLostError);
    expect(line.last().sent.map(({ body }) => body.case)).toEqual(['hello']);
    expect(line.last().sent[0]?.body.value).toMatchObject({
      version: 1,
      credential: { case: 'token', value: 'token' },
    });
  });

  it('answers each request by its id', async () => {
    enter();
    const first = connection.request(admit([1]));
    const second = connection.request(admit([2]));
    const [, a, b] = line.last().sent;
    line.last().say({ case: 'done', value: { id: b?.id ?? 0 } });
    line.last().say({
      case: 'refusal',
      value: { id: a?.id ?? 0, code: RefusalCode.NOT_PERMITTED, detail: 'guest' },
    });
    await expect(second).resolves.toBeUndefined();
    await expect(first).rejects.toMatchObject({ code: RefusalCode.NOT_PERMITTED });
    await expect(first).rejects.toBeInstanceOf(RefusedError);
  });

  it('access data settle their request and are told as well', async () => {
    enter();
    const asked = connection.request(getAccessData());
    const id = line.last().sent.at(-1)?.id ?? 0;
    line.last().say({ case: 'accessData', value: { id, code: 'k7m2', pin: '0407' } });
    await expect(asked).resolves.toBeUndefined();
    expect(events.message.mock.lastCall?.[0]).toMatchObject({ body: { case: 'accessData' } });
  });

  it('sends commands without an answer under id 0', () => {
    enter();
    connection.tell(view([]));
    expect(line.last().sent.at(-1)).toMatchObject({ id: 0, body: { case: 'view' } });
  });

  it('comes back with the latest ticket after the line was lost', () => {
    enter('ticket-1');
    line.last().events.closed();
    expect(events.line).toHaveBeenLastCalledWith('lost');
    line.pass(500);
    enter('ticket-2');
    line.last().events.closed();
    line.pass(500);
    line.last().events.open();
    expect(line.sockets).toHaveLength(3);
    expect(line.last().sent[0]?.body.value).toMatchObject({
      credential: { case: 'resumeTicket', value: 'ticket-2' },
    });
  });

  it('waits longer after each failed attempt, until a Welcome', () => {
    line.last().events.closed();
    line.pass(500);
    line.last().events.closed();
    line.pass(999);
    expect(line.sockets).toHaveLength(2);
    line.pass(1);
    expect(line.sockets).toHaveLength(3);
    enter();
    line.last().events.closed();
    line.pass(500);
    expect(line.sockets).toHaveLength(4);
  });

  it('tries at once when the network is back', () => {
    enter();
    line.last().events.closed();
    connection.nudge();
    expect(line.sockets).toHaveLength(2);
  });

  it('rejects what is unanswered when the line is lost', async () => {
    enter();
    const request = connection.request(admit([]));
    line.last().events.closed();
    await expect(request).rejects.toBeInstanceOf(LineLostError);
  });

  it('takes a request without an answer in ten seconds as a lost line', async () => {
    enter();
    const request = connection.request(admit([]));
    line.pass(10_000);
    await expect(request).rejects.toBeInstanceOf(LineLostError);
    expect(line.sockets[0]?.closed).toBe(true);
  });

  it('gives up a socket that brings no Welcome in ten seconds', () => {
    line.last().events.open();
    line.pass(10_500);
    expect(line.sockets).toHaveLength(2);
  });

  it('ignores what an abandoned socket still says', () => {
    const old = line.last();
    line.last().events.closed();
    line.pass(500);
    old.events.closed();
    old.say(welcome('old'));
    expect(events.message).not.toHaveBeenCalled();
    expect(line.sockets).toHaveLength(2);
  });

  it('ends for good when Hello is refused', () => {
    line.last().events.open();
    line.last().say({ case: 'refusal', value: { id: 1, code: RefusalCode.ROOM_FULL } });
    line.pass(60_000);
    expect(events.refused).toHaveBeenCalledWith(RefusalCode.ROOM_FULL);
    expect(line.sockets).toHaveLength(1);
  });

  it('tries again when a resume meets an overloaded server', () => {
    enter();
    line.last().events.closed();
    line.pass(500);
    line.last().say({ case: 'refusal', value: { id: 1, code: RefusalCode.OVERLOADED } });
    line.pass(1000);
    expect(events.refused).not.toHaveBeenCalled();
    expect(line.sockets).toHaveLength(3);
  });

  it('reconnects when the server stops, and not after any other end', () => {
    enter();
    line.last().say({ case: 'ended', value: { reason: EndReason.SERVER_STOPS } });
    line.pass(500);
    expect(line.sockets).toHaveLength(2);
    enter();
    line.last().say({ case: 'ended', value: { reason: EndReason.REMOVED } });
    line.pass(60_000);
    expect(line.sockets).toHaveLength(2);
    expect(events.message).toHaveBeenCalledTimes(4);
  });

  it('skips frames that are no message', () => {
    enter();
    line.last().events.frame(new Uint8Array([0xff, 0xff, 0xff]).buffer);
    expect(events.line).toHaveBeenLastCalledWith('up');
  });
});
