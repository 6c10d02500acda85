// A server that speaks TLS with a certificate made on the spot, and clients of its port.
import { execFileSync } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';

export async function serverWithTls(scope, settings = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-tls-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  await makeCertificate(folder);
  const [port, plain] = [await freePort(), await freePort()];
  const server = await scope.server({
    'http.listen': `127.0.0.1:${plain}`,
    'http.public_url': `https://localhost:${port}`,
    'tls.listen': `127.0.0.1:${port}`,
    'tls.certificate': join(folder, 'cert.pem'),
    'tls.key': join(folder, 'key.pem'),
    ...settings,
  });
  return { server, folder, port, plainUrl: `http://localhost:${plain}` };
}

/** A new pair, put over the old one as certbot does. */
export async function makeCertificate(folder) {
  const [key, certificate] = [join(folder, 'new.key'), join(folder, 'new.pem')];
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost ' +
    `-addext subjectAltName=DNS:localhost -keyout ${key} -out ${certificate}`;
  execFileSync('openssl', words.split(' '), { stdio: 'ignore' });
  await rename(certificate, join(folder, 'cert.pem'));
  await rename(key, join(folder, 'key.pem'));
}

export async function certificateSeen(port) {
  const socket = await openTls(port);
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

/** A TLS connection after its handshake. */
export function openTls(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false }, () =>
      resolve(socket),
    );
    socket.on('error', reject);
  });
}

/** The public address carries the port, so it must be known before the server starts. */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
