/** A printing system of a test's own: CUPS in a folder, with printers whose moods the test decides. */
import { spawn, execFile } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const DAEMON = '/usr/sbin/cupsd';
const SERVER_BIN = '/usr/lib/cups';
const runFile = promisify(execFile);

/** Whether this machine has CUPS. */
export const hasCups = existsSync(DAEMON) && existsSync('/usr/bin/lp') && existsSync('/usr/sbin/lpadmin');

/** `good` prints, `empty` has no paper, `fail` gives up each job, `slow` takes its time until the mood changes. */
export type Mood = 'good' | 'empty' | 'fail' | 'slow';

export interface Cups {
  /** What `CUPS_SERVER` is to be. */
  readonly server: string;
  add(name: string, mood: Mood, options?: readonly string[]): Promise<void>;
  setMood(name: string, mood: Mood): void;
  /** All that a printer has put out. */
  printed(name: string): Buffer;
  /** One of the system's commands, such as `lpstat`. */
  run(command: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A backend is told its device and its job's file; what it does is in a file of its printer's. */
const BACKEND = `#!/bin/sh
[ $# -eq 0 ] && exit 0
at="\${DEVICE_URI#mood:}"
mood() { [ "$(cat "$at.mood")" = "$1" ]; }
if mood fail; then echo 'ERROR: The printer is on fire' >&2; exit 1; fi
if mood empty; then
  echo 'STATE: +media-empty-error' >&2
  echo 'ERROR: No paper in the tray' >&2
  while mood empty; do sleep 0.1; done
  echo 'STATE: -media-empty-error' >&2
fi
while mood slow; do sleep 0.1; done
cat "\${6:--}" >> "$at.out"
`;

export async function openCups(): Promise<Cups> {
  const folder = mkdtempSync(join(tmpdir(), 'full-house-cups-'));
  const at = (name: string) => join(folder, name);
  const asRoot = process.getuid?.() === 0;
  // It will not run its filters and backends as root.
  const owner = asRoot ? { name: 'lp', uid: 7, gid: 7 } : { name: userInfo().username, uid: -1, gid: -1 };
  for (const name of ['etc', 'spool', 'cache', 'run', 'tmp', 'bin', 'out', 'bin/backend']) {
    mkdirSync(at(name), { recursive: true });
    // What it runs must be root's alone.
    if (asRoot && !name.startsWith('bin')) chownSync(at(name), owner.uid, owner.gid);
  }
  chmodSync(folder, 0o755);
  for (const name of ['filter', 'daemon', 'monitor', 'notifier', 'driver', 'cgi-bin']) {
    if (existsSync(join(SERVER_BIN, name))) symlinkSync(join(SERVER_BIN, name), at(`bin/${name}`));
  }
  cpSync(join(SERVER_BIN, 'backend', 'socket'), at('bin/backend/socket'), { force: true });
  writeFileSync(at('bin/backend/mood'), BACKEND, { mode: 0o755 });
  const server = at('run/sock');
  const files = {
    ServerRoot: at('etc'),
    RequestRoot: at('spool'),
    CacheDir: at('cache'),
    StateDir: at('run'),
    TempDir: at('tmp'),
    ServerBin: at('bin'),
    AccessLog: at('etc/access'),
    ErrorLog: at('etc/error'),
    PageLog: at('etc/page'),
    User: owner.name,
    ...(asRoot ? { SystemGroup: 'root' } : {}),
  };
  writeFileSync(
    at('files.conf'),
    `${Object.entries(files)
      .map((pair) => pair.join(' '))
      .join('\n')}\n`,
  );
  const all = '<Limit All>\nOrder allow,deny\nAllow all\n</Limit>';
  writeFileSync(
    at('cupsd.conf'),
    `Listen ${server}\nBrowsing No\nDefaultAuthType None\nWebInterface No\n<Location />\nAllow all\n</Location>\n<Policy default>\n${all}\n</Policy>\n`,
  );
  const env = { ...process.env, CUPS_SERVER: server, LC_ALL: 'C' };
  const daemon = spawn(DAEMON, ['-f', '-c', at('cupsd.conf'), '-s', at('files.conf')], { stdio: 'ignore' });
  const run = async (command: string, ...args: string[]) => (await runFile(command, args, { env })).stdout;
  const stop = async () => {
    if (daemon.exitCode === null && daemon.signalCode === null) {
      const ended = once(daemon, 'exit');
      daemon.kill('SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  for (const deadline = Date.now() + 10_000; !existsSync(server); await sleep(50)) {
    if (Date.now() < deadline && daemon.exitCode === null) continue;
    await stop();
    throw new Error('cupsd does not start');
  }
  const setMood = (name: string, mood: Mood) => writeFileSync(at(`out/${name}.mood`), mood);
  return {
    server,
    run,
    stop,
    setMood,
    async add(name, mood, options = []) {
      setMood(name, mood);
      await run('/usr/sbin/lpadmin', '-p', name, '-E', '-v', `mood:${at(`out/${name}`)}`, ...options);
    },
    printed: (name) => (existsSync(at(`out/${name}.out`)) ? readFileSync(at(`out/${name}.out`)) : Buffer.alloc(0)),
  };
}
