import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** What phones load: our own files in server/assets, the styles shared with the kiosk, and htmx with its SSE extension as npm brought them. */
const assets: Plugin = {
  name: 'patron-assets',
  writeBundle() {
    const to = at('out/server/assets');
    mkdirSync(to, { recursive: true });
    for (const folder of ['server/assets', 'theatre/contract/styles']) cpSync(at(folder), to, { recursive: true });
    for (const file of ['htmx.min.js', 'ext/hx-sse.min.js', 'ext/hx-sse.js']) {
      copyFileSync(join(at('node_modules/htmx.org/dist'), file), join(to, file.replace('ext/', '')));
    }
  },
};

export default defineConfig({
  publicDir: false,
  plugins: [assets],
  ssr: { noExternal: true, external: ['better-sqlite3'], target: 'node' },
  build: {
    ssr: at('server/main.ts'),
    outDir: at('out/server'),
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    sourcemap: true,
    rolldownOptions: { output: { format: 'cjs', entryFileNames: 'main.cjs', codeSplitting: false } },
  },
});
