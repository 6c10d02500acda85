// TLS inside the server: pages, WebSockets and cookies over https, and a renewed certificate (F20).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enter } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { plenumBinary } from './support/places.mjs';
import { test } from './support/test.mjs';
import { certificateSeen, makeCertificate, serverWithTls } from './support/tls.mjs';
import { until } from './support/until.mjs';

const ownCertificate = { ignoreHTTPSErrors: true };

test('a call over https and wss outlives the renewal of its certificate', {
  seconds: 240,
}, async (scope) => {
  const { server, folder, port } = await serverWithTls(scope);
  const anna = await scope.chromium(ownCertificate);
  const fiona = await scope.firefox(ownCertificate);
  const sockets = [];
  anna.on('websocket', (socket) => {
    const seen = { url: socket.url(), closed: false };
    sockets.push(seen);
    socket.on('close', () => {
      seen.closed = true;
    });
  });
  await enter(anna, server.roomAddress('rathaus'), 'Anna');
  await enter(fiona, server.roomAddress('rathaus'), 'Fiona');
  await Promise.all([plays(anna, ['Fiona']), plays(fiona, ['Anna'])]);
  assert.deepEqual(sockets, [{ url: `wss://localhost:${port}/ws`, closed: false }]);

  const before = await certificateSeen(port);
  await makeCertificate(folder);
  await scope.measure('the renewed certificate is served', 10, () =>
    until('another certificate', 30, async () => (await certificateSeen(port)) !== before),
  );
  await Promise.all([plays(anna, ['Fiona']), plays(fiona, ['Anna'])]);
  assert.deepEqual(sockets, [{ url: `wss://localhost:${port}/ws`, closed: false }]);
});

test('R2: http leads to https, signing in there sets a cookie for this host alone', async (scope) => {
  const data = await mkdtemp(join(tmpdir(), 'plenum-e2e-'));
  scope.defer(() => rm(data, { recursive: true, force: true }));
  const told = execFileSync(plenumBinary, ['account', 'add', 'anna', '--set', `data.dir=${data}`]);
  const password = /^anna\s+(\S+)$/m.exec(told.toString())[1];
  const { server, plainUrl } = await serverWithTls(scope, {
    'policy.profile': 'medienzentrum',
    'data.dir': data,
  });

  const led = await fetch(`${plainUrl}/rathaus?x=1`, { redirect: 'manual' });
  assert.equal(led.status, 308);
  assert.equal(led.headers.get('location'), `${server.url}/rathaus?x=1`);
  assert.equal((await fetch(`${plainUrl}/healthz`)).status, 200);

  const page = await scope.chromium(ownCertificate);
  const arrived = await page.goto(`${plainUrl}/anmelden`);
  assert.equal(page.url(), `${server.url}/anmelden`);
  assert.match(arrived.headers()['strict-transport-security'], /^max-age=\d{8}/);
  await page.getByRole('textbox', { name: 'Anmeldename' }).fill('anna');
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByRole('button', { name: 'Abmelden' }).waitFor();
  const cookies = await page.context().cookies();
  assert.deepEqual(
    cookies.map(({ name, secure, httpOnly, path }) => ({ name, secure, httpOnly, path })),
    [{ name: '__Host-plenum', secure: true, httpOnly: true, path: '/' }],
  );
});
