// A line on which bytes leave one by one, as through an old proxy.
import { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** The socket's other half, as a stream: what comes in passes at once. sent: bytes so far. */
export function drip(socket, everyMs) {
  return new Dripping(socket, everyMs);
}

class Dripping extends Duplex {
  sent = 0;
  #socket;
  #everyMs;
  #next = performance.now();

  constructor(socket, everyMs) {
    super();
    this.#socket = socket;
    this.#everyMs = everyMs;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => this.push(bytes));
    socket.on('end', () => this.push(null));
    socket.on('error', (failure) => this.destroy(failure));
    socket.on('close', () => this.destroy());
  }

  _read() {}

  async _write(bytes, _encoding, done) {
    // By the clock, so that late timers do not add up on a busy machine; nothing is made good in a burst.
    for (const byte of bytes) {
      this.#next = Math.max(this.#next + this.#everyMs, performance.now() - this.#everyMs);
      await setTimeout(Math.max(0, this.#next - performance.now()));
      if (this.destroyed) return;
      this.#socket.write(Buffer.of(byte));
      this.sent++;
    }
    done();
  }

  _destroy(failure, done) {
    this.#socket.destroy();
    done(failure);
  }
}
