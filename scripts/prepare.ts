import { existsSync, globSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromiumInstalled } from './chromium.ts';
import { hasScreen } from './display.ts';
import { findElectron } from './electron.ts';
import { isMain, giveUp, onPath, output, step } from './steps.ts';

/** A package by Debian's name for it; where a release has renamed it, the later name comes second. */
type Package = string | readonly [string, string];

/** What Electron loads; `ldd` names it. */
export const electronLibraries: readonly Package[] = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  'libnss3',
  ['libasound2', 'libasound2t64'],
  'libgbm1',
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  'libdrm2',
  'libxss1',
];

/** Makes sure that a window can open: an Electron, the libraries it loads, and a screen or a virtual one. */
export async function prepareDesktop(more: readonly Package[] = []): Promise<void> {
  const { executable } = findElectron();
  const missing: Package[] = [];
  if (process.platform === 'linux' && lacksLibraries(executable)) missing.push(...electronLibraries);
  if (!hasScreen() && !onPath('Xvfb')) missing.push('xvfb');
  if (missing.length > 0 && !hasFonts()) missing.push('fonts-liberation');
  await install([...missing, ...more]);
  if (process.platform === 'linux' && lacksLibraries(executable)) {
    throw new Error(
      `Electron still misses: ${output('ldd', [executable])
        ?.match(/\S+ => not found/g)
        ?.join(', ')}`,
    );
  }
}

/** Makes sure that all tests can run: what the desktop needs, curl, ps, nginx, CUPS, ip, and a Chromium. */
export async function prepareTests(): Promise<void> {
  const linux = process.platform === 'linux';
  const missing: Package[] = [];
  // One test reads the events as a person at a terminal would.
  if (!onPath('curl')) missing.push('curl');
  // Some look at which processes are left.
  if (!onPath('ps')) missing.push('procps');
  // One pulls the cable between two kiosks: a namespace of the kernel's, with a pair of virtual cards.
  if (linux && !existsSync('/usr/sbin/ip')) missing.push('iproute2');
  // One runs the balancer's configuration that we ship; elsewhere than on Linux it is left out.
  if (linux && !existsSync('/usr/sbin/nginx')) missing.push('nginx-light');
  // One prints on a real printing system; elsewhere it is left out.
  if (linux && !existsSync('/usr/sbin/cupsd')) missing.push('cups-daemon', 'cups-client');
  await prepareDesktop(missing);
  if (chromiumInstalled()) return;
  // A network that refuses the download does so at once; Debian's own browser is as good.
  if (await step('playwright', ['install', 'chromium'], { show: 'never', timeout: 300_000 }).catch(() => false)) {
    if (chromiumInstalled()) return;
  }
  await install(['chromium', ...(hasFonts() ? [] : ['fonts-liberation'])]);
  if (!chromiumInstalled())
    throw new Error('There is still no Chromium. Run: npx playwright install --with-deps chromium');
}

function lacksLibraries(executable: string): boolean {
  return output('ldd', [executable])?.includes('not found') ?? false;
}

function hasFonts(): boolean {
  return globSync('/usr/share/fonts/**/*.{ttf,otf,pfb}').length > 0;
}

/** The name that this release has. */
function nameOf(wanted: Package): string {
  if (typeof wanted === 'string') return wanted;
  return wanted.find((name) => output('apt-cache', ['show', '--no-all-versions', name])) ?? wanted[0];
}

const TRIES = 4;
const AGAIN_MS = 15_000;

/** Installs Debian packages where we may, else throws with the command that somebody has to run. */
async function install(packages: readonly Package[]): Promise<void> {
  if (packages.length === 0) return;
  if (!existsSync('/usr/bin/apt-get'))
    throw new Error(`Please install what Debian calls: ${packages.flat().join(', ')}`);
  const rights = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (args: readonly string[], show: 'failure' | 'never') => {
    const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
    const [command = 'apt-get', ...rest] = [...rights, 'apt-get', ...options, ...args];
    return step(command, rest, { show, env: { DEBIAN_FRONTEND: 'noninteractive' } }).catch(() => false);
  };
  let names = packages.map(nameOf);
  const advice = () =>
    `This needs some of Debian's packages. Run: sudo apt-get update && sudo apt-get install -y ${names.join(' ')}`;
  // Who has to type a password is told at once.
  if (rights.length > 0 && output('sudo', ['-n', 'true']) === undefined) throw new Error(advice());
  // A mirror that does not answer and another program that holds the lists are over before long. Lists that could not be
  // fetched anew may be good enough.
  for (let tries = 1; tries <= TRIES; tries++) {
    const last = tries === TRIES;
    await apt(['update'], last ? 'failure' : 'never');
    names = packages.map(nameOf);
    console.log(`Installing ${names.join(' ')} …`);
    const args = ['install', '-y', '--no-install-recommends', ...names];
    if (await apt(args, last ? 'failure' : 'never')) return;
    if (!last) await sleep(AGAIN_MS);
  }
  throw new Error(advice());
}

if (isMain(import.meta.url)) await prepareTests().catch(giveUp);
