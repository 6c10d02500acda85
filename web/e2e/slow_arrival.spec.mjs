// R54: what arrives slowly at the port that pages and relay share is told apart all the same, and who stops
// before saying what it wants is dropped. Every case, on a clock of the test: arrival_rules_test.cpp.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { drip } from './support/drip.mjs';
import { test } from './support/test.mjs';
import { serverWithTls } from './support/tls.mjs';

const relayPort = 3478;

test('R54: who stops after five bytes of a hello or of a TURN message is dropped within ten seconds', async (scope) => {
  const { port } = await serverWithTls(scope, { 'relay.listen': `[::]:${relayPort}` });
  const stops = async (at, bytes) => {
    const socket = connect(at, '127.0.0.1');
    scope.defer(() => socket.destroy());
    await once(socket, 'connect');
    await scope.measure(`port ${at} drops it`, 10, async () => {
      socket.write(Buffer.from(bytes));
      socket.on('error', () => {}).resume();
      await once(socket, 'close');
    });
  };
  await Promise.all([stops(port, [0x16, 3, 1, 2, 0]), stops(relayPort, [0, 3, 0, 8, 0x21])]);
});

const page = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
// Allocate with REQUESTED-TRANSPORT: UDP, and what a relay answers it at first (RFC 8656 section 7.2).
const allocate = Buffer.from(`000300082112a442${'00'.repeat(12)}0019000411000000`, 'hex');
const allocateError = Buffer.from('0113', 'hex');

for (const version of ['TLSv1.2', 'TLSv1.3']) {
  test(`R54: hello, HTTPS and TURN, one byte each 100 ms, are told apart over ${version}`, {
    seconds: 150,
    nightly: 'a minute of waiting',
  }, async (scope) => {
    const { port } = await serverWithTls(scope);
    const ask = async (words) => {
      const slow = drip(connect(port, '127.0.0.1'), 100);
      const socket = connectTls({
        socket: slow,
        servername: 'localhost',
        rejectUnauthorized: false,
        minVersion: version,
        maxVersion: version,
        ecdhCurve: 'X25519:P-256', // today's larger key shares would take three minutes
      });
      scope.defer(() => socket.destroy());
      await once(socket, 'secureConnect');
      socket.write(words);
      const [answer] = await once(socket, 'data');
      return { answer, slow };
    };
    const begin = performance.now();
    const [https, turn] = await Promise.all([ask(page), ask(allocate)]);
    scope.note(`${https.slow.sent} and ${turn.slow.sent} bytes of ${version}, one by one`);
    assert.match(String(https.answer), /^HTTP\/1\.1 200 /);
    assert.deepEqual(turn.answer.subarray(0, 2), allocateError);
    assert.ok(performance.now() - begin > 100 * turn.slow.sent, 'that was not slow');
  });
}
