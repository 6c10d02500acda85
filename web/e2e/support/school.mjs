// A school: this network lies behind a firewall that drops, without a word, whatever is not TCP to port
// 443 of one server, which has a network of its own.
//
//   browsers, 10.78.0.2 ── 10.78.0.1, firewall, 10.79.0.1 ── 10.79.0.2, server
import { layCable, openNetwork, ourNetwork } from './namespaces.mjs';

const server = '10.79.0.2';

const rules = `table ip school {
  counter dropped_udp {}
  counter dropped_tcp {}
  chain through {
    type filter hook forward priority filter; policy drop;
    iifname "school" ip daddr ${server} tcp dport 443 accept
    iifname "world" ip saddr ${server} tcp sport 443 accept
    meta l4proto udp counter name dropped_udp
    meta l4proto tcp counter name dropped_tcp
  }
}`;

/** address: the server's; inside: words before a program that is to run there; dropped(): {udp, tcp}, in packets. */
export async function behindASchoolFirewall(scope) {
  const firewall = await openNetwork(scope);
  const world = await openNetwork(scope);
  layCable(
    { network: ourNetwork, name: 'to_school', address: '10.78.0.2' },
    { network: firewall, name: 'school', address: '10.78.0.1' },
  );
  layCable(
    { network: firewall, name: 'world', address: '10.79.0.1' },
    { network: world, name: 'server', address: server },
  );
  ourNetwork.run('ip route add 10.79.0.0/24 via 10.78.0.1');
  world.run('ip route add default via 10.79.0.1');
  firewall.run('tee /proc/sys/net/ipv4/ip_forward', '1');
  firewall.run('nft -f -', rules);
  return {
    address: server,
    inside: world.inside,
    dropped: () => ({ udp: packets(firewall, 'udp'), tcp: packets(firewall, 'tcp') }),
  };
}

function packets(firewall, protocol) {
  const { nftables } = JSON.parse(
    firewall.run(`nft --json list counter ip school dropped_${protocol}`),
  );
  return nftables.find((entry) => entry.counter).counter.packets;
}
