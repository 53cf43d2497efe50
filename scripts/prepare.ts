import { existsSync, globSync } from 'node:fs';
import { chromiumInstalled } from './chromium.ts';
import { hasScreen } from './display.ts';
import { findElectron } from './electron.ts';
import { isMain, giveUp, onPath, output, step } from './steps.ts';

/** Debian's names for what Electron loads; where a release has renamed one, the later name comes second. */
const electronLibraries = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'],
  ['libdrm2'],
  ['libxss1'],
] as const;

/** Makes sure that a window can open: an Electron, the libraries it loads, and a screen or a virtual one. */
export async function prepareDesktop(): Promise<void> {
  const { executable } = findElectron();
  const missing: string[] = [];
  if (process.platform === 'linux' && lacksLibraries(executable)) missing.push(...electronLibraries.map(packageName));
  if (!hasScreen() && !onPath('Xvfb')) missing.push('xvfb');
  if (missing.length > 0 && !hasFonts()) missing.push('fonts-liberation');
  await install(missing);
  if (process.platform === 'linux' && lacksLibraries(executable)) {
    throw new Error(
      `Electron still misses: ${output('ldd', [executable])
        ?.match(/\S+ => not found/g)
        ?.join(', ')}`,
    );
  }
}

/** Makes sure that all tests can run: what the desktop needs, curl, nginx, CUPS, ip, and a Chromium. */
export async function prepareTests(): Promise<void> {
  await prepareDesktop();
  // One test reads the events as a person at a terminal would.
  if (!onPath('curl')) await install(['curl']);
  // One pulls the cable between two kiosks: a namespace of the kernel's, with a pair of virtual cards.
  if (process.platform === 'linux' && !existsSync('/usr/sbin/ip')) await install(['iproute2']);
  // One runs the balancer's configuration that we ship; elsewhere than on Linux it is left out.
  if (process.platform === 'linux' && !existsSync('/usr/sbin/nginx')) await install(['nginx-light']);
  // One prints on a real printing system; elsewhere it is left out.
  if (process.platform === 'linux' && !existsSync('/usr/sbin/cupsd')) await install(['cups-daemon', 'cups-client']);
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

function packageName(names: readonly [string, ...string[]]): string {
  return names.find((name) => output('apt-cache', ['show', '--no-all-versions', name])) ?? names[0];
}

/** Installs Debian packages where we may, else throws with the command that somebody has to run. */
async function install(packages: readonly string[]): Promise<void> {
  if (packages.length === 0) return;
  const list = packages.join(' ');
  if (!existsSync('/usr/bin/apt-get')) throw new Error(`Please install what Debian calls: ${list}`);
  const rights = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (args: string[]) => {
    const options = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];
    const [command = 'apt-get', ...rest] = [...rights, 'apt-get', ...options, ...args];
    return step(command, rest, { show: 'failure', env: { DEBIAN_FRONTEND: 'noninteractive' } }).catch(() => false);
  };
  console.log(`Installing ${list} …`);
  const installed = (await apt(['update'])) && (await apt(['install', '-y', '--no-install-recommends', ...packages]));
  if (!installed) {
    throw new Error(
      `This needs some of Debian's packages. Run: sudo apt-get update && sudo apt-get install -y ${list}`,
    );
  }
}

if (isMain(import.meta.url)) await prepareTests().catch(giveUp);
