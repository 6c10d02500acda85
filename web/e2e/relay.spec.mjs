// Who cannot send UDP to the media port is in the call all the same: the relay over UDP and TCP, with
// browsers and with a client that is not a browser.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { enter } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { givenRelay, onlyRelay, selectedCandidate } from './support/relay.mjs';
import { test } from './support/test.mjs';

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

test('coturn’s client makes, refreshes and permits with what a browser was given', {
  seconds: 120,
}, async (scope) => {
  const server = await scope.server({ 'media.workers': 2 });
  const page = await scope.chromium({ init: onlyRelay('udp') });
  await enter(page, server.roomAddress('rathaus'), 'Anna');
  const { urls, username, credential } = await givenRelay(page);
  assert.equal(urls.length, 2);
  const [, address, port] = /^turn:(.+):(\d+)\?/.exec(urls[0]);
  for (const transport of [[], ['-t']]) {
    // Send indications: its channel numbers are drawn from the range of RFC 5766, most of which RFC 8656
    // has taken away. Nothing comes back: the media port is silent to strangers.
    const log = await uclient([
      ...['-v', '-c', '-s', '-n', '5', '-m', '1', '-e', address, '-r', `${server.mediaPort}`],
      ...['-u', username, '-w', credential, '-p', port, ...transport, address],
    ]);
    for (const request of ['allocate', 'refresh', 'create perm']) {
      assert.match(
        log,
        new RegExp(`${request} sent\n.*${request} response received:.*\n.*success`),
      );
    }
    assert.doesNotMatch(log, /error \d{3}/i, log);
  }
});

async function uclient(words) {
  const run = promisify(execFile)('turnutils_uclient', words, { timeout: 30_000 });
  const { stdout, stderr } = await run.catch((failed) => failed);
  return `${stdout}${stderr}`;
}
