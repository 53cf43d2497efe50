/**
 * `npm run audit`: known faults in what is installed to run. A high or critical one fails; a registry that has no answer is said and is no
 * failure, since it says nothing about us.
 */
import { spawnSync } from 'node:child_process';
import { environment, isMain, root } from './steps.ts';

interface Report {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

/** Answers whether nothing serious is known. */
export function audit(): boolean {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], {
    cwd: root,
    env: environment(),
    encoding: 'utf8',
    timeout: 60_000,
  });
  const { metadata, vulnerabilities = {} } = readReport(stdout);
  if (!metadata) {
    console.log('The registry did not answer npm audit: nothing is known of the installed packages.');
    return true;
  }
  const serious = Object.entries(vulnerabilities).filter(([, { severity }]) => ['high', 'critical'].includes(severity));
  for (const [name, { severity }] of serious) console.log(`${name}: ${severity}. Run: npm audit`);
  return serious.length === 0;
}

function readReport(text: string): Report {
  try {
    return JSON.parse(text) as Report;
  } catch {
    return {};
  }
}

if (isMain(import.meta.url)) process.exitCode = audit() ? 0 : 1;
