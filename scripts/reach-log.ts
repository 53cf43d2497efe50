/** This house's log for a command, whether its server runs at the moment or not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { addressFromUrl } from '../theatre/log/address.ts';
import { openLog, type Log } from '../theatre/log/connection.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { runningLog } from '../theatre/log/join-embedded.ts';
import type { Config } from '../server/config.ts';

/** Runs with a connection to it and closes what was opened for it. Throws where there is no house: a command makes none. */
export async function withLog<T>(
  { natsUrl, natsCa, natsSeed, dataFolder }: Config,
  name: string,
  run: (log: Log) => Promise<T>,
): Promise<T> {
  const folder = join(dataFolder, 'log');
  if (natsUrl === undefined && !existsSync(folder)) {
    throw new Error(
      `There is no house in ${dataFolder}. Set FULL_HOUSE_DATA to the data folder of one, or NATS_URL to a log elsewhere.`,
    );
  }
  const running = natsUrl === undefined ? await runningLog(folder) : addressFromUrl(natsUrl, natsCa, natsSeed);
  const embedded = running ? undefined : await startEmbeddedLog({ folder });
  try {
    const log = await openLog({ address: running ?? (embedded as typeof embedded & object).address, name });
    try {
      return await run(log);
    } finally {
      await log.close();
    }
  } finally {
    await embedded?.stop();
  }
}
