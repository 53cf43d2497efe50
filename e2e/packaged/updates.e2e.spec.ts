/** Newer versions, from a place of the test's own: the packaged app is told that it is an AppImage, and its updater is the real one. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { end, opened, Printed } from '../../scripts/processes.ts';
import { node, root } from '../../scripts/steps.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { windowOf } from './devtools.ts';

test.skip(process.platform !== 'linux', 'only the Linux package is made and tried here');

/** Runs at once and ends, as an AppImage does that was put in place. */
const NEWER = '#!/bin/sh\nexit 0\n';
const OLDER = 'as it was installed';

/** A place that names version 9.9.9 with this hash. */
async function place(sha512: string): Promise<Server> {
  const name = 'full-house-9.9.9.AppImage';
  const file = `files:\n  - url: ${name}\n    sha512: ${sha512}\n    size: ${NEWER.length}\n`;
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://place');
    if (pathname === '/latest-linux.yml')
      response.end(
        `version: 9.9.9\n${file}path: ${name}\nsha512: ${sha512}\nreleaseDate: '2030-01-01T00:00:00.000Z'\n`,
      );
    else if (pathname === `/${name}`) response.end(NEWER);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

for (const { what, hash, wanted } of [
  { what: 'is fetched while the kiosk sells and put in when somebody closes it', hash: NEWER, wanted: NEWER },
  { what: 'that is not what was announced is told of and never put in', hash: 'another', wanted: OLDER },
]) {
  test(`a newer version ${what}`, async () => {
    const folder = temporaryFolder('updates');
    const [app, home, image] = [join(folder, 'app'), join(folder, 'home'), join(folder, 'installed.AppImage')];
    cpSync(join(root, 'dist/linux-unpacked'), app, { recursive: true });
    mkdirSync(home);
    writeFileSync(image, OLDER, { mode: 0o755 });
    const server = await place(createHash('sha512').update(hash).digest('base64'));
    const { port } = server.address() as AddressInfo;
    const feed = `provider: generic\nurl: http://127.0.0.1:${port}\nupdaterCacheDirName: full-house-updater\n`;
    writeFileSync(join(app, 'resources/app-update.yml'), feed);
    const profile = join(home, 'profile');
    const args = ['--no-sandbox', '--disable-gpu', `--user-data-dir=${profile}`, '--remote-debugging-port=0'];
    const child = spawn(join(app, 'full-house'), args, {
      cwd: '/',
      env: {
        PATH: '/usr/bin:/bin',
        HOME: home,
        XDG_CACHE_HOME: join(home, 'cache'),
        DISPLAY: process.env['DISPLAY'],
        APPIMAGE: image,
        FULL_HOUSE_DATA: join(home, 'data'),
        FULL_HOUSE_NODE: node,
        PORT: '0',
        HOST: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = new Printed(child);
    try {
      await opened(printed);
      if (wanted === NEWER) {
        const window = await windowOf(profile);
        const ready = () => window.evaluate<string>('fullHouse.begin().then(({ value }) => value.status.update)');
        await expect.poll(ready, { timeout: 30_000 }).toBe('9.9.9');
        window.close();
      } else {
        await printed.match(/No newer version could be looked for: sha512 checksum mismatch/, 30_000);
        expect(printed.text).not.toContain('UnhandledPromiseRejection');
      }
      expect(readFileSync(image, 'utf8'), 'nothing happens while it runs').toBe(OLDER);
      child.kill('SIGTERM');
      await expect.poll(() => child.exitCode, { timeout: 20_000 }).toBe(0);
      expect(readFileSync(image, 'utf8')).toBe(wanted);
    } finally {
      await end(child, 15_000);
      server.close();
      removeFolder(folder);
    }
  });
}
