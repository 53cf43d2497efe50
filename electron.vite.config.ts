import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';
import solid from 'vite-plugin-solid';

const at = (path: string) => resolve(import.meta.dirname, path);

// One CommonJS file each: a sandboxed preload can be nothing else, and Electron 25's Node 18 is the oldest that runs them.
const single = (entry: string, outDir: string) => ({
  build: {
    outDir: at(outDir),
    target: 'node18',
    externalizeDeps: false,
    lib: { entry: at(entry), formats: ['cjs' as const] },
    rolldownOptions: {
      external: ['electron', 'electron/main', 'electron/renderer'],
      output: { entryFileNames: 'index.cjs', codeSplitting: false },
    },
    minify: false,
    sourcemap: true,
  },
});

export default defineConfig({
  main: single('src/main/index.ts', 'out/main'),
  preload: single('src/preload/index.ts', 'out/preload'),
  renderer: {
    root: at('src/renderer'),
    plugins: [solid()],
    build: {
      outDir: at('out/renderer'),
      target: 'chrome114',
      rolldownOptions: { input: at('src/renderer/index.html') },
      // Under the content security policy everything is a file of its own: no data: URLs.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: true,
    },
  },
});
