import { setTimeout as sleep } from 'node:timers/promises';
import { encodeEvent } from '../../theatre/contract/log.ts';
import { append } from '../../theatre/log/append.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { ledgerOf, presenceOf, refusalsOf, STREAM } from '../../theatre/log/subjects.ts';
import type { NightItem } from '../../theatre/replay/items.ts';

/** Puts a whole night into a log to which nobody else writes. */
export async function writeNight(log: Log, id: string, items: readonly NightItem[]): Promise<void> {
  const subjects = { ledger: ledgerOf(id), presence: presenceOf(id), refusal: refusalsOf(id) };
  const lastSequence = async () => (await log.manager.streams.info(STREAM)).state.last_seq;
  for (let at = 0; at < items.length; at += 100) {
    const messages = items
      .slice(at, at + 100)
      .map(({ kind, event }) => ({ subject: subjects[kind], body: encodeEvent(event) }));
    const before = await lastSequence();
    const result = await append(log, messages);
    if (result.kind === 'appended') continue;
    // A busy disk; nobody else writes here, so what landed can be seen.
    await sleep(5000);
    if ((await lastSequence()) !== before + messages.length) throw new Error(`writing the night: ${result.kind}`);
  }
}
