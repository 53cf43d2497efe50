/** The counts of a fault run: a line for each fault. */
import { appendFileSync } from 'node:fs';
import type { Row } from './run-fault.ts';

const columns: Readonly<Record<string, (row: Row) => string | number>> = {
  fault: (row) => row.fault,
  times: (row) => row.rounds,
  attempts: (row) => row.attempts,
  'answered 201': (row) => row.booked,
  refused: (row) => row.refused,
  'in doubt': (row) => row.inDoubt,
  'orders in the log': (row) => row.orders,
  'found by asking again': (row) => row.found,
  'slowest sale before, ms': (row) => row.slowestBefore,
  'fault lasted, ms': (row) => row.away,
  'first sale after, ms': (row) => row.firstSale,
  'phones behind, ms': (row) => row.phonesBehind ?? '',
  'broken promises': (row) => row.problems.length + row.late.length,
};

/** As a table in Markdown, which can be read as it is. */
export function tableOf(rows: readonly Row[]): string {
  const names = Object.keys(columns);
  const lines = [names, ...rows.map((row) => Object.values(columns).map((of) => String(of(row))))];
  const widths = names.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const text = lines.map((line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  return [text[0], `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...text.slice(1)].join('\n');
}

/** Prints the rows, and keeps them where `npm run test:faults` wants them. */
export function report(rows: readonly Row[]): void {
  console.log(tableOf(rows));
  const file = process.env['FULL_HOUSE_FAULTS_REPORT'];
  if (file !== undefined) for (const row of rows) appendFileSync(file, `${JSON.stringify(row)}\n`);
}
