import { resolve } from 'node:path';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { kernStylesheet } from './build/kern_stylesheet.ts';
import { precompress } from './build/precompress.ts';
import { serviceWorker } from './build/service_worker.ts';
import { shellSize } from './build/shell_size.ts';

const shellLimitBytes = 200 * 1024;
const server = process.env.PLENUM_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    // React Aria has no British strings: en-GB takes those of en-US, and crashes where these are left out.
    { ...optimizeLocales.vite({ locales: ['de-DE', 'en-US'] }), enforce: 'pre' },
    react(),
    kernStylesheet(),
    serviceWorker(),
    shellSize(shellLimitBytes),
    precompress(),
  ],
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    target: ['chrome120', 'firefox128', 'safari17'],
    assetsInlineLimit: 0, // the content security policy allows no data: addresses
    modulePreload: { polyfill: false },
  },
  resolve: {
    alias: {
      '@litertjs/wasm-utils': resolve(import.meta.dirname, 'src/rtc/background/litert_module.ts'),
    },
  },
  worker: { format: 'es' },
  server: {
    proxy: {
      '/api': server,
      '/ws': { target: server, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    environment: 'node',
  },
});
