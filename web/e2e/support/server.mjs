// plenum serve, as a person would start it: free ports, a data directory of its own.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plenumBinary, root, webRoot } from './places.mjs';
import { until } from './until.mjs';

const startSeconds = 20;
const stopSeconds = 10;

/**
 * settings: {'section.key': value}; environment: variables beside ours; inside: words before the program.
 * Answers once the server has printed its address. After kill() or shutDown() another start() finds the same
 * ports and data.
 */
export async function startServer(settings = {}, environment = {}, inside = []) {
  const data = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  const given = {
    'http.listen': '127.0.0.1:0',
    'http.web_root': webRoot,
    'media.port': 0,
    'relay.listen': '[::]:0',
    'policy.profile': 'offen',
    'data.dir': data,
    ...settings,
  };
  let run = runServer(given, [], environment, inside);
  let formerLog = '';
  const { url, media } = await address(run);
  const port = Number(new URL(url).port);
  return {
    url,
    port,
    data: given['data.dir'],
    mediaPort: Number(media),
    pid: () => run.pid,
    log: () => formerLog + run.log(),
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    roomAddress: (room) => `${url}/${room}`,
    /** kill -9: nothing is said, nothing is written any more. */
    async kill() {
      run.signal('SIGKILL');
      await until('the server is dead', stopSeconds, () => run.exitCode() !== undefined);
    },
    /** As an administrator restarts it: everybody is told. */
    async shutDown() {
      run.signal('SIGTERM');
      await until('the server has ended', stopSeconds, () => run.exitCode() !== undefined);
    },
    async start() {
      formerLog = this.log();
      run = runServer(
        { ...given, 'http.listen': `127.0.0.1:${port}`, 'media.port': media },
        [],
        environment,
        inside,
      );
      await address(run);
    },
    async stop() {
      run.signal('SIGTERM');
      try {
        await until(
          'the server ends after SIGTERM',
          stopSeconds,
          () => run.exitCode() !== undefined,
        );
      } finally {
        run.signal('SIGKILL');
        await rm(data, { recursive: true, force: true });
      }
      if (run.exitCode() !== 0) throw new Error(`The server ended with ${run.exitCode()}`);
    },
  };
}

/** {url, media} of the line that the server prints when it is ready. */
async function address(run) {
  const line = await until('the server runs', startSeconds, () => {
    if (run.exitCode() !== undefined) return { ended: true };
    return /^Plenum \S+: (?<url>\S+) \(media port (?<media>\d+)\)$/m.exec(run.log())?.groups;
  });
  if (line.ended) throw new Error(`The server ended by itself:\n${run.log()}`);
  return line;
}

/** The process alone, for tests of how it ends. */
export function runServer(settings, more = [], environment = {}, inside = []) {
  const sets = Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const [program, ...words] = [...inside, plenumBinary, 'serve', ...sets, ...more];
  const server = spawn(program, words, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let ended;
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      log += text;
    });
  }
  server.on('close', (code, signal) => {
    ended = code ?? signal;
  });
  return {
    log: () => log,
    /** Undefined while it runs; the name of a signal that ended it. */
    exitCode: () => ended,
    signal: (name) => server.kill(name),
    pid: server.pid,
  };
}
