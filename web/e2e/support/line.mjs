// A wire between a page and the server's HTTP port that can be cut: pages load and signal through it,
// media goes its own way by UDP.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** address(room) for pages; cut(): everything breaks and nobody gets through; mend(). */
export async function layLine(scope, server) {
  const open = new Set();
  let whole = true;
  const wire = createServer((near) => {
    if (!whole) return near.resetAndDestroy();
    const far = connect(server.port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ]) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  scope.defer(() => {
    for (const socket of open) socket.destroy();
    wire.close();
  });
  return {
    address: (room) => `http://localhost:${wire.address().port}/${room}`,
    cut() {
      whole = false;
      for (const socket of open) socket.resetAndDestroy();
    },
    mend() {
      whole = true;
    },
  };
}
