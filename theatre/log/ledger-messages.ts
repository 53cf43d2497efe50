/** The messages that put events into a ledger, with the scheduled ends of the holds that they make, put off or end. */
import { encodeEvent } from '../contract/log.ts';
import type { LedgerEvent, Selection } from '../screening/events.ts';
import type { LogMessage } from './append.ts';
import { expiryOf, ledgerOf } from './subjects.ts';

/** What the log itself will say when a hold has run out. */
function endOf(event: Selection): Selection {
  const { seatId: _, ...rest } = event;
  return { ...rest, by: 'log', commandId: `${event.commandId}/expire`, action: 'expire', selectedSeatIds: [] };
}

/**
 * The first message is guarded on `guard`, the ledger's last sequence. Ledger messages come first, one for each event, so
 * that the sequence of event `n` is that of message `n`; schedules follow. A batch may schedule once on a subject, and only
 * a viewer's last event in it counts anyway.
 */
export function ledgerMessages(screeningId: string, guard: number, events: readonly LedgerEvent[]): LogMessage[] {
  const lastOf = new Map<string, LedgerEvent>();
  for (const event of events) if ('viewerId' in event) lastOf.set(event.viewerId, event);
  const subject = ledgerOf(screeningId);
  const schedules: LogMessage[] = [];
  const messages = events.map((event, at): LogMessage => {
    const message = { subject, body: encodeEvent(event), ...(at === 0 ? { guard } : {}) };
    if (!('viewerId' in event) || lastOf.get(event.viewerId) !== event) return message;
    const expiry = expiryOf(screeningId, event.viewerId);
    if (event.type === 'selection' && event.selectedSeatIds.length > 0) {
      schedules.push({
        subject: expiry,
        body: encodeEvent(endOf(event)),
        headers: {
          'Nats-Schedule': `@at ${new Date(event.expiresAt).toISOString()}`,
          'Nats-Schedule-Target': subject,
        },
      });
      return message;
    }
    return { ...message, headers: { 'Nats-Scheduler': expiry, 'Nats-Schedule-Next': 'purge' } };
  });
  return [...messages, ...schedules];
}
