// For tests: sockets, timers and randomness that the test holds in its hands.
import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { ConnectionEnvironment, Socket, SocketEvents } from './connection';
import {
  type ClientMessage,
  ClientMessageSchema,
  ServerMessageSchema,
} from './generated/plenum_pb';

type ServerInit = MessageInitShape<typeof ServerMessageSchema>;

export class FakeSocket implements Socket {
  readonly sent: ClientMessage[] = [];
  closed = false;

  constructor(readonly events: SocketEvents) {}

  send(frame: Uint8Array): void {
    this.sent.push(fromBinary(ClientMessageSchema, frame));
  }

  close(): void {
    this.closed = true;
  }

  say(body: ServerInit['body']): void {
    const bytes = toBinary(ServerMessageSchema, create(ServerMessageSchema, { body }));
    this.events.frame(bytes.slice().buffer);
  }
}

export class FakeLine implements ConnectionEnvironment {
  readonly sockets: FakeSocket[] = [];
  private readonly timers = new Map<number, { run: () => void; at: number }>();
  private now = 0;
  private nextTimer = 1;

  openSocket(events: SocketEvents): Socket {
    const socket = new FakeSocket(events);
    this.sockets.push(socket);
    return socket;
  }

  setTimer(run: () => void, delayMs: number): number {
    this.timers.set(this.nextTimer, { run, at: this.now + delayMs });
    return this.nextTimer++;
  }

  clearTimer(timer: number): void {
    this.timers.delete(timer);
  }

  random(): number {
    return 1;
  }

  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = [...this.timers].filter(([, { at }]) => at <= end);
      due.sort(([, a], [, b]) => a.at - b.at);
      const next = due[0];
      if (!next) break;
      this.timers.delete(next[0]);
      this.now = next[1].at;
      next[1].run();
    }
    this.now = end;
  }

  last(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    return socket;
  }
}
