/** Those points of Electron's security checklist that its source can be asked about; docs/security.md says where each is looked at. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './steps.ts';

const sources = globSync('src/{main,preload}/**/*.ts', { cwd: root })
  .filter((path) => !path.endsWith('.spec.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Files with a match, comments apart. */
function found(pattern: RegExp): string[] {
  return sources
    .filter(({ text }) => pattern.test(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')))
    .map(({ path }) => path.replaceAll('\\', '/'));
}

describe('Electron’s security checklist, in the source', () => {
  it('is looked at in files that are there', () => {
    expect(sources.length).toBeGreaterThan(20);
  });

  it('nothing is loaded from anywhere but our own scheme (1, 2, 18)', () => {
    expect(found(/loadFile\(|['"`]file:|loadURL\(['"`]http/)).toEqual([]);
    for (const { text } of sources) {
      for (const [, target] of text.matchAll(/loadURL\(([^)]*)\)/g)) expect(target).toMatch(/^`\$\{ORIGIN\}\//);
    }
  });

  it('every window is sandboxed and isolated, and none loosens what Chromium guards (2, 3, 4, 6, 8, 9, 10, 11, 12)', () => {
    const loosened =
      /nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webSecurity: false|allowRunningInsecureContent: true|experimentalFeatures: true|enableBlinkFeatures|webviewTag: true|allowpopups|no-sandbox|ignore-certificate-errors/;
    expect(found(loosened)).toEqual([]);
    for (const path of found(/new (BrowserWindow|WebContentsView|BrowserView)\(/)) {
      const text = sources.find((source) => source.path.replaceAll('\\', '/') === path)?.text ?? '';
      const windows = text.match(/new (BrowserWindow|WebContentsView|BrowserView)\(/g)?.length ?? 0;
      for (const wanted of ['sandbox: true', 'contextIsolation: true', 'nodeIntegration: false', 'webviewTag: false']) {
        expect({ path, wanted, times: text.split(wanted).length - 1 }).toEqual({ path, wanted, times: windows });
      }
    }
  });

  it('permissions, navigation, windows and downloads are refused for every page (5, 11, 12, 13, 14)', () => {
    const [guard] = found(/export function lockDown/);
    const text = sources.find(({ path }) => path.replaceAll('\\', '/') === guard)?.text ?? '';
    for (const wanted of [
      /setPermissionRequestHandler\(\(_contents, _permission, answer\) => answer\(false\)\)/,
      /setPermissionCheckHandler\(\(\) => false\)/,
      /'will-navigate', \(event\) => event\.preventDefault\(\)/,
      /'will-redirect', \(event\) => event\.preventDefault\(\)/,
      /'will-attach-webview', \(event\) => event\.preventDefault\(\)/,
      /setWindowOpenHandler\(\(\) => \(\{ action: 'deny' \}\)\)/,
    ]) {
      expect(text).toMatch(wanted);
    }
  });

  it('nothing is handed to the system to open (15)', () => {
    expect(found(/shell\.|openExternal|openPath/)).toEqual([]);
  });

  it('IPC is answered in one place, which checks who calls (17)', () => {
    expect(found(/ipcMain\b/)).toEqual(['src/main/index.ts']);
    const text = sources.find(({ path }) => path.endsWith('index.ts') && path.includes('main'))?.text ?? '';
    expect(text.match(/ipcMain\.\w+/g)).toEqual(['ipcMain.handle']);
    expect(text).toMatch(/ipcMain\.handle\([\s\S]{0,400}answerCall\(/);
  });

  it('the page gets typed calls and nothing of Electron’s (3, 20)', () => {
    const text = sources.find(({ path }) => path.includes('preload'))?.text ?? '';
    expect(text.match(/exposeInMainWorld/g)).toHaveLength(1);
    expect(text).toMatch(/import \{ contextBridge, ipcRenderer, type IpcRendererEvent \} from 'electron'/);
    // Electron's event, which carries the sender, is dropped before the page's listener is called.
    expect(text).toMatch(/\(_event: IpcRendererEvent, push: unknown\): void => listener\(push\)/);
  });

  it('the policy for the page allows our own files and nothing else (7)', () => {
    const text = sources.find(({ path }) => path.endsWith('page.ts'))?.text ?? '';
    expect(text).toContain(`"default-src 'none'"`);
    expect(text).not.toMatch(/unsafe-(inline|eval)/);
  });

  it('every fuse is set on purpose (19)', () => {
    const require = createRequire(import.meta.url);
    expect(require(join(root, 'build/fuses.cjs'))).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});
