// Debian's libfaketime around the server: days that pass at once, or a wall clock that is set.
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `environment` for scope.server; set('+7d') moves its clocks to that distance from ours.
 * Start the server at '+0': libfaketime shifts the timer that is due at once into the far future.
 * moves: 'time' both clocks, as when days pass; 'wall clock' this one alone, as when somebody sets it.
 */
export async function fakeClock(scope, { moves }) {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-clock-'));
  scope.defer(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'offset');
  const set = (offset) => writeFileSync(file, `${offset}\n`);
  set('+0');
  return {
    set,
    environment: {
      LD_PRELOAD: library(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      ...(moves === 'wall clock' ? { FAKETIME_DONT_FAKE_MONOTONIC: '1' } : {}),
    },
  };
}

function library() {
  const [found] = readdirSync('/usr/lib', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name.endsWith('-linux-gnu'))
    .map(({ name }) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`);
  return found;
}
