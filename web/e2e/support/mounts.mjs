// Files that programs look for in a fixed place. The run has mounts of its own (network.mjs): what is put in
// such a place is there for its programs alone, and only until the test ends.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Firefox reads there what its administrator wishes. */
const firefoxPolicies = '/usr/lib/firefox-esr/distribution';

/** Every Firefox of the test believes certificates that were signed with this one, as a school's would. */
export async function firefoxBelieves(scope, authority) {
  const policies = { Certificates: { Install: [authority] } };
  const folder = await folderWith(scope, 'policies.json', JSON.stringify({ policies }));
  mountOver(scope, firefoxPolicies, folder);
}

/** The name leads to the address. Who asks a name server is refused at once instead of waiting for one. */
export async function hostIsAt(scope, name, address) {
  const hosts = `${readFileSync('/etc/hosts', 'utf8')}\n${address} ${name}\n`;
  for (const [file, content] of [
    ['hosts', hosts],
    ['resolv.conf', 'nameserver 127.0.0.1\n'],
  ]) {
    const folder = await folderWith(scope, file, content);
    mountOver(scope, `/etc/${file}`, join(folder, file));
  }
}

async function folderWith(scope, file, content) {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-e2e-mount-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, file), content);
  return folder;
}

function mountOver(scope, place, source) {
  execFileSync('mount', ['--bind', source, place]);
  // Lazily: a browser that is about to end may still look.
  scope.defer(() => execFileSync('umount', ['--lazy', place]));
}
