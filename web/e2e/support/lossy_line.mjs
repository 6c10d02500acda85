// A bad line for media: UDP between a page and the server's media port with loss and delay in both
// directions. The page is told this line's port in place of the server's.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/**
 * loss: of each direction, 0 to 1; delayMs: one way. Dice are seeded: the same test loses about the same.
 * counts(): {sent, lost} of both directions together.
 */
export async function layLossyLine(scope, server, page, { loss, delayMs, address }) {
  const counts = { sent: 0, lost: 0 };
  const dice = seededDice(7);
  const near = createSocket('udp4');
  const far = new Map(); // one socket to the server for each of the page's
  const carry = (send) => {
    counts.sent++;
    if (dice() < loss) counts.lost++;
    else setTimeout(send, delayMs);
  };
  let over = false;
  near.on('message', (datagram, from) => {
    const key = `${from.address}:${from.port}`;
    let socket = far.get(key);
    if (!socket) {
      socket = createSocket('udp4');
      socket.on('message', (answer) =>
        carry(() => over || near.send(answer, from.port, from.address)),
      );
      far.set(key, socket);
    }
    carry(() => over || socket.send(datagram, server.mediaPort, address));
  });
  near.bind(0, address);
  await once(near, 'listening');
  scope.defer(() => {
    over = true;
    near.close();
    for (const socket of far.values()) socket.close();
  });
  await page.addInitScript(
    ([real, relayed]) => {
      const original = RTCPeerConnection.prototype.setRemoteDescription;
      RTCPeerConnection.prototype.setRemoteDescription = function (description) {
        const sdp = description.sdp.replaceAll(` ${real} typ host`, ` ${relayed} typ host`);
        return original.call(this, { type: description.type, sdp });
      };
    },
    [server.mediaPort, near.address().port],
  );
  return { counts: () => ({ ...counts }) };
}

function seededDice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
