// Where things are. The programs can be others (a sanitizer build): PLENUM_BINARY, PLENUM_NATIVE_PEERS.
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
export const specFolder = resolve(root, 'web/e2e');
export const webRoot = resolve(root, 'web/dist');
export const plenumBinary = resolve(
  root,
  process.env.PLENUM_BINARY ?? 'build/release/src/server/plenum',
);
export const nativePeersBinary = resolve(
  root,
  process.env.PLENUM_NATIVE_PEERS ?? 'build/release/bin/plenum_native_peers',
);
export const logFolder = resolve(root, 'build/logs/e2e');
export const screenshotFolder = resolve(root, 'build/screenshots');
export const resultFile = resolve(root, 'build/results/e2e.json');
