import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, step } from './steps.ts';

const folder = join(root, '.cache/reports');

/** Hundreds of programs are started from the same sources: each but the first finds them compiled. */
const compiled = { NODE_COMPILE_CACHE: join(root, '.cache/compiled') };

/** Drops the reports of earlier runs, so that a suite that does not get to run cannot be counted by an old one. */
export function forget(): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Runs one of vitest's projects and keeps its report for `count`. Answers whether every test passed. */
export function vitest(project: 'unit' | 'int'): Promise<boolean> {
  const report = fresh(project);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return step('vitest', ['run', '--project', project, ...reporters], { env: compiled });
}

/** Runs the Playwright tests and keeps their report for `count`. Answers whether every test passed. */
export function playwright(args: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const all = ['test', '--reporter=list,json', ...args];
  return step('playwright', all, { env: { ...compiled, ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: fresh('e2e') } });
}

/** Sums the kept reports. A suite that left no report counts as one failure: nothing ran where something should have. */
export function count(suites: readonly ('unit' | 'int' | 'e2e')[]): Counts {
  const each = suites.map((suite) => read(suite));
  const sum = (key: keyof Counts) => each.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

function fresh(suite: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${suite}.json`);
  rmSync(path, { force: true });
  return path;
}

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numFailedTestSuites: number;
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

function read(suite: 'unit' | 'int' | 'e2e'): Counts {
  let report: VitestReport | PlaywrightReport;
  try {
    report = JSON.parse(readFileSync(join(folder, `${suite}.json`), 'utf8')) as VitestReport | PlaywrightReport;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  if ('stats' in report) {
    const { expected, unexpected, flaky, skipped } = report.stats;
    // A test that passed only when repeated did fail; a file that could not be loaded hides its tests.
    return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
  }
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = report;
  const unloaded = numFailedTests === 0 && numFailedTestSuites > 0 ? numFailedTestSuites : 0;
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests };
}
