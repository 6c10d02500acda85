// KERN's style sheet (EUPL-1.2) goes to the browser unmodified and as a file of its own: this plugin
// emits it under its content hash and links it before our own styles. Only its tokens are used.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const path = createRequire(import.meta.url).resolve('@kern-ux/native/dist/kern.min.css');

export function kernStylesheet(): Plugin {
  return {
    name: 'plenum:kern-stylesheet',
    generateBundle() {
      this.emitFile({ type: 'asset', name: 'kern.css', source: readFileSync(path) });
    },
    configureServer(server) {
      server.middlewares.use('/kern.css', (_request, response) => {
        response.setHeader('Content-Type', 'text/css');
        response.end(readFileSync(path));
      });
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        const asset = Object.values(context.bundle ?? {}).find(
          (file) => file.type === 'asset' && file.names.includes('kern.css'),
        );
        const href = asset ? `/${asset.fileName}` : '/kern.css';
        return [{ tag: 'link', attrs: { rel: 'stylesheet', href }, injectTo: 'head-prepend' }];
      },
    },
  };
}
