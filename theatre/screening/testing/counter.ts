/** Who stands at the counter in the examples, and what only the counter does. */
import type { SeatId } from '../../seating/plan.ts';
import type { Actor } from '../commands.ts';
import { EVENT_VERSION, type LedgerEvent, type Withheld } from '../events.ts';
import { happened, T0, type Happening } from './given.ts';

export const cashier: Actor = { id: 'op-cara', role: 'cashier', shift: 'shift-1' };
export const manager: Actor = { id: 'op-mo', role: 'manager', shift: 'shift-2' };
/** Signed in, with no shift open. */
export const offShift = ({ id, role }: Actor): Actor => ({ id, role });

export const ORDER = 'AAAA-0001';
/** The kiosk's own viewer id. */
export const KIOSK = 'kiosk';

const byLog = { version: EVENT_VERSION, commandId: 'command', by: 'log' };
const common = (actor: Actor) => ({
  version: EVENT_VERSION,
  commandId: 'command',
  by: actor.id,
  ...(actor.shift === undefined ? {} : { shift: actor.shift }),
});

export function withheldFor(
  kind: 'house' | 'kill',
  seatIds: readonly SeatId[],
  more: Partial<Pick<Withheld, 'releaseAt' | 'commandId'>> = {},
): Happening {
  return happened(T0, { ...common(manager), type: 'withheld', seatIds, reason: 'press', kind, ...more });
}

/** The log's word that withheld seats are on sale. */
export const releasedByLog = (seatIds: readonly SeatId[], withheldBy: string, at: number): Happening =>
  happened(at, { ...byLog, type: 'released', seatIds, withheldBy });

/** The log's word that an order was not collected. */
export const lapsedAt = (collectBy: number, at = collectBy): Happening =>
  happened(at, { ...byLog, type: 'lapsed', order: ORDER, collectBy });

export const ticketedEvent = (issue: number, actor: Actor = cashier): LedgerEvent => ({
  ...common(actor),
  type: 'ticketed',
  order: ORDER,
  issue,
});

export const admittedEvent = (seatId: SeatId, issue = 1, door = 'Main', actor: Actor = cashier): LedgerEvent => ({
  ...common(actor),
  type: 'admitted',
  order: ORDER,
  seatId,
  issue,
  door,
});

export const cancelledEvent = (actor: Actor = manager): LedgerEvent => ({
  ...common(actor),
  type: 'cancelled',
  reason: 'The lead is ill',
});

/** What an event says of the operator who caused it. */
export const by = common;
