/**
 * `npm run backup -- <folder>` makes a backup of the whole house in a new folder below it, also while it sells; `--keep <n>` then removes
 * all but the newest n there; `--verify <backup>` only looks whether one is whole.
 */
import { parseArgs } from 'node:util';
import { messageOf } from '../theatre/log/errors.ts';
import { backUp, rotate } from '../server/backup/backup.ts';
import { secretsSet } from '../server/backup/kept-files.ts';
import { verifyBackup } from '../server/backup/restore.ts';
import { readConfig } from '../server/config.ts';
import { withLog } from './reach-log.ts';

const USAGE = 'usage: npm run backup -- <folder> [--keep <n>], or npm run backup -- --verify <backup>';

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { keep: { type: 'string' }, verify: { type: 'string' } },
  });
  if (values.verify !== undefined) {
    const { takenAt, ledgers, stream } = await verifyBackup(values.verify);
    return console.log(
      `Whole: taken at ${takenAt}, ${Object.keys(ledgers).length} ledgers, up to message ${stream.state.last_seq}.`,
    );
  }
  const [into, ...more] = positionals;
  const keep = Number(values.keep ?? '0');
  if (
    into === undefined ||
    more.length > 0 ||
    !/^\d{1,4}$/.test(values.keep ?? '1') ||
    (values.keep !== undefined && keep < 1)
  ) {
    throw new Error(USAGE);
  }
  const config = readConfig(process.env);
  const folder = await withLog(config, 'backup', (log) =>
    backUp({ log, dataFolder: config.dataFolder, secrets: secretsSet(config), into, now: Date.now() }),
  );
  console.log(`Backed up into ${folder}. It holds the house's secrets: keep it as safe as the house's own data.`);
  if (keep > 0) for (const name of await rotate(into, keep)) console.log(`Removed ${name}.`);
}

try {
  await main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
