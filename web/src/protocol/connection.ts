// The signalling line: one WebSocket at a time, opened again with growing delays until the server
// says that the seat is gone. It knows no DOM: socket, timers and randomness are injected.
//
// Invariants
// - Hello is the first frame of every socket; nothing else leaves before its Welcome.
// - After the first Welcome every Hello carries the ticket of the latest one.
// - A request is answered once: by its Done, Answer, AccessData or Relay, or rejected with
//   RefusedError or LineLostError.
import { reconnectDelayMs } from './backoff';
import {
  type Answer,
  type CommandBody,
  decodeEvent,
  EndReason,
  encodeCommand,
  RefusalCode,
  type ServerMessage,
} from './messages';
import { type Credential, hello } from './session_commands';

export interface Socket {
  send(frame: Uint8Array<ArrayBuffer>): void;
  close(): void;
}

export interface SocketEvents {
  open(): void;
  frame(data: ArrayBuffer): void;
  closed(): void;
}

export interface ConnectionEnvironment {
  openSocket(events: SocketEvents): Socket;
  setTimer(run: () => void, delayMs: number): number;
  clearTimer(timer: number): void;
  random(): number;
}

export interface ConnectionEvents {
  /** Every message but Done, Refusal and Answer, which belong to a request. */
  message(message: ServerMessage): void;
  line(state: 'up' | 'lost'): void;
  /** Final: the server does not let us in (again). */
  refused(code: RefusalCode): void;
}

export class RefusedError extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly detail: string,
  ) {
    super(`refused: ${RefusalCode[code] ?? code} ${detail}`);
  }
}

export class LineLostError extends Error {
  constructor() {
    super('the line was lost before the answer came');
  }
}

interface Pending {
  resolve(answer: Answer | undefined): void;
  reject(reason: Error): void;
  timer: number;
}

const helloId = 1;
const welcomeTimeoutMs = 10_000;
const requestTimeoutMs = 10_000;

/** Refusals of Hello after which another attempt may succeed. */
const temporary = new Set([RefusalCode.TOO_FAST, RefusalCode.OVERLOADED]);

export class Connection {
  private socket: Socket | undefined;
  private generation = 0; // events of an abandoned socket carry an old number and are dropped
  private welcomed = false;
  private everWelcomed = false;
  private finished = false;
  private attempt = 0;
  private nextId = helloId + 1;
  private timer: number | undefined;
  private readonly pending = new Map<number, Pending>();

  constructor(
    private credential: Credential,
    private readonly environment: ConnectionEnvironment,
    private readonly events: ConnectionEvents,
  ) {}

  open(): void {
    if (!this.finished && !this.socket) this.connect();
  }

  /** A command that wants an answer. */
  request(body: CommandBody): Promise<Answer | undefined> {
    const socket = this.socket;
    if (!socket || !this.welcomed) return Promise.reject(new LineLostError());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      // No answer in this time: the line is dead, whatever the socket believes.
      const timer = this.environment.setTimer(() => this.lose(), requestTimeoutMs);
      this.pending.set(id, { resolve, reject, timer });
      socket.send(encodeCommand(id, body));
    });
  }

  /** A command without an answer; dropped while the line is lost, so states are sent again after Welcome. */
  tell(body: CommandBody): void {
    if (this.socket && this.welcomed) this.socket.send(encodeCommand(0, body));
  }

  /** The network has changed or come back: do not wait for the next attempt. */
  nudge(): void {
    if (this.finished || this.socket) return;
    this.attempt = 0;
    this.cancelTimer();
    this.connect();
  }

  close(): void {
    this.finished = true;
    this.cancelTimer();
    this.drop();
  }

  private connect(): void {
    const generation = ++this.generation;
    const current = (run: () => void) => {
      if (generation === this.generation && !this.finished) run();
    };
    this.timer = this.environment.setTimer(() => current(() => this.lose()), welcomeTimeoutMs);
    this.socket = this.environment.openSocket({
      open: () => current(() => this.socket?.send(encodeCommand(helloId, hello(this.credential)))),
      frame: (data) => current(() => this.receive(data)),
      closed: () => current(() => this.lose()),
    });
  }

  private receive(data: ArrayBuffer): void {
    const message = decodeEvent(data);
    if (!message) return;
    const { body } = message;
    switch (body.case) {
      case 'done':
        this.settle(body.value.id)?.resolve(undefined);
        return;
      case 'answer':
        this.settle(body.value.id)?.resolve(body.value);
        return;
      case 'accessData':
      case 'relay':
        this.settle(body.value.id)?.resolve(undefined);
        break;
      case 'refusal':
        if (!this.welcomed) this.refuseHello(body.value.code);
        else
          this.settle(body.value.id)?.reject(new RefusedError(body.value.code, body.value.detail));
        return;
      case 'welcome':
        this.credential = { ticket: body.value.resumeTicket };
        this.welcomed = true;
        this.everWelcomed = true;
        this.attempt = 0;
        this.cancelTimer();
        this.events.line('up');
        break;
      case 'ended':
        if (body.value.reason === EndReason.SERVER_STOPS) this.lose();
        else this.close();
        break;
    }
    this.events.message(message);
  }

  private refuseHello(code: RefusalCode): void {
    if (temporary.has(code) && this.everWelcomed) {
      this.lose();
      return;
    }
    this.close();
    this.events.refused(code);
  }

  private settle(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    if (!pending) return undefined;
    this.pending.delete(id);
    this.environment.clearTimer(pending.timer);
    return pending;
  }

  private lose(): void {
    this.drop();
    this.cancelTimer();
    this.events.line('lost');
    const delay = reconnectDelayMs(this.attempt++, this.environment.random());
    this.timer = this.environment.setTimer(() => this.connect(), delay);
  }

  /** Forgets the socket; its late events are ignored and what waited for it fails. */
  private drop(): void {
    this.generation++;
    this.welcomed = false;
    const socket = this.socket;
    this.socket = undefined;
    socket?.close();
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(new LineLostError());
  }

  private cancelTimer(): void {
    if (this.timer !== undefined) this.environment.clearTimer(this.timer);
    this.timer = undefined;
  }
}
