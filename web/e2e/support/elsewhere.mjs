// What would leave for another machine, seen from two sides: the requests of pages, their workers and service
// workers, and what a page's own policy has stopped; and the packets of all browsers of this run, in its network
// namespace (network.mjs).
import { execFileSync } from 'node:child_process';
import { addresses } from './network.mjs';

const nft = (...words) => execFileSync('nft', words, { encoding: 'utf8' });

/**
 * Watches everything in the browser context of `page`, which must not have loaded anything yet. {own: what the
 * server was asked for, foreign: everything else, kinds: who asked}.
 */
export async function watchRequests(page, server) {
  const host = new URL(server.url).host;
  const seen = { own: [], foreign: [], kinds: new Set() };
  const note = (kind, address) => {
    const url = new URL(address);
    if (url.protocol === 'blob:' || url.protocol === 'data:') return;
    seen.kinds.add(kind);
    if (url.host === host) seen.own.push(address);
    else seen.foreign.push(`${kind}: ${address}`);
  };
  const context = page.context();
  context.on('request', (request) =>
    note(request.serviceWorker() ? 'service worker' : 'page', request.url()),
  );
  context.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) seen.foreign.push(line.text());
  });
  const watchPage = (one) => one.on('websocket', (socket) => note('WebSocket', socket.url()));
  watchPage(page);
  context.on('page', watchPage);
  await context.exposeBinding('toldIceServers', (_, urls) => {
    for (const url of urls) {
      const named = /^(?:stuns?|turns?):\[?([^\]?]+?)\]?(?::\d+)?(?:\?|$)/.exec(url)?.[1];
      const ours = ['localhost', '127.0.0.1', '::1', addresses.v4, addresses.v6].includes(named);
      seen.kinds.add('ICE');
      if (ours) seen.own.push(url);
      else seen.foreign.push(`ICE: ${url}`);
    }
  });
  await page.addInitScript(tellIceServers);
  return seen;
}

/** Runs in the page. */
function tellIceServers() {
  const tell = ({ iceServers = [] } = {}) =>
    window.toldIceServers(iceServers.flatMap(({ urls }) => urls));
  const set = RTCPeerConnection.prototype.setConfiguration;
  RTCPeerConnection.prototype.setConfiguration = function (configuration) {
    tell(configuration);
    return set.call(this, configuration);
  };
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(configuration) {
      super(configuration);
      tell(configuration);
    }
  };
}

/**
 * Writes down where packets go that are for no address of this machine, and every question to a name server.
 * Multicast stays: it is how IPv6 finds its neighbours, and never leaves the link. sent(): ["192.0.2.1 tcp 80"].
 */
export function watchPackets(scope) {
  const inet = ['inet', 'elsewhere'];
  nft('add', 'table', ...inet);
  scope.defer(() => nft('delete', 'table', ...inet));
  nft('add', 'chain', ...inet, 'out', '{ type filter hook output priority 0 ; }');
  for (const [family, multicast] of [
    ['ip', '224.0.0.0/4'],
    ['ip6', 'ff00::/8'],
  ]) {
    const type = { ip: 'ipv4_addr', ip6: 'ipv6_addr' }[family];
    const set = `{ type ${type} . inet_proto . inet_service ; flags dynamic ; }`;
    nft('add', 'set', ...inet, `${family}_seen`, set);
    const add = `add @${family}_seen { ${family} daddr . meta l4proto . th dport }`;
    const rule = (...when) => {
      nft('add', 'rule', ...inet, 'out', 'meta', 'l4proto', '{ tcp, udp }', ...when, add);
    };
    rule('th', 'dport', '53');
    rule('oifname', '!=', 'lo', family, 'daddr', '!=', multicast);
  }
  return {
    sent: () =>
      ['ip_seen', 'ip6_seen'].flatMap((name) => {
        const { nftables } = JSON.parse(nft('--json', 'list', 'set', ...inet, name));
        const elements = nftables.find((part) => part.set)?.set.elem ?? [];
        return elements.map((element) => (element.elem?.val ?? element).concat.join(' '));
      }),
  };
}
