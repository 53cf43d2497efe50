/**
 * `npm run repair`: says where the log and the database differ; `-- --from-database` puts back what the log lost,
 * `-- --accept-loss` goes on with the log as it is. Needs every Full House on this log ended.
 */
import { join } from 'node:path';
import { addressFromUrl } from '../theatre/log/address.ts';
import { openLog } from '../theatre/log/connection.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { readConfig } from '../server/config.ts';
import { describeDifference } from '../server/consumers/database/index.ts';
import { repair, type RepairChoice, type RepairReport } from '../server/consumers/database/repair.ts';

const USAGE = 'usage: npm run repair [-- --from-database | --accept-loss]';

function choiceOf(args: readonly string[]): RepairChoice {
  const [first, ...more] = args;
  if (first === undefined) return 'look';
  if (more.length === 0 && first === '--from-database') return 'from-database';
  if (more.length === 0 && first === '--accept-loss') return 'accept-loss';
  throw new Error(USAGE);
}

function report({ screenings, oldDatabase }: RepairReport, choice: RepairChoice): void {
  if (screenings.length === 0) console.log('The log is the one that the database remembers. There is nothing to mend.');
  for (const { difference, missing, conflicts } of screenings) {
    console.log(describeDifference(difference));
    const orders = missing.filter(({ type }) => type === 'booked').length;
    const done = { look: 'could be put back', 'from-database': 'put back', 'accept-loss': 'given up' }[choice];
    console.log(`  ${missing.length} events, ${orders} of them orders: ${done}.`);
    for (const { order, seatIds } of conflicts) {
      const why =
        seatIds.length > 0 ? `${seatIds.join(', ')} went another way since` : 'its money went another way since';
      console.log(`  Order ${order} cannot be put back whole, ${why}: settle it with them.`);
    }
  }
  if (oldDatabase !== undefined) console.log(`Sales are open again. The old database is kept as ${oldDatabase}.`);
  else if (screenings.length > 0) console.log(`Nothing was changed. ${USAGE}`);
}

async function main(): Promise<void> {
  const choice = choiceOf(process.argv.slice(2));
  const config = readConfig(process.env);
  const embedded =
    config.natsUrl === undefined ? await startEmbeddedLog({ folder: join(config.dataFolder, 'log') }) : undefined;
  try {
    const address = embedded?.address ?? addressFromUrl(config.natsUrl ?? '', config.natsCa, config.natsSeed);
    const log = await openLog({ address, name: 'repair' });
    try {
      report(await repair(log, join(config.dataFolder, 'full-house.db'), choice), choice);
    } finally {
      await log.close();
    }
  } finally {
    await embedded?.stop();
  }
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
