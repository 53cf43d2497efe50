/**
 * `npm run shift-report -- --shift <id>` recomputes a closed shift's report from the log alone, `--day 2026-11-21` that of all
 * shifts that were opened on a day; `--json` prints it for programs. Without either it lists the shifts there are.
 */
import { parseArgs } from 'node:util';
import { readConfig } from '../server/config.ts';
import { boundsOfDay } from '../theatre/contract/day.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { dayReport, type DayReport, type Figures, type ShiftReport } from '../theatre/till/report.ts';
import { withLog } from './reach-log.ts';
import { readTills, type Tills } from './read-tills.ts';

const USAGE = 'usage: npm run shift-report -- --shift <id> | --day <2026-11-21> [--json]';

const time = (at: number) => new Date(at).toLocaleString('sv-SE').slice(0, 16);

function moneyOf(currency: string): (amount: number) => string {
  const format = new Intl.NumberFormat('en-GB', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return (amount) => format.format(amount / 10 ** digits).padStart(14);
}

function figures(of: Omit<Figures, 'float'>): string[] {
  const money = moneyOf(of.currency);
  const sum = (name: string, { tickets, amount }: { tickets: number; amount: number }) =>
    `  ${name.padEnd(28)}${String(tickets).padStart(6)} ${money(amount)}`;
  const ways = (name: string, { taken, givenBack }: { taken: number; givenBack: number }) =>
    `  ${name.padEnd(20)}${money(taken)} ${money(-givenBack)} ${money(taken - givenBack)}`;
  return [
    ...of.sales.map((line) => sum(line.ticketType, line)),
    sum('sold', of.sold),
    sum('refunds', of.refunds),
    sum('undone', of.voids),
    sum('kept, not paid', of.kept),
    ways('cash', of.cash),
    ways('card', of.card),
    ways('exchanges', of.exchanges),
    ...of.comps.map(
      ({ order, tickets, reason, approvedBy }) => `  comp ${order}: ${tickets}, ${reason}, by ${approvedBy}`,
    ),
  ];
}

function textOf(report: ShiftReport, names: Tills['names']): string {
  const money = moneyOf(report.currency);
  const name = (id: string) => names[id] ?? id;
  const { closed } = report;
  return [
    `Shift ${report.shift} of ${name(report.operator)}, till ${report.till}, opened ${time(report.openedAt)}`,
    ...(report.first && report.last
      ? [`  first ${time(report.first.at)} ${report.first.order}, last ${time(report.last.at)} ${report.last.order}`]
      : []),
    ...figures(report),
    `  ${'float'.padEnd(35)}${money(report.float)}`,
    ...report.moves.map(
      ({ kind, amount, reason, by }) =>
        `  ${`paid ${kind}: ${reason} (${name(by)})`.padEnd(35)}${money(kind === 'in' ? amount : -amount)}`,
    ),
    ...(closed
      ? [
          `  ${'should be there'.padEnd(35)}${money(report.expected)}`,
          `  ${'counted'.padEnd(35)}${money(closed.countedTotal)}`,
          `  ${'difference'.padEnd(35)}${money(closed.variance)}`,
          `  closed ${time(closed.at)} by ${name(closed.by)}`,
        ]
      : ['  still open']),
  ].join('\n');
}

function textOfDay({ day, shifts, totals }: DayReport, names: Tills['names']): string {
  if (shifts.length === 0) return `No closed shift was opened on ${day}.`;
  const sums = totals.map((total) =>
    [
      `${day}, ${shifts.length} shifts, ${total.currency}`,
      ...figures(total),
      `  should be there ${moneyOf(total.currency)(total.expected)}, counted ${moneyOf(total.currency)(total.counted)}, difference ${moneyOf(total.currency)(total.variance)}`,
    ].join('\n'),
  );
  return [...shifts.map((shift) => textOf(shift, names)), ...sums].join('\n\n');
}

function answer(
  { reports, names }: Tills,
  { shift, day, json }: { shift?: string; day?: string; json?: boolean },
): string {
  if (shift !== undefined) {
    const report = reports.find((one) => one.shift === shift);
    if (!report) throw new Error(`There is no shift ${shift} in this log.`);
    // What should be in a drawer is not told before it was counted.
    if (!report.closed) throw new Error(`Shift ${shift} is still open. Close it first, then look.`);
    return json === true ? JSON.stringify(report) : textOf(report, names);
  }
  if (day !== undefined) {
    const bounds = boundsOfDay(day);
    if (!bounds) throw new Error(`--day ${day}: ${USAGE}`);
    const { from, to } = bounds;
    const closed = reports.filter(({ openedAt, closed: end }) => end && openedAt >= from && openedAt < to);
    const report = dayReport(day, closed);
    return json === true ? JSON.stringify(report) : textOfDay(report, names);
  }
  const lines = reports.map(
    ({ shift: id, operator, openedAt, closed }) =>
      `${id}  ${time(openedAt)}  ${names[operator] ?? operator}${closed ? '' : '  (open)'}`,
  );
  return lines.length === 0 ? 'There are no shifts in this log.' : lines.join('\n');
}

try {
  const { values } = parseArgs({
    options: { shift: { type: 'string' }, day: { type: 'string' }, json: { type: 'boolean' } },
  });
  console.log(answer(await withLog(readConfig(process.env), 'shift-report', readTills), values));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
