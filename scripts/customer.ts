/**
 * `npm run customer -- export --email X` writes all that the house has of one customer as JSON, to a file with `--out`. `npm run
 * customer -- erase --email X` erases who they are, for good; `--yes` does not ask. Both take `--order REF` instead. Also while the
 * house is open.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { rememberErasures } from '../server/backup/remember-erasures.ts';
import { readConfig, type Config } from '../server/config.ts';
import { startDatabase } from '../server/consumers/database/index.ts';
import { openForReading } from '../server/consumers/database/read-only.ts';
import { copiesOf } from '../server/customers/copies.ts';
import { CustomerOffice, type Who } from '../server/customers/customer-office.ts';
import { parseOrderReference } from '../server/order-reference.ts';
import { formatsFor } from '../theatre/contract/formats.ts';
import type { Log } from '../theatre/log/connection.ts';
import { CustomerKeys } from '../theatre/log/customer-keys.ts';
import { Erasures } from '../theatre/log/erasures.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { lastSequenceOn } from '../theatre/log/ledger-queries.ts';
import { EVERY_CUSTOMER, EVERY_LEDGER } from '../theatre/log/subjects.ts';
import { withLog } from './reach-log.ts';

const USAGE = `usage: npm run customer -- export (--email <address> | --order <reference>) [--out <file>]
       npm run customer -- erase (--email <address> | --order <reference>) [--yes]`;
const CAUGHT_UP_WITHIN_MS = 2000;

interface Asked {
  readonly act: 'export' | 'erase';
  readonly who: Who;
  readonly out: string | undefined;
  readonly yes: boolean;
}

function readAsked(): Asked {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      email: { type: 'string' },
      order: { type: 'string' },
      out: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const [act, ...more] = positionals;
  const { email, order: text, out, yes } = values;
  if ((act !== 'export' && act !== 'erase') || more.length > 0 || (email === undefined) === (text === undefined)) {
    throw new Error(USAGE);
  }
  if (email !== undefined) return { act, who: { email }, out, yes };
  const order = parseOrderReference(text ?? '');
  if (order === undefined) throw new Error(`${text} is no reference of an order: they look like 7K3M-X9QP.`);
  return { act, who: { order }, out, yes };
}

/** With the database as far as the log is: a server keeps it so, or, where none runs, it is brought there now. */
async function withOffice<T>(
  config: Config,
  log: Log,
  erasures: Erasures,
  run: (office: CustomerOffice) => Promise<T>,
) {
  const file = join(config.dataFolder, 'full-house.db');
  await caughtUp(log, file);
  const opened = openForReading(file);
  if (!opened) throw new Error(`The database ${file} cannot be read. Run: npm run db:rebuild`);
  try {
    return await run(new CustomerOffice({ log, keys: new CustomerKeys(log), orders: opened.orders, erasures }));
  } finally {
    opened.close();
  }
}

async function caughtUp(log: Log, file: string): Promise<void> {
  const end = await lastSequenceOn(log, [EVERY_LEDGER, EVERY_CUSTOMER]);
  for (const until = Date.now() + CAUGHT_UP_WITHIN_MS; Date.now() < until;) {
    const opened = openForReading(file);
    const sequence = opened?.orders.books.sequence;
    opened?.close();
    if (sequence !== undefined && sequence >= end) return;
    // Without a file nobody is writing one.
    if (!opened) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const database = await startDatabase({ log, file, onProblem: (problem) => console.error(problem) });
  try {
    if (database.differences.length > 0) throw new Error('The log and the database differ. Run: npm run repair');
    await database.caughtUp;
  } finally {
    await database.stop();
  }
}

async function exportCustomer(office: CustomerOffice, { who, out }: Asked): Promise<void> {
  const exported = await office.export(who, Date.now());
  if (!exported) throw new Error('Nobody is known by that. Who was erased is found no more.');
  const text = `${JSON.stringify(exported, null, 2)}\n`;
  if (out === undefined) return void process.stdout.write(text);
  await writeFile(out, text, { mode: 0o600 });
  console.log(
    `${exported.orders.length} orders are in ${out}. It has personal data in it: hand it over and delete it.`,
  );
}

/** Shows what it would do; true when it is wanted. */
async function confirmed(office: CustomerOffice, { who, yes }: Asked, { locale }: Config): Promise<boolean> {
  const orders = office.ordersOf(who);
  if (orders.length === 0) throw new Error('Nobody is known by that. Who was erased is found no more.');
  const formats = formatsFor(locale);
  console.log(
    `Name and e-mail address of ${orders.length === 1 ? 'this order' : `these ${orders.length} orders`} go for good:`,
  );
  for (const { reference, name, title, startsAt, seats, total, currency, status } of orders) {
    const what = seats.map(({ seatId }) => seatId).join(' ') || 'no seats any more';
    console.log(
      `  ${reference}  ${name ?? '(erased before)'}: ${title}, ${formats.evening(Date.parse(startsAt))}, ${what}, ${formats.money(total, currency)}, ${status}`,
    );
  }
  console.log(
    'Kept for the books: reference, seats, prices and payments. Tickets stay good, and money can be given back.',
  );
  if (yes) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question('Erase them? This cannot be undone. Type yes: ')).trim().toLowerCase() === 'yes';
  } finally {
    terminal.close();
  }
}

async function tellCopies({ dataFolder, backups }: Config): Promise<void> {
  const copies = await copiesOf(dataFolder, backups?.folder);
  console.log('Not reached: mails that were sent, tickets and lists that were printed, files that were exported.');
  for (const folder of copies.backups) {
    console.log(`Backups in ${folder} have it until they rotate out; restored, they are erased again.`);
  }
  for (const file of copies.databases) console.log(`${file} was set aside and has it: remove it.`);
}

async function erase(config: Config, log: Log, asked: Asked): Promise<void> {
  const erasures = new Erasures(log, { onProblem: (problem) => console.error(problem) });
  const { dataFolder, backups } = config;
  const remembering = rememberErasures({
    erasures,
    dataFolder,
    backups: backups?.folder,
    onNotice: (notice) => console.error(notice),
  });
  try {
    await erasures.ready;
    const erased = await withOffice(config, log, erasures, async (office) =>
      (await confirmed(office, asked, config)) ? office.erase(asked.who, 'staff') : undefined,
    );
    if (!erased) return console.log('Nothing was erased.');
    if (erased.some(({ outcome }) => outcome === 'not-allowed'))
      throw new Error(
        'The house does not take this from this machine. Erase the order at a kiosk, or on the machine that has the log.',
      );
    const unsaid = erased.filter(({ outcome }) => outcome === 'not-said');
    if (unsaid.length > 0) throw new Error('The log cannot be reached: run it again, nothing is done twice.');
    // Where no server runs nobody else makes the database forget.
    await caughtUp(log, join(dataFolder, 'full-house.db'));
    const waiting = erased.filter(({ outcome }) => outcome === 'said');
    console.log(`Erased: ${erased.map(({ order }) => order).join(', ')}.`);
    if (waiting.length > 0) {
      console.log(`The keys of ${waiting.length} are still there: they go once the machine that has the log is there.`);
    }
    const plain = erased.filter((one) => one.plain).map(({ order }) => order);
    if (plain.length > 0) {
      console.log(
        `From before names were sealed, so in the log’s files and archives until trimmed: ${plain.join(', ')}.`,
      );
    }
    await tellCopies(config);
  } finally {
    await remembering.settled();
    await remembering.stop();
    await erasures.close();
  }
}

try {
  const asked = readAsked();
  const config = readConfig(process.env);
  await withLog(config, 'customer', async (log) => {
    if (asked.act === 'erase') return erase(config, log, asked);
    const erasures = new Erasures(log);
    try {
      return await withOffice(config, log, erasures, (office) => exportCustomer(office, asked));
    } finally {
      await erasures.close();
    }
  });
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
