// Peers that are no browsers: programs that tell one JSON line after the other. Those in peers/ that are
// Python's end when a line comes in. And the HTTP call that gets them a token.
import { spawn } from 'node:child_process';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { specFolder } from './places.mjs';
import { until } from './until.mjs';

const peerFolder = join(specFolder, 'peers');

/** {token, …} for a name in a room that may not exist yet. */
export async function joinRoom(server, room, name) {
  const answer = await fetch(`${server.url}/api/rooms/${room}/join`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name }),
  });
  if (answer.status !== 200) throw new Error(`join answered ${answer.status}`);
  return answer.json();
}

/** program: a path, or a script of peers/ for our Node or Debian's Python, which sees Debian's packages. */
export function startPeer(scope, program, args) {
  const runtime = { '.py': '/usr/bin/python3', '.mjs': process.execPath }[extname(program)];
  const command = runtime ? [runtime, join(peerFolder, program)] : [program];
  const peer = spawn(command[0], [...command.slice(1), ...args.map(String)]);
  const told = {};
  let errors = '';
  let ended = false;
  createInterface({ input: peer.stdout }).on('line', (line) => {
    Object.assign(told, JSON.parse(line));
  });
  peer.stderr.setEncoding('utf8');
  peer.stderr.on('data', (text) => {
    errors += text;
  });
  peer.on('close', () => {
    ended = true;
  });
  scope.defer(() => {
    peer.kill('SIGKILL');
  });
  const wait = async (what, seconds, check) => {
    try {
      await until(`${program}: ${what}`, seconds, () => ended || check(told));
    } catch (failure) {
      throw new Error(`${failure.message}\ntold ${JSON.stringify(told)}\n${errors}`);
    }
    if (!check(told)) throw new Error(`${program} has ended before: ${what}\n${errors}`);
  };
  return {
    told,
    wait,
    errors: () => errors,
    /** DELETEs its resource and ends. */
    async end() {
      peer.stdin.end('\n');
      await wait('it has deleted its resource', 30, ({ deleted }) => deleted);
      return told.deleted;
    },
  };
}
