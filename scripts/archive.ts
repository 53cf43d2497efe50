/**
 * `npm run archive -- <screening>` puts a screening's events into one file of the data folder and verifies it; `--trim` then
 * takes them out of the log. `--older-than <days>` instead of a screening means every closed one that began so long ago, and
 * `--verify` only looks at the files that are there. May be run while the box office is open.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { archivedIds, archiveFile, openArchive } from '../theatre/archive/archive.ts';
import type { Log } from '../theatre/log/connection.ts';
import { messageOf } from '../theatre/log/errors.ts';
import { Programme } from '../theatre/log/programme.ts';
import { readConfig } from '../server/config.ts';
import { withLog } from './reach-log.ts';
import { archiveNight, NotArchived } from '../server/replay/archiving.ts';

const USAGE =
  'usage: npm run archive -- <screening> | --older-than <days> [--trim], or npm run archive -- --verify [<screening>]';
const DAY_MS = 86_400_000;

const config = readConfig(process.env);
const folder = join(config.dataFolder, 'archive');

async function archive(log: Log, screeningId: string, trim: boolean): Promise<boolean> {
  try {
    const database = join(config.dataFolder, 'full-house.db');
    const { file, manifest, purged } = await archiveNight({
      log,
      screeningId,
      folder,
      database,
      trim,
      now: Date.now(),
    });
    console.log(
      `${manifest.title} (${screeningId}): ${manifest.items} events in ${file}, verified, sha256 ${manifest.sha256}`,
    );
    if (purged !== undefined) console.log(`  ${purged} messages were taken out of the log.`);
    return true;
  } catch (error) {
    console.error(messageOf(error));
    if (!(error instanceof NotArchived)) throw error;
    return false;
  }
}

async function closedBefore(log: Log, before: number): Promise<string[]> {
  const programme = new Programme(log);
  try {
    await programme.ready;
    const old = programme.list().filter(({ phase, startsAt }) => phase === 'closed' && Date.parse(startsAt) < before);
    return old.map(({ id }) => id);
  } finally {
    await programme.close();
  }
}

async function verify(ids: readonly string[]): Promise<boolean> {
  let whole = true;
  for (const id of ids) {
    try {
      const { manifest } = await openArchive(archiveFile(folder, id), id);
      console.log(`${id}: whole, ${manifest.items} events, sha256 ${manifest.sha256}`);
    } catch (error) {
      whole = false;
      console.error(`${id}: ${messageOf(error)}`);
    }
  }
  return whole;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { trim: { type: 'boolean' }, verify: { type: 'boolean' }, 'older-than': { type: 'string' } },
  });
  const days = values['older-than'];
  if (values.verify) return verify(positionals.length > 0 ? positionals : await archivedIds(folder));
  if ((days === undefined) === (positionals.length === 0)) throw new Error(USAGE);
  if (days !== undefined && !/^\d{1,5}$/.test(days))
    throw new Error(`--older-than ${days}: give a number of days. ${USAGE}`);
  let all = true;
  await withLog(config, 'archive', async (log) => {
    const ids = days === undefined ? positionals : await closedBefore(log, Date.now() - Number(days) * DAY_MS);
    if (ids.length === 0) console.log(`No closed screening began more than ${days} days ago.`);
    for (const id of ids) all = (await archive(log, id, values.trim ?? false)) && all;
  });
  return all;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
