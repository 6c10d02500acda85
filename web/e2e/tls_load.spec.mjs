// What connections to the TLS port cost: memory of idle ones (F2), patience with slow ones (A5).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { test } from './support/test.mjs';
import { openTls, serverWithTls } from './support/tls.mjs';
import { until } from './support/until.mjs';

const mostKibPerSocket = 40;

test('an idle WebSocket under TLS costs 40 KiB at most', async (scope) => {
  const { server, port } = await serverWithTls(scope);
  // What the first ones make the program load and reserve is no price per connection.
  const first = await openWebSockets(port, 50);
  const count = 400;
  const before = residentKib(server.pid());
  const sockets = await openWebSockets(port, count);
  const each = (residentKib(server.pid()) - before) / count;
  for (const socket of [...first, ...sockets]) socket.destroy();
  scope.note(`${each.toFixed(1)} KiB per idle WebSocket under TLS`);
  assert.ok(each <= mostKibPerSocket, `${each} KiB`);
});

test('two hundred slow clients are dropped while others are served', {
  seconds: 120,
}, async (scope) => {
  const { server, port } = await serverWithTls(scope);
  const descriptors = () => readdirSync(`/proc/${server.pid()}/fd`).length;
  const before = descriptors();
  const begin = performance.now();
  const lived = [];
  const slow = await Promise.all(
    Array.from({ length: 200 }, (_, index) => openSlow(port, index % 4)),
  );
  for (const socket of slow) {
    socket.on('error', () => {});
    socket.on('close', () => lived.push((performance.now() - begin) / 1000));
  }
  const waited = [];
  await until('all slow clients are dropped', 60, async () => {
    const asked = performance.now();
    const other = await openTls(port);
    other.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
    for await (const chunk of other) assert.match(String(chunk), /^HTTP\/1\.1 200|ok|\{/);
    waited.push(performance.now() - asked);
    return lived.length === slow.length;
  });
  const at95 = (values) => values.sort((a, b) => a - b)[Math.floor(values.length * 0.95)];
  scope.note(
    `slow ones dropped after ${at95(lived).toFixed(1)} s, others waited ${at95(waited).toFixed(0)} ms (p95)`,
  );
  assert.ok(at95(lived) <= 20);
  assert.ok(at95(waited) <= 500);
  await until('the descriptors are back', 10, () => descriptors() <= before + 1);
});

/** Silent; stopped in the hello; silent after the handshake; a header that stops. */
async function openSlow(port, kind) {
  if (kind >= 2) {
    const socket = await openTls(port);
    if (kind === 3) socket.write('GET / HTTP/1.1\r\nHo');
    return socket;
  }
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      if (kind === 1) socket.write(Buffer.from([0x16, 3, 1, 2, 0]));
      resolve(socket);
    });
    socket.on('error', reject);
  });
}

async function openWebSockets(port, count) {
  const sockets = [];
  while (sockets.length < count) {
    sockets.push(...(await Promise.all(Array.from({ length: 10 }, () => openWebSocket(port)))));
  }
  return sockets;
}

async function openWebSocket(port) {
  const socket = await openTls(port);
  const key = randomBytes(16).toString('base64');
  socket.write(
    `GET /ws HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
  );
  await new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once('data', (answer) =>
      String(answer).startsWith('HTTP/1.1 101') ? resolve() : reject(new Error(String(answer))),
    );
  });
  return socket;
}

function residentKib(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
}
