/** What the server itself does: one writer, guarded atomic batches of finished messages, the next when one is acknowledged. */
import { append, type LogMessage } from '../../theatre/log/append.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { ledgerMessages } from '../../theatre/log/ledger-messages.ts';
import { lastLedgerSequence } from '../../theatre/log/ledger-queries.ts';
import type { Selection } from '../../theatre/screening/events.ts';

function selection(at: number): Selection {
  return {
    type: 'selection',
    version: 1,
    commandId: `6dc4ef40-0000-4000-8000-${String(at).padStart(12, '0')}`,
    by: `viewer-${String(at).padStart(4, '0')}`,
    viewerId: `viewer-${String(at).padStart(4, '0')}`,
    selectedSeatIds: ['C-A1', 'C-A2'],
    seatId: 'C-A2',
    action: 'select',
    expiresAt: Date.now() + 300_000,
    startedAt: Date.now(),
    checkedOut: false,
  };
}

/** Events a second, in batches of `size`; with the scheduled end of each hold as the desk sends it, or without. */
export async function rawRate(log: Log, options: { size: number; schedules: boolean; ms: number }): Promise<number> {
  const { size, schedules, ms } = options;
  const id = `raw-${schedules ? 'with' : 'without'}-${size}`;
  const events = Array.from({ length: size }, (_, at) => selection(at));
  let guard = await lastLedgerSequence(log, id);
  let appended = 0;
  const started = performance.now();
  while (performance.now() - started < ms) {
    const messages: LogMessage[] = ledgerMessages(id, guard, events);
    const result = await append(log, schedules ? messages : messages.slice(0, size));
    if (result.kind !== 'appended') {
      // A disk that stands still for two seconds is slow, and is measured as such.
      if (result.kind !== 'unclear') throw new Error(`the raw append came to ${result.kind}`);
      guard = await lastLedgerSequence(log, id);
      continue;
    }
    guard = result.sequences[size - 1] ?? 0;
    appended += size;
  }
  return appended / ((performance.now() - started) / 1000);
}
