/**
 * `npm run restore -- <backup>` puts a backup into the data folder, which must be empty (FULL_HOUSE_DATA names another one). With
 * NATS_URL set the log goes there instead, with FULL_HOUSE_LOG_REPLICAS copies: that is also how a house moves into a cluster and back.
 * Customers who were erased since, as `erased.jsonl` beside the backup or the file after `--erased` says, are erased again.
 */
import { parseArgs } from 'node:util';
import { addressFromUrl } from '../theatre/log/address.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { restore } from '../server/backup/restore.ts';
import { readConfig } from '../server/config.ts';

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { erased: { type: 'string' } } });
  const [backup, ...more] = positionals;
  if (backup === undefined || more.length > 0) throw new Error('usage: npm run restore -- <backup> [--erased <file>]');
  const { natsUrl, natsCa, natsSeed, dataFolder, logReplicas } = readConfig(process.env);
  const address = natsUrl === undefined ? undefined : addressFromUrl(natsUrl, natsCa, natsSeed);
  const { erased: list } = values;
  const { ledgers, erased } = await restore({
    backup,
    dataFolder,
    address,
    replicas: logReplicas,
    ...(list === undefined ? {} : { erased: list }),
  });
  console.log(`Restored ${ledgers} ledgers, each with the hash it had. The database is made again at the next start.`);
  if (erased > 0) console.log(`${erased} customers who were erased since then are erased again.`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
