import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Connection,
  changePatienceMs,
  checkPatienceMs,
  LineLostError,
  quietMs,
  RefusedError,
} from './connection';
import { FakeLine } from './fake_line';
import { view } from './media_commands';
import { EndReason, RefusalCode, State } from './messages';
import { admit } from './moderation_commands';
import { getAccessData } from './room_commands';

const welcome = (resumeTicket: string) =>
  ({ case: 'welcome', value: { self: 1, resumeTicket, state: State.INSIDE } }) as const;

describe('connection', () => {
  let line: FakeLine;
  let seen = 0;
  const events = { message: vi.fn(), line: vi.fn(), refused: vi.fn(), chatSeen: () => seen };
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

  it('says how far the chat is known, so that the server tells what was missed', () => {
    line.last().events.open();
    expect(line.last().sent[0]?.body.value).toMatchObject({ chatSeen: 0n });
    line.last().say(welcome('ticket-1'));
    seen = 42;
    line.last().events.closed();
    line.pass(500);
    line.last().events.open();
    expect(line.last().sent[0]?.body.value).toMatchObject({ chatSeen: 42n });
    seen = 0;
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

  describe('when the network has changed or the machine has slept', () => {
    it('tries at once where it waits for the next attempt', () => {
      enter();
      line.last().events.closed();
      connection.check();
      expect(line.sockets).toHaveLength(2);
      line.pass(5_000);
      expect(line.sockets).toHaveLength(2);
    });

    it('begins an attempt anew, which went out by the old network', () => {
      const old = line.last();
      connection.check();
      expect(old.closed).toBe(true);
      enter();
      old.events.closed();
      expect(events.line.mock.calls).toEqual([['up']]);
    });

    it('asks an open line, and keeps it when it answers', () => {
      enter();
      connection.check();
      const ping = line.last().sent.at(-1);
      expect(ping?.body.case).toBe('ping');
      line.last().say({ case: 'done', value: { id: ping?.id ?? 0 } });
      line.pass(changePatienceMs);
      expect(line.sockets).toHaveLength(1);
    });

    it('opens a line anew that does not answer soon', () => {
      enter();
      connection.check();
      line.pass(changePatienceMs);
      expect(line.sockets[0]?.closed).toBe(true);
      expect(line.sockets).toHaveLength(2);
    });

    it('does nothing after the end', () => {
      connection.close();
      connection.check();
      expect(line.sockets).toHaveLength(1);
    });
  });

  it('finds out a line that has fallen silent, and asks none that speaks', () => {
    enter();
    for (let k = 0; k < 10; k++) {
      line.pass(quietMs / 2);
      line.last().say({ case: 'speakers', value: { people: [1] } });
    }
    expect(line.last().sent.map(({ body }) => body.case)).toEqual(['hello']);
    line.pass(2 * quietMs + checkPatienceMs - 1);
    expect(line.sockets).toHaveLength(1);
    line.pass(1);
    expect(line.sockets[0]?.sent.at(-1)?.body.case).toBe('ping');
    expect(line.sockets[0]?.closed).toBe(true);
    expect(events.line).toHaveBeenLastCalledWith('lost');
    expect(line.sockets).toHaveLength(2);
  });

  it('gives up a socket that does not open in six seconds, and tries again at once', () => {
    line.pass(6_000);
    expect(line.sockets).toHaveLength(2);
    line.pass(6_000);
    expect(line.sockets).toHaveLength(3);
    enter();
    line.pass(10_000);
    expect(line.sockets).toHaveLength(3);
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
    line.pass(4_000);
    expect(line.sockets).toHaveLength(2);
    enter();
    line.last().say({ case: 'ended', value: { reason: EndReason.REMOVED } });
    line.pass(60_000);
    expect(line.sockets).toHaveLength(2);
    expect(events.message).toHaveBeenCalledTimes(4);
  });

  it('takes messages that come together one after the other', () => {
    enter();
    events.message.mockClear();
    const left = (person: number) => ({ case: 'personLeft', value: { person } }) as const;
    line.last().say({
      case: 'together',
      value: {
        messages: [
          { number: 2, body: left(3) },
          { number: 3, body: left(4) },
        ],
      },
    });
    expect(
      events.message.mock.calls.map(([{ number, body }]) => [number, body.value.person]),
    ).toEqual([
      [2, 3],
      [3, 4],
    ]);
  });

  it('skips frames that are no message', () => {
    enter();
    line.last().events.frame(new Uint8Array([0xff, 0xff, 0xff]).buffer);
    expect(events.line).toHaveBeenLastCalledWith('up');
  });
});
