// A network namespace for the whole run, with a pair of virtual Ethernet ends as its only interface:
// Firefox does not connect to 127.0.0.1, and a request that would leave this machine has nowhere to go.
// The process namespace beside it ends every browser and server together with the runner, whatever
// happens to it; nothing is left behind that would have to be cleared away.
import { execFileSync, spawnSync } from 'node:child_process';

const marker = 'PLENUM_E2E_NETWORK';

/** Of the interface; the server announces them for media, pages are loaded from localhost. */
export const addresses = { v4: '10.77.0.1', v6: 'fd77::1' };

export function inOwnNetwork() {
  return process.env[marker] === 'ready';
}

/** Runs this very program again inside; returns its exit code. */
export function reenterInOwnNetwork() {
  const user = process.getuid?.() === 0 ? [] : ['--map-root-user'];
  const setUp = [
    'ip link set lo up',
    'ip link add v0 type veth peer name v1',
    `ip addr add ${addresses.v4}/24 dev v0`,
    `ip addr add ${addresses.v6}/64 dev v0 nodad`,
    'ip link set v0 up',
    'ip link set v1 up',
    'ip route add default dev v0',
    'exec "$@"',
  ].join(' && ');
  const inside = spawnSync(
    'unshare',
    ['--net', '--pid', '--fork', '--kill-child', '--mount-proc', ...user].concat([
      'sh',
      '-c',
      setUp,
      'sh',
      process.execPath,
      ...process.argv.slice(1),
    ]),
    { stdio: 'inherit', env: { ...process.env, [marker]: 'ready' } },
  );
  if (inside.error) {
    console.error(`The browser tests need unshare (util-linux): ${inside.error.message}`);
    return 1;
  }
  return inside.status ?? 1;
}

/** A second or two after the start the link-local addresses come; Chromium drops its requests at each change. */
export function isSettled() {
  const list = execFileSync('ip', ['-6', '-oneline', 'addr', 'show', 'scope', 'link']).toString();
  const lines = list.split('\n').filter(Boolean);
  return lines.length === 2 && lines.every((line) => !line.includes('tentative'));
}

/** Established TCP connections to a local port; tests use it to see that a line is really gone. */
export function connectionsTo(port) {
  const list = execFileSync('ss', ['-Htn', 'state', 'established', `dport = :${port}`]);
  return list.toString().split('\n').filter(Boolean).length;
}
