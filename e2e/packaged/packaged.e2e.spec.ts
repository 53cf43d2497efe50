import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import fuses from '@electron/fuses';
import { Visitor } from '../../server/testing/visitor.ts';
import { makeDeb } from '../../scripts/deb.ts';
import { end, opened, Printed } from '../../scripts/processes.ts';
import { node, root } from '../../scripts/steps.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { windowOf } from './devtools.ts';

// CommonJS: its names come with the default export alone.
const { FuseV1Options, getCurrentFuseWire } = fuses;
/** As they stand in the binary: the characters 0 and 1. */
const FuseState = { DISABLE: 0x30, ENABLE: 0x31 };

const packaged = join(root, 'dist/linux-unpacked');
/** Debian's `nobody`. */
const NOBODY = 65_534;

test.skip(process.platform !== 'linux', 'only the Linux package is made and tried here');

test('from another folder, as another user, without the source tree, the packaged app sells a seat', async () => {
  const folder = temporaryFolder('packaged');
  const asRoot = process.getuid?.() === 0;
  const home = join(folder, 'home');
  const { app, remove } = await installed(folder);
  mkdirSync(home);
  // An Electron with an older Node than 22 needs one beside it; the one that is released has its own.
  copyFileSync(node, join(folder, 'node'));
  chmodSync(join(folder, 'node'), 0o755);
  chmodSync(folder, 0o755);
  if (asRoot) chownSync(home, NOBODY, NOBODY);
  const profile = join(home, 'profile');
  const child = spawn(
    join(app, 'full-house'),
    ['--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`, '--remote-debugging-port=0'],
    {
      cwd: '/',
      ...(asRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      env: {
        PATH: '/usr/bin:/bin',
        HOME: home,
        DISPLAY: process.env['DISPLAY'],
        FULL_HOUSE_DATA: join(home, 'data'),
        FULL_HOUSE_NODE: join(folder, 'node'),
        PORT: '0',
        HOST: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const printed = new Printed(child);
  try {
    const url = await opened(printed);
    const window = await windowOf(profile);
    expect(await window.evaluate('typeof process + typeof require')).toBe('undefinedundefined');

    const token = readFileSync(join(home, 'data/staff-token'), 'utf8').trim();
    const created = await fetch(`${url}/api/screenings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ title: 'Twelfth Night', house: 'studio', startsAt: '2090-01-01T19:30:00Z' }),
    });
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };

    // A patron's sale, by the server in the package, seen in the kiosk's window.
    const patron = new Visitor(url, id);
    expect((await patron.page()).status).toBe(200);
    expect((await patron.toggle('C-B3')).status).toBe(204);
    expect((await patron.book()).status).toBe(201);
    const opening = await window.evaluate<{ done: boolean; value: { title: string } }>(
      `fullHouse.openScreening({ screeningId: ${JSON.stringify(id)} })`,
    );
    expect(opening).toMatchObject({ done: true, value: { title: 'Twelfth Night' } });
    // And one at the counter, of a seat that the log gives it.
    expect(await window.evaluate(`fullHouse.toggle({ screeningId: ${JSON.stringify(id)}, seatId: 'C-B4' })`)).toEqual({
      done: true,
      value: null,
    });
    await expect
      .poll(async () => {
        const answer = await fetch(`${url}/api/screenings/${id}`);
        const { seats } = (await answer.json()) as { seats: Record<string, { status: string }> };
        return [seats['C-B3']?.status, seats['C-B4']?.status];
      })
      .toEqual(['booked', 'held']);
    window.close();
    expect(existsSync(join(home, 'data/log/store'))).toBe(true);
    expect(existsSync(join(home, 'data/full-house.db'))).toBe(true);
  } finally {
    const tidy = await end(child, 15_000);
    const left = remove();
    removeFolder(folder);
    expect(tidy, printed.text).toBe(true);
    expect(left).toEqual([]);
  }
});

interface Installed {
  /** Where the app is. */
  readonly app: string;
  /** Takes it away again; answers what it left. */
  readonly remove: () => readonly string[];
}

/** The .deb, by dpkg, in a system of its own; elsewhere a copy of the folder. */
async function installed(folder: string): Promise<Installed> {
  if (process.getuid?.() !== 0 || spawnSync('dpkg', ['--version']).status !== 0) {
    cpSync(packaged, join(folder, 'app'), { recursive: true });
    return { app: join(folder, 'app'), remove: () => [] };
  }
  const system = join(folder, 'system');
  mkdirSync(join(system, 'var/lib/dpkg/updates'), { recursive: true });
  mkdirSync(join(system, 'var/lib/dpkg/info'));
  writeFileSync(join(system, 'var/lib/dpkg/status'), '');
  // What it depends on is not in there, nor are dpkg's own helpers.
  const dpkg = (...args: string[]) => {
    const run = spawnSync('dpkg', [`--root=${system}`, '--force-depends,bad-path', ...args], { encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
  };
  const file = join(folder, 'full-house.deb');
  await makeDeb({ app: packaged, file, compression: 'none' });
  dpkg('--install', file);
  rmSync(file);
  const at = (path: string) => join(system, path);
  expect(readlinkSync(at('usr/bin/full-house'))).toBe('/opt/full-house/full-house');
  expect(statSync(at('opt/full-house/chrome-sandbox')).mode & 0o7777).toBe(0o4755);
  for (const path of ['icons/hicolor/256x256/apps/full-house.png', 'applications/full-house.desktop'])
    expect(existsSync(at(`usr/share/${path}`)), path).toBe(true);
  return {
    app: at('opt/full-house'),
    remove: () => {
      dpkg('--remove', 'full-house');
      return ['opt', 'usr'].filter((path) => existsSync(at(path)));
    },
  };
}

test('holds the app and its licences, and nothing that it was made from', () => {
  const files = readdirSync(packaged, { recursive: true, encoding: 'utf8' });
  expect(files.filter((path) => /\.(ts|tsx|map)$|\.spec\./.test(path))).toEqual([]);
  const asar = readFileSync(join(packaged, 'resources/app.asar'));
  const { files: inside } = JSON.parse(asar.toString('utf8', 16, 16 + asar.readUInt32LE(12))) as {
    files: Record<string, object>;
  };
  expect(Object.keys(inside).sort()).toEqual(['out', 'package.json']);
  expect(JSON.stringify(inside)).not.toMatch(/\.map"|node_modules/);
  for (const name of ['LICENSE.electron.txt', 'LICENSES.chromium.html', 'resources/LICENSES.third-party.txt'])
    expect(files).toContain(name);
});

test('every fuse of the packaged binary is as it was set', async () => {
  const wire = await getCurrentFuseWire(join(packaged, 'full-house'));
  const wanted: readonly (readonly [fuses.FuseV1Options, number])[] = [
    [FuseV1Options.RunAsNode, FuseState.DISABLE],
    [FuseV1Options.EnableCookieEncryption, FuseState.ENABLE],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseState.DISABLE],
    [FuseV1Options.EnableNodeCliInspectArguments, FuseState.DISABLE],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseState.ENABLE],
    [FuseV1Options.OnlyLoadAppFromAsar, FuseState.ENABLE],
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, FuseState.DISABLE],
    // Electron before 29, packaged for tests, has no such fuse.
    ...(wire[FuseV1Options.GrantFileProtocolExtraPrivileges] === undefined
      ? []
      : ([[FuseV1Options.GrantFileProtocolExtraPrivileges, FuseState.DISABLE]] as const)),
  ];
  for (const [fuse, state] of wanted) expect({ fuse, state: wire[fuse] }).toEqual({ fuse, state });
});
