/** A ledger read straight from the log by a connection of its own: what really is in it. */
import type { LedgerEvent, Recorded } from '../../screening/events.ts';
import type { LogAddress } from '../address.ts';
import { openLog } from '../connection.ts';
import { follow } from '../follow.ts';
import { ledgerOf } from '../subjects.ts';

export async function readLedger(address: LogAddress, screeningId: string): Promise<Recorded<LedgerEvent>[]> {
  const log = await openLog({ address, name: 'reader' });
  const read: Recorded<LedgerEvent>[] = [];
  const follower = follow(log, {
    subjects: [ledgerOf(screeningId)],
    from: 1,
    onMessage: ({ sequence, at, event }) => read.push({ sequence, at, event: event as LedgerEvent }),
  });
  await follower.caughtUp;
  await follower.stop();
  await log.close();
  return read;
}
