/**
 * A copy of a stream may end in the middle of an atomic batch: the ledger's events come first in one, and the ends of their holds,
 * scheduled behind them, are missing then. They are scheduled again, so that nothing is held for ever.
 */
import type { StoredMsg } from '@nats-io/jetstream';
import { parseEvent } from '../contract/log.ts';
import type { LedgerEvent } from '../screening/events.ts';
import { append, BATCH_LIMIT } from './append.ts';
import type { Log } from './connection.ts';
import { LogUnreachable } from './errors.ts';
import { ledgerMessages } from './ledger-messages.ts';
import { ledgerOf, screeningIdOf, STREAM } from './subjects.ts';

/** Answers how many ends were scheduled again; 0 where the log ends with a whole batch. */
export async function mendLastBatch(log: Log): Promise<number> {
  const events = new Map<string, LedgerEvent[]>();
  for (const { subject, data } of await cutBatch(log)) {
    const parsed = parseEvent(subject, data);
    const id = screeningIdOf(subject);
    if (id === undefined || !('event' in parsed) || subject !== ledgerOf(id)) continue;
    events.set(id, [...(events.get(id) ?? []), parsed.event as LedgerEvent]);
  }
  let mended = 0;
  for (const [id, its] of events) {
    const schedules = ledgerMessages(id, 0, its).filter(({ subject }) => subject !== ledgerOf(id));
    const result = await append(log, schedules);
    if (result.kind !== 'appended')
      throw new LogUnreachable('The log does not take the ends of holds that were cut off.');
    mended += schedules.length;
  }
  return mended;
}

/** The messages of the batch that the log ends in without its end, in order. */
async function cutBatch(log: Log): Promise<StoredMsg[]> {
  const { state } = await log.manager.streams.info(STREAM);
  const found: StoredMsg[] = [];
  let batch: string | undefined;
  for (let seq = state.last_seq; seq >= state.first_seq && found.length < BATCH_LIMIT; seq--) {
    // Gone already: a schedule that was carried out.
    const message = await log.manager.streams.getMessage(STREAM, { seq }).catch(() => null);
    if (!message) continue;
    const its = message.header.get('Nats-Batch-Id');
    batch ??= its;
    if (its === '' || its !== batch || message.header.get('Nats-Batch-Commit') !== '') break;
    found.unshift(message);
  }
  return found;
}
