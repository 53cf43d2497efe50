import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from './build.ts';
import type { Tally } from './demo/crowd.ts';
import { crowd, emptyTally } from './demo/crowd.ts';
import { hasScreen } from './display.ts';
import { launchDesktop } from './start.ts';
import { end, opened, Printed } from './processes.ts';
import { staffApi } from './staff-api.ts';
import { serverFlags } from './server-flags.ts';
import { environment, giveUp, isMain, node, onceOrphaned, root } from './steps.ts';

const usage = `npm run demo [-- --desktop | --server] [--patrons=40] [--house=opera] [--pace=1] [--seconds=N]
  --desktop   in the desktop app (the default where there is a screen)
  --server    without it
  --patrons   how many people are there at once, 0 to 500
  --pace      what a second of theirs lasts; 0.2 makes them five times as quick
  --seconds   stop after this time; without it, stop with Ctrl-C`;

/** Opens the house with a screening and a crowd of simulated patrons, and closes it again when told to. */
async function demo(): Promise<void> {
  const options = readOptions();
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  onceOrphaned(() => stop.abort())?.unref();
  if (options.seconds !== undefined) setTimeout(() => stop.abort(), options.seconds * 1000).unref();

  // A demonstration never sells in the real house, unless somebody says which data it may use.
  const given = process.env['FULL_HOUSE_DATA'];
  const data = given ?? mkdtempSync(join(tmpdir(), 'full-house-demo-'));
  const env = { FULL_HOUSE_DATA: data };
  const house = options.desktop
    ? await launchDesktop([`--user-data-dir=${join(data, 'profile')}`], env, { supervised: true })
    : await launchServer(env);
  house.child.once('exit', () => stop.abort());
  try {
    const origin = await opened(new Printed(house.child), 60_000);
    const token = process.env['FULL_HOUSE_STAFF_TOKEN'] ?? readFileSync(join(data, 'staff-token'), 'utf8').trim();
    const screening = await staffApi(origin, token).createScreening({ title: 'La Traviata', house: options.house });
    console.log(`${options.patrons} patrons are on their way to ${screening.url} (Ctrl-C ends it)`);
    const tally = emptyTally();
    const telling = tell(tally, stop.signal);
    await crowd({ origin, screening: screening.id, ...options, signal: stop.signal }, tally);
    await telling;
  } finally {
    await end(house.child);
    house.release();
    if (given === undefined) rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      desktop: { type: 'boolean' },
      server: { type: 'boolean' },
      patrons: { type: 'string', default: '40' },
      house: { type: 'string', default: 'opera' },
      pace: { type: 'string', default: '1' },
      seconds: { type: 'string' },
    },
  });
  const number = (name: string, text: string, low: number, high: number) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= low && value <= high)) {
      throw new Error(`--${name}=${text} must be a number from ${low} to ${high}.\n${usage}`);
    }
    return value;
  };
  return {
    desktop: values.desktop ?? (!values.server && hasScreen()),
    house: values.house,
    patrons: Math.floor(number('patrons', values.patrons, 0, 500)),
    pace: number('pace', values.pace, 0.01, 100),
    seconds: values.seconds === undefined ? undefined : number('seconds', values.seconds, 1, 86_400),
  };
}

async function launchServer(env: NodeJS.ProcessEnv) {
  await build(['server']);
  const child = spawn(node, [...serverFlags, join(root, 'out/server/main.cjs')], {
    cwd: root,
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for the demonstration, which then ends its patrons first and the house last.
    detached: true,
  });
  child.stdout.pipe(process.stdout);
  child.stderr.pipe(process.stderr);
  return { child, release: () => undefined };
}

/** Says every ten seconds how the evening goes. */
async function tell(tally: Tally, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await sleep(10_000, undefined, { signal }).catch(() => undefined);
    console.log(inWords(tally));
  }
}

function inWords({ inside, visits, refused, failed, lastFailure }: Tally): string {
  const refusals = Object.entries(refused).map(([why, times]) => `${why} ${times}`);
  const parts = [
    `${inside} inside`,
    `${visits.booked} booked`,
    `${visits['gave-seats-back']} gave their seats back`,
    `${visits['walked-away']} walked away`,
    `${visits['found-nothing']} found nothing`,
    ...(refusals.length > 0 ? [`refused: ${refusals.join(', ')}`] : []),
    ...(failed > 0 ? [`${failed} failed (${lastFailure})`] : []),
  ];
  return parts.join(' · ');
}

if (isMain(import.meta.url)) await demo().catch(giveUp);
