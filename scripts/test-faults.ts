/**
 * Faults under load, over real processes and HTTP on loopback: what `npm test` does once, more often and for longer. Ends by
 * itself within a quarter of an hour, prints the counts, and fails when a promise of docs/guarantees.md was broken.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { tableOf } from '../server/faults/report.ts';
import type { Row } from '../server/faults/run-fault.ts';
import { root, step } from './steps.ts';

const LONGEST_MS = 15 * 60_000;

const file = join(root, '.cache/faults.jsonl');
mkdirSync(dirname(file), { recursive: true });
rmSync(file, { force: true });

const load = () =>
  loadavg()
    .map((each) => each.toFixed(1))
    .join(' ');
const before = load();
// One after the other: what is measured is not what two runs leave each other.
const passed = await step('vitest', ['run', '--project', 'int', '--no-file-parallelism', 'server/faults/'], {
  env: { FULL_HOUSE_FAULTS: 'long', FULL_HOUSE_FAULTS_REPORT: file },
  timeout: LONGEST_MS,
});

const rows = keptRows();
console.log(`\n${cpus().length} cores (${cpus()[0]?.model ?? '?'}), node ${process.version}`);
console.log(`load averages ${before} before, ${load()} after\n`);
console.log(tableOf(rows));
for (const row of rows) for (const problem of [...row.problems, ...row.late]) console.log(`${row.fault}: ${problem}`);
process.exitCode = passed ? 0 : 1;

function keptRows(): Row[] {
  try {
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Row);
  } catch {
    return [];
  }
}
