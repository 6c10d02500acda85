// A server that speaks TLS with a certificate made on the spot, and clients of its port.
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { firefoxBelieves, hostIsAt } from './mounts.mjs';

export async function serverWithTls(scope, settings = {}) {
  const folder = await certificateFolder(scope);
  const [port, plain] = [await freePort(), await freePort()];
  const server = await scope.server({
    'http.listen': `127.0.0.1:${plain}`,
    'http.public_url': `https://localhost:${port}`,
    'tls.listen': `127.0.0.1:${port}`,
    ...certificateSettings(folder),
    ...settings,
  });
  return { server, folder, port, plainUrl: `http://localhost:${plain}` };
}

/**
 * The same on port 443 of an interface and with a name, as Firefox wants it: it uses no relay on 127.0.0.1,
 * and none over TLS that has an address in place of a name. It and this process believe the certificate.
 * inside: words before the server's program. Answers the server with its host and its certificate's authority.
 */
export async function serverWithTlsAt(scope, address, settings = {}, inside = []) {
  const name = 'plenum.test';
  const folder = await certificateFolder(scope, `DNS:${name}`);
  const authority = join(folder, 'authority.pem');
  await firefoxBelieves(scope, authority);
  setDefaultCACertificates([...getCACertificates(), await readFile(authority, 'utf8')]);
  await hostIsAt(scope, name, address);
  const server = await scope.server(
    {
      'http.public_url': `https://${name}`,
      'tls.listen': `${address}:443`,
      ...certificateSettings(folder),
      ...settings,
    },
    {},
    inside,
  );
  return { ...server, host: name, authority };
}

async function certificateFolder(scope, name) {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-tls-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  await makeCertificate(folder, name);
  return folder;
}

const certificateSettings = (folder) => ({
  'tls.certificate': join(folder, 'cert.pem'),
  'tls.key': join(folder, 'key.pem'),
});

/** A new pair, put over the old one as certbot does, and an authority of its own that has signed it. */
export async function makeCertificate(folder, name = 'DNS:localhost') {
  const [key, certificate, authority, authorityKey] = [
    ...['new.key', 'new.pem', 'authority.pem', 'authority.key'].map((file) => join(folder, file)),
  ];
  openssl(
    `-subj /CN=Authority -addext keyUsage=critical,keyCertSign -keyout ${authorityKey} -out ${authority}`,
  );
  openssl(
    `-subj /CN=Plenum -addext subjectAltName=${name} -addext basicConstraints=critical,CA:FALSE ` +
      `-CA ${authority} -CAkey ${authorityKey} -keyout ${key} -out ${certificate}`,
  );
  await rename(certificate, join(folder, 'cert.pem'));
  await rename(key, join(folder, 'key.pem'));
}

function openssl(words) {
  const always = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30';
  execFileSync('openssl', `${always} ${words}`.split(' '), { stdio: 'ignore' });
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
