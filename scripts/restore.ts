/**
 * `npm run restore -- <backup>` puts a backup into the data folder, which must be empty (FULL_HOUSE_DATA names another one). With
 * NATS_URL set the log goes there instead, with FULL_HOUSE_LOG_REPLICAS copies: that is also how a house moves into a cluster and back.
 */
import { addressFromUrl } from '../theatre/log/address.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { restore } from '../server/backup/restore.ts';
import { readConfig } from '../server/config.ts';

try {
  const [backup, ...more] = process.argv.slice(2);
  if (backup === undefined || more.length > 0) throw new Error('usage: npm run restore -- <backup>');
  const { natsUrl, natsCa, natsSeed, dataFolder, logReplicas } = readConfig(process.env);
  const address = natsUrl === undefined ? undefined : addressFromUrl(natsUrl, natsCa, natsSeed);
  const ledgers = await restore({ backup, dataFolder, address, replicas: logReplicas });
  console.log(`Restored ${ledgers} ledgers, each with the hash it had. The database is made again at the next start.`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
