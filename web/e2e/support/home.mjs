// A home: this network lies behind a router that translates addresses, can go dark and can forget. The
// server has a network of its own on the other side, where others run their browsers beside it.
//
//   browsers, 10.78.0.2 ── 10.78.0.1, router, 10.79.0.1 ── 10.79.0.2, server and neighbours
import { layCable, openNetwork, ourNetwork } from './namespaces.mjs';

const server = '10.79.0.2';

/** Ports of the router: those of a rebinding are others than those of before. */
const rules = (firstPort) => `table ip home { }
delete table ip home
table ip home {
  chain through { type filter hook forward priority filter; policy accept; }
  chain out {
    type nat hook postrouting priority srcnat; policy accept;
    oifname "world" meta l4proto { tcp, udp } masquerade to :${firstPort}-${firstPort + 999}
  }
}`;

/**
 * address: the server's; inside: words before a program that is to run beside it.
 * cut(): nothing passes in either direction, and nobody is told, until mend().
 * rebind(address): the router has forgotten what it knew, TCP and UDP; all goes on from other ports, of
 * another address if one is given.
 */
export async function behindARouter(scope) {
  const router = await openNetwork(scope);
  const world = await openNetwork(scope);
  let [address, firstPort] = ['10.79.0.1', 40_000];
  layCable(
    { network: ourNetwork, name: 'to_router', address: '10.78.0.2' },
    { network: router, name: 'home', address: '10.78.0.1' },
  );
  layCable(
    { network: router, name: 'world', address },
    { network: world, name: 'server', address: server },
  );
  ourNetwork.run('ip route add 10.79.0.0/24 via 10.78.0.1');
  router.run('tee /proc/sys/net/ipv4/ip_forward', '1');
  router.run('nft -f -', rules(firstPort));
  return {
    address: server,
    inside: world.inside,
    cut: () => router.run('nft add rule ip home through drop'),
    mend: () => router.run('nft flush chain ip home through'),
    rebind(next = address) {
      firstPort += 1000;
      router.run('nft -f -', rules(firstPort));
      // With its address Linux forgets what it has translated to it.
      router.run(`ip addr del ${address}/24 dev world`);
      address = next;
      router.run(`ip addr add ${address}/24 dev world`);
    },
  };
}
