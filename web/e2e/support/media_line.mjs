// A line for media that can be bad, dark or another than before: UDP between a page and the server's
// media port. The page is told this line's port in place of the server's.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/**
 * loss: of each direction, 0 to 1; delayMs: one way. Dice are seeded: the same test loses about the same.
 * counts(): {sent, lost} of both directions together.
 * hold(), release(): a blackout; what was sent meanwhile is gone.
 * rebind(source): the NAT has forgotten what it knew: the page's flows go on from other ports, of the local
 * address `source` if one is given.
 * abandon(): flows of before are dead for ever, new ones pass; as with another network.
 * resumed(): {checkAt, mediaAt} after a rebind, by performance.now(): when the first check of the page went
 * out by the new port, and when the first media came back to it.
 */
export async function layMediaLine(scope, server, page, { loss = 0, delayMs = 0, address }) {
  const counts = { sent: 0, lost: 0 };
  const dice = seededDice(7);
  const near = createSocket('udp4');
  const flows = new Map(); // by the page's port
  let held = false;
  let over = false;
  let source;
  let resumed = {};

  const carry = (send) => {
    counts.sent++;
    if (held || dice() < loss) counts.lost++;
    else setTimeout(() => over || send(), delayMs);
  };
  const openFlow = (from) => {
    const far = createSocket('udp4');
    if (source) far.bind(0, source);
    const flow = { far, from, isAlive: true };
    far.on('message', (datagram) => {
      if (!flow.isAlive) return;
      if (isMedia(datagram)) resumed.mediaAt ??= performance.now();
      carry(() => near.send(datagram, from.port, from.address));
    });
    return flow;
  };
  near.on('message', (datagram, from) => {
    const key = `${from.address}:${from.port}`;
    if (!flows.has(key)) flows.set(key, openFlow(from));
    const flow = flows.get(key);
    if (!flow.isAlive) return;
    if (isStun(datagram)) resumed.checkAt ??= performance.now();
    carry(() => flow.isAlive && flow.far.send(datagram, server.mediaPort, address));
  });
  near.bind(0, address);
  await once(near, 'listening');
  scope.defer(() => {
    over = true;
    near.close();
    for (const { far, isAlive } of flows.values()) if (isAlive) far.close();
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
  const close = (flow) => {
    if (flow.isAlive) flow.far.close();
    flow.isAlive = false;
  };
  return {
    counts: () => ({ ...counts }),
    hold() {
      held = true;
    },
    release() {
      held = false;
    },
    rebind(from) {
      source = from;
      for (const flow of flows.values()) close(flow);
      flows.clear();
      resumed = {};
    },
    abandon() {
      for (const flow of flows.values()) close(flow);
    },
    resumed: () => ({ ...resumed }),
  };
}

/** By the first byte (RFC 7983). */
const isStun = (datagram) => datagram[0] < 4;
const isMedia = (datagram) => datagram[0] >= 128 && datagram[0] < 192;

function seededDice(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
