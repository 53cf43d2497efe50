/** The licences of what npm brought into the packages, in one text: each of them asks to be told along with the program. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './steps.ts';

/** Needed to build, and in the window's own bundle all the same. */
const BUNDLED = ['node_modules/solid-js'];
const FILE = /^(licen[sc]e|copying|notice)/i;

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

export interface Licence {
  /** Name and version, as npm has them. */
  readonly of: string;
  /** SPDX; empty where the package says it in its text alone. */
  readonly id: string;
  /** Its own text, or where it has none that of another one under the same licence; empty where nobody has it. */
  readonly text: string;
}

/** Of all that is installed to run, from the lock file and what npm unpacked. */
export function licences(): readonly Licence[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>;
  };
  const found = Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && ((!dev && !devOptional) || BUNDLED.includes(path)))
    .map(([path, { version, license = '' }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { of: `${name} ${version}`, id: license, text: textIn(join(root, path)) };
    });
  return found
    .map((one) => (one.text === undefined ? { ...one, text: found.find(isWhole(one.id))?.text ?? '' } : one))
    .map(({ of, id, text = '' }) => ({ of, id, text }))
    .sort((a, b) => a.of.localeCompare(b.of));
}

const isWhole =
  (id: string) =>
  (other: { readonly id: string; readonly text: string | undefined }): boolean =>
    other.id === id && other.text !== undefined;

/** Undefined where the package has none, or is for another platform. */
function textIn(folder: string): string | undefined {
  try {
    const files = readdirSync(folder).filter((name) => FILE.test(name));
    const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').trim());
    return texts.length === 0 ? undefined : texts.join('\n\n');
  } catch {
    return undefined;
  }
}

export function writeLicences(file: string): void {
  const all = licences().map(({ of, id, text }) => `${of}\n${id === '' ? '' : `Licence: ${id}\n`}\n${text}\n`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, all.join(`\n${'-'.repeat(78)}\n\n`));
}
