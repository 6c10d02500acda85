// Writes file.br and file.gz beside every compressible file of the build, so that the server never
// compresses while it serves.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = /\.(html|js|css|svg|json|webmanifest|wasm)$/;
const worthwhileBytes = 1024;
/** Above this the last few percent would cost the build half a minute. */
const largeBytes = 2_000_000;

export function precompress(): Plugin {
  let folder = 'dist';
  return {
    name: 'plenum:precompress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    closeBundle() {
      for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !compressible.test(entry.name)) continue;
        const file = join(entry.parentPath, entry.name);
        const content = readFileSync(file);
        if (content.length < worthwhileBytes) continue;
        const quality = content.length > largeBytes ? 9 : 11;
        const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: quality } };
        writeFileSync(`${file}.br`, brotliCompressSync(content, brotli));
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
