/** The log's own word that a screening was archived: so that every database knows why its ledger is gone. */
import { JetStreamApiError } from '@nats-io/jetstream';
import { z } from 'zod';
import { append } from './append.ts';
import type { Log } from './connection.ts';
import { LogUnreachable, messageOf } from './errors.ts';
import { archiveOf, STREAM } from './subjects.ts';

const noticeSchema = z.object({
  type: z.literal('archived'),
  version: z.literal(1),
  screeningId: z.string(),
  title: z.string(),
  /** Of the ledger's last message in the archive, and the running hash up to it. */
  ledgerSequence: z.int().positive(),
  ledgerHash: z.string(),
  /** Of the last message of any kind in it. */
  lastSequence: z.int().positive(),
  /** Of the lines in the file. */
  sha256: z.string(),
  archivedAt: z.int().nonnegative(),
});

export type ArchiveNotice = z.infer<typeof noticeSchema>;

const NO_MESSAGE = 10037;

/** The last notice of a screening; undefined where there is none, or none that can be read. Throws `LogUnreachable`. */
export async function archiveNotice(log: Log, screeningId: string): Promise<ArchiveNotice | undefined> {
  let body: unknown;
  try {
    const message = await log.manager.streams.getMessage(STREAM, { last_by_subj: archiveOf(screeningId) });
    body = message?.json();
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === NO_MESSAGE) return undefined;
    if (error instanceof SyntaxError) return undefined;
    throw new LogUnreachable(`The log does not answer: ${messageOf(error)}`);
  }
  const { data } = noticeSchema.safeParse(body);
  return data?.screeningId === screeningId ? data : undefined;
}

/** Throws when it did not land for certain. The same twice does no harm. */
export async function putArchiveNotice(log: Log, notice: ArchiveNotice): Promise<void> {
  const body = new TextEncoder().encode(JSON.stringify(notice));
  const result = await append(log, [{ subject: archiveOf(notice.screeningId), body }]);
  if (result.kind !== 'appended') {
    const why = result.kind === 'conflict' ? 'a conflict' : result.problem;
    throw new LogUnreachable(`The log did not take the notice of the archive (${why}). Nothing was trimmed.`);
  }
}
