// Emits /sw.js: build/service_worker.js with the names of everything that this build has under a
// content hash. Another build is another list, so that browsers install the new one at once.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'vite';

const source = resolve(import.meta.dirname, 'service_worker.js');

export function serviceWorker(): Plugin {
  return {
    name: 'plenum:service-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const built = Object.keys(bundle)
          .filter((name) => name.startsWith('assets/') && !name.endsWith('.map'))
          .map((name) => `/${name}`)
          .sort();
        const list = `self.builtFiles = ${JSON.stringify(built)};\n`;
        this.emitFile({
          type: 'asset',
          fileName: 'sw.js',
          source: list + readFileSync(source, 'utf8'),
        });
      },
    },
  };
}
