/** The messages that put events into a ledger, with the schedules of what the log itself will say when a time is up. */
import { encodeEvent } from '../contract/log.ts';
import type { Booked, LedgerEvent, Selection, Withheld } from '../screening/events.ts';
import type { LogMessage } from './append.ts';
import { expiryOf, ledgerOf, orderExpiryOf, seatsExpiryOf } from './subjects.ts';

/** What an event does to schedules: makes or puts off one, takes one back. A message can take back one. */
interface Effect {
  readonly schedule?: { readonly on: string; readonly at: number; readonly event: LedgerEvent };
  readonly takeBack?: string;
}

/** What the log says when a hold has run out. */
function endOfHold(event: Selection): LedgerEvent {
  const { seatId: _, shift: __, ...rest } = event;
  return { ...rest, by: 'log', commandId: `${event.commandId}/expire`, action: 'expire', selectedSeatIds: [] };
}

/** What it says when an order was not collected in time. */
function endOfKeeping({ version, commandId, order }: Booked, collectBy: number): LedgerEvent {
  return { type: 'lapsed', version, by: 'log', commandId: `${commandId}/lapse`, order, collectBy };
}

/** What it says when withheld seats go on sale. */
function endOfWithholding({ version, commandId, seatIds }: Withheld): LedgerEvent {
  return { type: 'released', version, by: 'log', commandId: `${commandId}/release`, seatIds, withheldBy: commandId };
}

function effectOf(screeningId: string, event: LedgerEvent): Effect {
  switch (event.type) {
    case 'selection': {
      const on = expiryOf(screeningId, event.viewerId);
      if (event.selectedSeatIds.length === 0) return { takeBack: on };
      return { schedule: { on, at: event.expiresAt, event: endOfHold(event) } };
    }
    case 'booked': {
      const takeBack = expiryOf(screeningId, event.viewerId);
      if (event.collectBy === undefined) return { takeBack };
      const on = orderExpiryOf(screeningId, event.order);
      return { takeBack, schedule: { on, at: event.collectBy, event: endOfKeeping(event, event.collectBy) } };
    }
    case 'paid':
      return { takeBack: orderExpiryOf(screeningId, event.order) };
    // What is refunded in parts stays kept; an order that has no seats left does not mind its end being announced.
    case 'refunded':
      return event.void === true ? { takeBack: orderExpiryOf(screeningId, event.order) } : {};
    case 'withheld': {
      if (event.releaseAt === undefined) return {};
      const on = seatsExpiryOf(screeningId, event.commandId);
      return { schedule: { on, at: event.releaseAt, event: endOfWithholding(event) } };
    }
    default:
      return {};
  }
}

/**
 * The first message is guarded on `guard`, the ledger's last sequence. Ledger messages come first, one for each event, so
 * that the sequence of event `n` is that of message `n`; schedules follow. A batch may touch a schedule once, and only what
 * its last event does to it counts anyway.
 */
export function ledgerMessages(screeningId: string, guard: number, events: readonly LedgerEvent[]): LogMessage[] {
  const subject = ledgerOf(screeningId);
  const effects = events.map((event) => effectOf(screeningId, event));
  const last = new Map<string, number>();
  for (const [at, { schedule, takeBack }] of effects.entries()) {
    if (takeBack !== undefined) last.set(takeBack, at);
    if (schedule) last.set(schedule.on, at);
  }
  const schedules: LogMessage[] = [];
  const messages = events.map((event, at): LogMessage => {
    const message = { subject, body: encodeEvent(event), ...(at === 0 ? { guard } : {}) };
    const { schedule, takeBack } = effects[at] ?? {};
    if (schedule && last.get(schedule.on) === at) {
      schedules.push({
        subject: schedule.on,
        body: encodeEvent(schedule.event),
        headers: {
          'Nats-Schedule': `@at ${new Date(schedule.at).toISOString()}`,
          'Nats-Schedule-Target': subject,
        },
      });
    }
    if (takeBack === undefined || last.get(takeBack) !== at) return message;
    return { ...message, headers: { 'Nats-Scheduler': takeBack, 'Nats-Schedule-Next': 'purge' } };
  });
  return [...messages, ...schedules];
}
