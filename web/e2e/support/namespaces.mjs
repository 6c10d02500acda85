// Networks beside that of the run, and cables between them. Each lives as long as the process that holds
// it, so that nothing is left behind when the run is cut short. Takes root, or user namespaces.
import { execFileSync, spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { until } from './until.mjs';

/** With nothing in it but its loopback. It ends, and every cable to it, with the test. */
export async function openNetwork(scope) {
  const holder = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => {
    holder.on('exit', resolve);
    holder.on('error', resolve);
  });
  scope.defer(async () => {
    holder.kill('SIGKILL');
    await ended;
  });
  await until('a network of its own, which takes root or user namespaces', 10, () => {
    return holder.exitCode === null && networkOf(holder.pid) !== networkOf('self');
  });
  return new Network(holder.pid);
}

function networkOf(pid) {
  return readlinkSync(`/proc/${pid}/ns/net`);
}

class Network {
  constructor(pid) {
    this.pid = pid;
    /** Words before a program that is to run there. */
    this.inside = ['nsenter', `--net=/proc/${pid}/ns/net`];
    this.run('ip link set lo up');
  }

  /** Answers what the command has printed. */
  run(command, input = '') {
    return run([...this.inside, ...command.split(' ')], input);
  }
}

/** The network of the run itself. */
export const ourNetwork = {
  pid: process.pid,
  run: (command, input = '') => run(command.split(' '), input),
};

/** A cable between two plugs {network, name, address}; the addresses are of one /24. */
export function layCable(one, other) {
  const [a, b] = [one, other].map(({ network, name }) => `name ${name} netns ${network.pid}`);
  ourNetwork.run(`ip link add ${a} type veth peer ${b}`);
  for (const { network, name, address } of [one, other]) {
    // No link-local addresses: they come late, and Chromium drops its requests at each change.
    network.run(`ip link set ${name} addrgenmode none`);
    network.run(`ip addr add ${address}/24 dev ${name}`);
    network.run(`ip link set ${name} up`);
  }
}

function run([program, ...words], input) {
  return execFileSync(program, words, { input, stdio: 'pipe', encoding: 'utf8' });
}
