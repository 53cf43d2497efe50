import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** What phones load: our own files in server/assets, the styles shared with the kiosk, htmx with its SSE extension and the reader of QR codes as npm brought them. Beside them the tickets' fonts. */
const assets: Plugin = {
  name: 'patron-assets',
  writeBundle() {
    const to = at('out/server/assets');
    mkdirSync(to, { recursive: true });
    for (const folder of ['server/assets', 'theatre/contract/styles']) cpSync(at(folder), to, { recursive: true });
    for (const file of ['htmx.min.js', 'ext/hx-sse.min.js', 'ext/hx-sse.js']) {
      copyFileSync(join(at('node_modules/htmx.org/dist'), file), join(to, file.replace('ext/', '')));
    }
    mkdirSync(join(to, 'qr'), { recursive: true });
    for (const file of ['decode.js', 'index.js', 'LICENSE-MIT']) {
      copyFileSync(join(at('node_modules/qr'), file), join(to, 'qr', file));
    }
    const fonts = at('out/server/fonts');
    mkdirSync(fonts, { recursive: true });
    for (const file of ['ttf/DejaVuSans.ttf', 'ttf/DejaVuSans-Bold.ttf', 'LICENSE']) {
      copyFileSync(join(at('node_modules/dejavu-fonts-ttf'), file), join(fonts, basename(file)));
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
