// What hostile or mistaken clients and operators get. No browser: they would not send this.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchange, opcode, openWebSocket } from './support/raw_http.mjs';
import { runServer } from './support/server.mjs';
import { test } from './support/test.mjs';
import { until } from './support/until.mjs';

const traversals = [
  '/../../../../etc/passwd',
  '/assets/../../../../etc/passwd',
  '/assets/..%2f..%2f..%2f..%2fetc/passwd',
  '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
  '/..%5c..%5c..%5cetc%5cpasswd',
  '/assets/%00../../../etc/passwd',
  '//etc/passwd',
  '/.git/config',
  '/../package.json',
  'http://elsewhere.example/../../../etc/passwd',
];

test('no path leads out of the web client', async (scope) => {
  const server = await scope.server();
  for (const target of traversals) {
    const { status, body } = await exchange(server.port, { target });
    assert.ok(status < 500, `${target}: ${status}`);
    assert.ok(!/root:.*:0:0:|\[core\]|plenum-web/.test(body), `${target} gave a file away`);
  }
});

test('every answer carries the security headers', async (scope) => {
  const server = await scope.server();
  const requests = [
    [200, { target: '/' }],
    [200, { target: '/api/config' }],
    [404, { target: '/assets/nothing.js' }],
    [404, { target: '/api/nothing' }],
    [405, { target: '/api/config', method: 'DELETE' }],
    [400, { target: '/', headers: { 'Content-Length': 'many' } }],
    [400, { target: '/api/rooms', method: 'POST', body: '[[[' }],
  ];
  for (const [expected, request] of requests) {
    const { status, headers } = await exchange(server.port, request);
    const what = `${request.method ?? 'GET'} ${request.target} (${status})`;
    assert.equal(status, expected, what);
    assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/, what);
    assert.match(headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/, what);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', what);
    assert.equal(headers.get('referrer-policy'), 'no-referrer', what);
    assert.match(headers.get('permissions-policy') ?? '', /camera=\(self\)/, what);
    assert.doesNotMatch(headers.get('server') ?? '', /beast|\d/i, what);
  }
});

test('pages of other origins get no WebSocket', async (scope) => {
  const server = await scope.server();
  const foreign = [
    'https://elsewhere.example',
    'null',
    `http://localhost:${server.port + 1}`,
    `http://localhost:${server.port}.elsewhere.example`,
    'file://',
  ];
  for (const origin of foreign) {
    const answer = await openWebSocket(server.port, { Origin: origin });
    assert.equal(answer.status, 403, origin);
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src/, origin);
  }
  const own = await openWebSocket(server.port, { Origin: `http://localhost:${server.port}` });
  assert.equal(own.status, 101);
  own.destroy();
});

test('a message over the limit closes the connection with 1009', async (scope) => {
  const server = await scope.server();
  const line = await openWebSocket(server.port);
  line.send(opcode.binary, Buffer.alloc(1024 * 1024));
  assert.equal((await line.ended()).code, 1009);
});

test('a connection keeps to the kind of frame it began with', async (scope) => {
  const server = await scope.server();
  const line = await inRoom(server);
  line.send(opcode.binary, Buffer.from([0x4a, 0x00])); // Leave, as protobuf
  const { frames, code } = await line.ended();
  assert.ok(code >= 1002 && code <= 1008, `closed with ${code}`);
  assert.ok(refusals(frames).includes('REFUSAL_CODE_BAD_MESSAGE'), JSON.stringify(texts(frames)));
});

test('what is no hello is refused and closed', async (scope) => {
  const server = await scope.server();
  const garbage = {
    'no JSON': 'hello?',
    'no object': '[]',
    'no such field': '{"hello":{"version":1,"token":7}}',
    'another message first': '{"leave":{}}',
    'deep nesting': `${'{"hello":'.repeat(200)}1${'}'.repeat(200)}`,
  };
  for (const [what, text] of Object.entries(garbage)) {
    const line = await openWebSocket(server.port);
    line.send(opcode.text, text);
    const { frames } = await line.ended();
    assert.deepEqual(refusals(frames), ['REFUSAL_CODE_BAD_MESSAGE'], what);
  }
  for (const credential of [{ token: 'x' }, { resumeTicket: 'A'.repeat(200) }]) {
    const line = await openWebSocket(server.port);
    line.send(opcode.text, JSON.stringify({ id: 1, hello: { version: 1, ...credential } }));
    const { frames } = await line.ended();
    assert.deepEqual(refusals(frames), ['REFUSAL_CODE_BAD_TOKEN']);
  }
});

test('the media port says nothing to strangers', async (scope) => {
  const server = await scope.server();
  const stranger = createSocket('udp4');
  scope.defer(() => stranger.close());
  let answers = 0;
  stranger.on('message', () => answers++);
  const binding = Buffer.from('000100002112a442000102030405060708090a0b', 'hex');
  const clientHello = Buffer.from('16fefd0000000000000000000401000000', 'hex');
  const rtp = Buffer.from('8060000100000000deadbeef', 'hex');
  // What the relay's port would answer: Allocate, and data of a channel.
  const allocate = Buffer.from('000300082112a442000102030405060708090a0b0019000411000000', 'hex');
  const channelData = Buffer.from('4000000474657374', 'hex');
  for (let round = 0; round < 100; round++) {
    for (const datagram of [
      binding,
      clientHello,
      rtp,
      allocate,
      channelData,
      Buffer.from([round]),
    ]) {
      stranger.send(datagram, server.mediaPort, '127.0.0.1');
    }
  }
  // The server has read them all once it counts them; then no answer is still to come.
  await until('the datagrams are counted', 20, async () => {
    const counted = /^plenum_media_datagrams_received_total (\d+)/m.exec(await server.metrics());
    return Number(counted?.[1]) >= 600;
  });
  assert.equal(answers, 0);
});

test('a wrong setting is one sentence with its key, and exit code 2', async () => {
  const wrong = {
    'media.port': 'seventy',
    'http.listen': 'everywhere',
    'policy.profile': 'strict',
    'no.such': '1',
  };
  for (const [key, value] of Object.entries(wrong)) {
    const { code, log } = await endOf(runServer({ [key]: value }));
    assert.equal(code, 2, key);
    assertOneSentence(log, key);
  }
});

test('a wrong line of the file is named with file, line and key', async (scope) => {
  const folder = temporary(scope);
  const file = join(folder, 'plenum.toml');
  writeFileSync(file, '[http]\n\n[media]\nport = "many"\n');
  const { code, log } = await endOf(runServer({}, ['--config', file]));
  assert.equal(code, 2);
  assertOneSentence(log, 'plenum.toml, line 4');
  assertOneSentence(log, 'media.port');
});

test('a used port is one sentence, and exit code 1', async (scope) => {
  const holder = createServer().listen(0, '127.0.0.1');
  scope.defer(() => holder.close());
  await until('the port is held', 5, () => holder.address());
  const { port } = holder.address();
  const settings = { 'http.listen': `127.0.0.1:${port}`, 'media.port': 0 };
  const { code, log } = await endOf(runServer({ ...settings, 'data.dir': temporary(scope) }));
  assert.equal(code, 1, log);
  assertOneSentence(log, String(port));
});

test('a data directory that cannot be written is one sentence, and exit code 1', async (scope) => {
  const folder = temporary(scope);
  const file = join(folder, 'not_a_folder');
  writeFileSync(file, '');
  const { code, log } = await endOf(
    runServer({ 'http.listen': '127.0.0.1:0', 'media.port': 0, 'data.dir': join(file, 'var') }),
  );
  assert.equal(code, 1, log);
  assertOneSentence(log, file);
});

test('a broken database is one sentence, exit code 1, and nothing is overwritten', async (scope) => {
  const folder = temporary(scope);
  const settings = { 'http.listen': '127.0.0.1:0', 'media.port': 0, 'data.dir': folder };
  const first = runServer(settings);
  await until('the server runs', 20, () => first.log().includes('media port'));
  first.signal('SIGTERM');
  await endOf(first);
  const database = readdirSync(folder).find((name) => /\.(db|sqlite3?)$/.test(name));
  assert.ok(database, `a database among ${readdirSync(folder)}`);
  const garbage = 'this is no database, and it must stay as it is '.repeat(100);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(database)) rmSync(join(folder, name));
  }
  writeFileSync(join(folder, database), garbage);
  const { code, log } = await endOf(runServer(settings));
  assert.equal(code, 1, log);
  assertOneSentence(log, database);
  assert.equal(readFileSync(join(folder, database), 'utf8'), garbage);
});

// ---- what the tests above share

async function inRoom(server) {
  const answer = await fetch(`${server.url}/api/rooms`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'rathaus' }),
  });
  const { token } = await answer.json();
  const line = await openWebSocket(server.port);
  line.send(opcode.text, JSON.stringify({ id: 1, hello: { version: 1, token } }));
  await until('Welcome', 10, () => texts(line.frames()).some(({ welcome }) => welcome));
  return line;
}

function texts(frames) {
  return frames
    .filter((frame) => frame.opcode === opcode.text)
    .map((frame) => JSON.parse(frame.payload.toString()));
}

function refusals(frames) {
  return texts(frames).flatMap(({ refusal }) => (refusal ? [refusal.code] : []));
}

async function endOf(run) {
  try {
    await until('the server ends', 20, () => run.exitCode() !== undefined);
  } finally {
    run.signal('SIGKILL');
  }
  return { code: run.exitCode(), log: run.log() };
}

function assertOneSentence(log, naming) {
  assert.match(log, /^plenum: [^\n]+\n$/);
  assert.ok(log.includes(naming), `"${log}" does not name ${naming}`);
}

function temporary(scope) {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-e2e-'));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
