// R53: who cannot send UDP to the media port is in the call all the same: the relay over UDP, TCP and TLS,
// with browsers and with a client that is not a browser.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { enter } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { addresses } from './support/network.mjs';
import { givenRelay, onlyRelay, selectedCandidate } from './support/relay.mjs';
import { test } from './support/test.mjs';
import { serverWithTlsAt } from './support/tls.mjs';

for (const transport of ['udp', 'tcp']) {
  test(`Chromium and Firefox hold a call through the relay over ${transport}`, {
    seconds: 180,
  }, async (scope) => {
    const server = await scope.server({ 'media.workers': 2 });
    const init = onlyRelay(transport);
    const anna = await scope.chromium({ init });
    await enter(anna, server.roomAddress('rathaus'), 'Anna');
    const fiona = await scope.firefox({ init });
    await enter(fiona, server.roomAddress('rathaus'), 'Fiona');
    await Promise.all([plays(anna, ['Fiona']), plays(fiona, ['Anna'])]);
    for (const page of [anna, fiona]) {
      assert.deepEqual(await selectedCandidate(page), { type: 'relay', protocol: transport });
    }
    const metrics = await server.metrics();
    assert.match(metrics, /^plenum_relay_allocations [1-9]/m);
  });
}

test('R54: Chromium and Firefox hold a call through the relay over TLS on the port of the pages', {
  seconds: 180,
}, async (scope) => {
  const server = await serverWithTlsAt(scope, addresses.v4, { 'media.workers': 2 });
  const init = onlyRelay('tls');
  const anna = await scope.chromium({ init, kind: { anyCertificate: true } });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  const fiona = await scope.firefox({ init });
  await enter(fiona, server.roomAddress('rathaus'), 'Fiona');
  await Promise.all([plays(anna, ['Fiona']), plays(fiona, ['Anna'])]);
  for (const page of [anna, fiona]) {
    assert.deepEqual(await selectedCandidate(page), { type: 'relay', protocol: 'tls' });
    const { urls } = await givenRelay(page);
    assert.equal(urls[2], 'turns:plenum.test:443?transport=tcp');
  }
});

test('coturn’s client allocates, refreshes and permits with what a browser was given', {
  seconds: 120,
}, async (scope) => {
  const server = await scope.server({ 'media.workers': 2 });
  const page = await scope.chromium({ init: onlyRelay('udp') });
  await enter(page, server.roomAddress('rathaus'), 'Anna');
  const { urls, username, credential } = await givenRelay(page);
  assert.equal(urls.length, 2);
  const [, address, port] = /^turn:(.+):(\d+)\?/.exec(urls[0]);
  for (const transport of [[], ['-t']]) {
    // Without channels: it draws their numbers from the range of RFC 5766, most of which RFC 8656 has
    // taken away.
    const log = await uclient([
      ...['-v', '-c', '-s', '-n', '5', '-m', '1', '-e', address, '-r', `${server.mediaPort}`],
      ...['-u', username, '-w', credential, '-p', port, ...transport, address],
    ]);
    assert.match(log, /allocate response received: \n.*success/);
    assert.match(log, /refresh response received: \n.*success/);
    assert.match(log, new RegExp(`Received relay addr: ${address}:`));
    // The media port is a peer; the port behind it, which it asks for too, is none.
    const permission = (offset, answer) =>
      new RegExp(`perm sent: ${address}:${server.mediaPort + offset}\n.*received: \n.*${answer}`);
    assert.match(log, permission(0, 'success'));
    assert.match(log, permission(1, 'error 403'));
  }
});

async function uclient(words) {
  const run = promisify(execFile)('turnutils_uclient', words, { timeout: 30_000 });
  const { stdout, stderr } = await run.catch((failed) => failed);
  return `${stdout}${stderr}`;
}
