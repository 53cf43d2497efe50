/** `npm run db:rebuild`: deletes the database and builds it anew from the log. Needs the Full House that uses it ended. */
import { join } from 'node:path';
import { readConfig } from '../server/config.ts';
import { rebuild } from '../server/consumers/database/rebuild.ts';
import { addressFromUrl } from '../theatre/log/address.ts';
import { openLog } from '../theatre/log/connection.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { giveUp } from './steps.ts';

async function main(): Promise<void> {
  const { natsUrl, natsCa, natsSeed, dataFolder } = readConfig(process.env);
  const file = join(dataFolder, 'full-house.db');
  const embedded = natsUrl === undefined ? await startEmbeddedLog({ folder: join(dataFolder, 'log') }) : undefined;
  try {
    const log = await openLog({
      address: embedded?.address ?? addressFromUrl(natsUrl ?? '', natsCa, natsSeed),
      name: 'db-rebuild',
    });
    try {
      const began = performance.now();
      const { before, after, sequence } = await rebuild(log, file);
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${file} was built from the log up to ${sequence} in ${seconds} s.`);
      for (const [what, count] of Object.entries(after)) {
        const was = before?.[what as keyof typeof before];
        console.log(`  ${what}: ${count}${was === undefined || was === count ? '' : ` (there were ${was})`}`);
      }
    } finally {
      await log.close();
    }
  } finally {
    await embedded?.stop();
  }
}

await main().catch(giveUp);
