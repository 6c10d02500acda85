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
/** What records streams of browsers, and where they are kept. */
export const recorderBinary = resolve(root, 'build/release/bin/plenum_record_stream');
export const recordedStreams = {
  kept: resolve(root, 'tests/recorded'),
  made: resolve(root, 'build/recorded'),
};
export const logFolder = resolve(root, 'build/logs/e2e');
export const screenshotFolder = resolve(root, 'build/screenshots');
/** Every main state of the product at three sizes, for people to look at. */
export const screenFolder = resolve(root, 'build/screens');
/** As they are kept in the tree, and as the pages look now. */
export const helpPictures = {
  kept: resolve(root, 'web/src/help/pictures'),
  made: resolve(root, 'build/help-pictures'),
};
export const resultFile = resolve(root, 'build/results/e2e.json');
