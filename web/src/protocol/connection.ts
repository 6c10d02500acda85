// The signalling line: one WebSocket at a time, opened again with growing delays until the server
// says that the seat is gone. It knows no DOM: socket, timers and randomness are injected.
//
// Invariants
// - Hello is the first frame of every socket; nothing else leaves before its Welcome.
// - After the first Welcome every Hello carries the ticket of the latest one.
// - A request is answered once: by its Done, Answer, AccessData or Relay, or rejected with
//   RefusedError or LineLostError.
// - A line that has fallen silent is found out: whoever is welcome hears something within
//   quietMs + checkPatienceMs, or the line counts as lost. A socket alone would notice after minutes.
import { reconnectDelayMs, stoppedServerDelayMs } from './backoff';
import { decodeEvents, encodeCommand } from './frames';
import {
  type Answer,
  type CommandBody,
  EndReason,
  RefusalCode,
  type ServerMessage,
} from './messages';
import { type Credential, hello, ping } from './session_commands';

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
  /** Asked for each Hello: the order of the newest message of the chat that this page has. */
  chatSeen(): number;
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
/** A lost SYN is repeated after 1, 3 and 7 s: from here on a new attempt is sooner than the last of them. */
const openTimeoutMs = 6_000;
const welcomeTimeoutMs = 10_000;
const requestTimeoutMs = 10_000;
/** Nothing heard for so long: we ask. An overloaded server must not lose its lines by that. */
export const quietMs = 15_000;
export const checkPatienceMs = 3_000;
/** The line is most likely dead: a new one that was not needed costs little. */
export const changePatienceMs = 1_500;

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
  private quietTimer: number | undefined;
  private heard = false;
  private readonly pending = new Map<number, Pending>();

  constructor(
    private credential: Credential,
    private readonly environment: ConnectionEnvironment,
    private readonly events: ConnectionEvents,
  ) {}

  open(): void {
    if (!this.finished && !this.socket) this.connect();
  }

  /** A command that wants an answer. Without one in this time the line is dead, whatever the socket believes. */
  request(body: CommandBody, patienceMs = requestTimeoutMs): Promise<Answer | undefined> {
    const socket = this.socket;
    if (!socket || !this.welcomed) return Promise.reject(new LineLostError());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = this.environment.setTimer(() => this.lose(0), patienceMs);
      this.pending.set(id, { resolve, reject, timer });
      socket.send(encodeCommand(id, body));
    });
  }

  /** A command without an answer; dropped while the line is lost, so states are sent again after Welcome. */
  tell(body: CommandBody): void {
    if (this.socket && this.welcomed) this.socket.send(encodeCommand(0, body));
  }

  /**
   * The network has changed, or this machine has slept. A line that was up must answer soon; an attempt
   * under way or waited for is begun anew at once.
   */
  check(): void {
    if (this.finished) return;
    if (this.welcomed) {
      this.ask(changePatienceMs);
      return;
    }
    this.attempt = 0;
    this.drop();
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
    // Silence was wait enough, here and where a request is not answered.
    this.timer = this.environment.setTimer(() => current(() => this.lose(0)), openTimeoutMs);
    this.socket = this.environment.openSocket({
      open: () => current(() => this.sayHello()),
      frame: (data) => current(() => this.receive(data)),
      closed: () => current(() => this.lose()),
    });
  }

  private sayHello(): void {
    this.cancelTimer();
    this.timer = this.environment.setTimer(() => this.lose(), welcomeTimeoutMs);
    this.socket?.send(encodeCommand(helloId, hello(this.credential, this.events.chatSeen())));
  }

  private ask(patienceMs: number): void {
    this.request(ping(), patienceMs).catch((failure: unknown) => {
      if (!(failure instanceof LineLostError || failure instanceof RefusedError)) throw failure;
    });
  }

  private listen(): void {
    this.heard = false;
    this.quietTimer = this.environment.setTimer(() => {
      if (!this.heard) this.ask(checkPatienceMs);
      this.listen();
    }, quietMs);
  }

  private receive(data: ArrayBuffer): void {
    this.heard = true;
    for (const message of decodeEvents(data)) this.take(message);
  }

  private take(message: ServerMessage): void {
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
        this.listen();
        this.events.line('up');
        break;
      case 'ended':
        if (body.value.reason === EndReason.SERVER_STOPS)
          this.lose(stoppedServerDelayMs(this.environment.random()));
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

  private lose(delayMs = reconnectDelayMs(this.attempt++, this.environment.random())): void {
    this.drop();
    this.cancelTimer();
    this.events.line('lost');
    this.timer = this.environment.setTimer(() => this.connect(), delayMs);
  }

  /** Forgets the socket; its late events are ignored and what waited for it fails. */
  private drop(): void {
    this.generation++;
    this.welcomed = false;
    if (this.quietTimer !== undefined) this.environment.clearTimer(this.quietTimer);
    this.quietTimer = undefined;
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
