// A wire between a page and the server's HTTP port that can be cut or go dead: pages load and signal
// through it, media goes its own way by UDP.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/**
 * address(room): for pages.
 * cut(): everything breaks and nobody gets through, until mend().
 * hold(): nothing passes and nobody is told, nor those who connect now, until release().
 * abandon(): what is open stays dead for ever, what comes later passes; as with another network.
 */
export async function layLine(scope, server) {
  const calls = new Set();
  let whole = true;
  let held = false;
  const wire = createServer((near) => {
    if (!whole) return near.resetAndDestroy();
    const call = new Call(near, connect(server.port, '127.0.0.1'), () => calls.delete(call));
    calls.add(call);
    if (!held) call.join();
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  scope.defer(() => {
    for (const call of calls) call.end();
    wire.close();
  });
  return {
    address: (room) => `http://localhost:${wire.address().port}/${room}`,
    cut() {
      whole = false;
      for (const call of calls) call.reset();
    },
    mend() {
      whole = true;
    },
    hold() {
      held = true;
      for (const call of calls) call.part();
    },
    release() {
      held = false;
      for (const call of calls) call.join();
    },
    abandon() {
      for (const call of calls) call.abandon();
    },
  };
}

/** Two sockets; one that closes takes the other with it, as soon as they are joined. */
class Call {
  #ends;
  #joined = false;
  #broken = false;
  #abandoned = false;

  constructor(near, far, closed) {
    this.#ends = [near, far];
    for (const end of this.#ends) {
      end.pause();
      end.on('error', () => this.#break());
      end.on('close', () => {
        this.#break();
        if (this.#ends.every(({ destroyed }) => destroyed)) closed();
      });
    }
  }

  join() {
    if (this.#joined || this.#abandoned) return;
    this.#joined = true;
    if (this.#broken) return this.end();
    const [near, far] = this.#ends;
    near.pipe(far);
    far.pipe(near);
  }

  part() {
    this.#joined = false;
    for (const end of this.#ends) end.unpipe().pause();
  }

  abandon() {
    this.#abandoned = true;
    this.part();
  }

  reset() {
    for (const end of this.#ends) end.resetAndDestroy();
  }

  end() {
    for (const end of this.#ends) end.destroy();
  }

  #break() {
    this.#broken = true;
    if (this.#joined) this.end();
  }
}
