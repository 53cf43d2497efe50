/** Single questions about what the log holds, answered by the log itself. Each throws `LogUnreachable` when it does not say. */
import { JetStreamApiError, type MsgRequest, type StoredMsg } from '@nats-io/jetstream';
import type { Log } from './connection.ts';
import { LogUnreachable, messageOf } from './errors.ts';
import { STREAM, ledgerOf } from './subjects.ts';

const NO_MESSAGE = 10037;

async function ask(log: Log, query: MsgRequest): Promise<StoredMsg | undefined> {
  if (!log.connected) throw new LogUnreachable('There is no connection to the log.');
  try {
    return (await log.manager.streams.getMessage(STREAM, query)) ?? undefined;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return undefined;
    throw new LogUnreachable(`The log does not answer: ${messageOf(error)}`);
  }
}

/** Stream sequence of the last message on any of the subjects, wildcards allowed; 0 when there is none. */
export async function lastSequenceOn(log: Log, subjects: readonly string[]): Promise<number> {
  const last = await Promise.all(subjects.map((subject) => ask(log, { last_by_subj: subject })));
  return Math.max(0, ...last.map((message) => message?.seq ?? 0));
}

/** Stream sequence of the last message on the ledger, 0 when there is none. */
export async function lastLedgerSequence(log: Log, id: string): Promise<number> {
  return (await ask(log, { last_by_subj: ledgerOf(id) }))?.seq ?? 0;
}
