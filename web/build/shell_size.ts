// What a page loads before a conference starts, gzipped: the scripts and styles that index.html names,
// and the texts of one language.
// More than the limit fails the build. What is only needed later is imported where it is used.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

export function shellSize(limitBytes: number): Plugin {
  let folder = 'dist';
  let german = '';
  return {
    name: 'plenum:shell-size',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && file.facadeModuleId?.endsWith('/i18n/de/index.ts'))
          german = file.fileName;
      }
    },
    closeBundle() {
      const page = join(folder, 'index.html');
      if (!existsSync(page)) return; // the build has failed, and has said why
      const html = readFileSync(page, 'utf8');
      const names = new Set(
        [...html.matchAll(/(?:href|src)="\/(assets\/[^"]+)"/g)].map(([, name]) => name),
      );
      names.add(german);
      const sizes = [...names].map((name = '') => gzipped(join(folder, name)));
      const total = sizes.reduce((sum, size) => sum + size, gzipped(page));
      this.info(`the shell is ${total} bytes gzipped, of at most ${limitBytes}`);
      if (total > limitBytes)
        this.error(`The shell is ${total} bytes gzipped; ${limitBytes} is the limit.`);
    },
  };
}

function gzipped(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).byteLength;
}
