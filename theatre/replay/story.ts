/** One seat's whole story, and one viewer's: who looked, held, lost and bought, and by how much. */
import type { LedgerEvent } from '../screening/events.ts';
import type { Seat } from '../screening/state.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Chronicle, SeatEntry, ViewerEntry, When } from './chronicle.ts';
import { lossOf, type Loss } from './seat-change.ts';

/** A line of a seat's story. Durations are in milliseconds. `viewers` is how many were looking at the house. */
export type SeatLine = When & { readonly viewers: number } & (
    | { readonly kind: 'chosen'; readonly viewerId: string }
    | {
        readonly kind: 'lost';
        readonly viewerId: string;
        readonly why: Loss;
        /** Who has it now, where somebody does. */
        readonly to?: string;
        readonly heldMs: number;
      }
    | {
        readonly kind: 'bought';
        readonly viewerId: string;
        readonly order: string;
        readonly heldMs: number;
        /** In exchange for another seat of the order. */
        readonly exchanged: boolean;
      }
    | {
        readonly kind: 'returned';
        readonly viewerId: string;
        readonly order: string;
        readonly how: 'refunded' | 'undone' | 'exchanged' | 'lapsed';
      }
    | {
        readonly kind: 'refused';
        readonly viewerId: string;
        readonly reason: string;
        /** Who had it, where somebody did, and for how long already. */
        readonly holder?: string;
        readonly byMs: number;
      }
    | { readonly kind: 'withheld'; readonly reason: string }
    | { readonly kind: 'on-sale-again' }
  );

/** What happened to a seat, in order; empty where nothing ever did. */
export function seatStory(chronicle: Chronicle, seatId: SeatId): SeatLine[] {
  return chronicle.seat(seatId).flatMap(linesOf);
}

function linesOf(entry: SeatEntry): SeatLine[] {
  const { at, count, viewers } = entry;
  const when = { at, count, viewers };
  if (entry.kind === 'refusal') {
    const { refusal, lost } = entry;
    const { viewerId, reason } = refusal;
    const holder = lost.holder === undefined ? {} : { holder: lost.holder };
    return [{ ...when, kind: 'refused', viewerId, reason, byMs: lost.byMs, ...holder }];
  }
  const { before, after } = entry.change;
  const lines: SeatLine[] = [];
  const why = lossOf(entry.change);
  if (why !== undefined && before.status === 'held') {
    const to = 'viewerId' in after && after.viewerId !== before.viewerId ? { to: after.viewerId } : {};
    lines.push({ ...when, kind: 'lost', viewerId: before.viewerId, why, ...to, heldMs: lapse(before.since, at) });
  }
  switch (after.status) {
    case 'held':
      lines.push({ ...when, kind: 'chosen', viewerId: after.viewerId });
      break;
    case 'booked': {
      const heldMs = before.status === 'held' && before.viewerId === after.viewerId ? lapse(before.since, at) : 0;
      const exchanged = entry.change.event.type === 'exchanged';
      lines.push({ ...when, kind: 'bought', viewerId: after.viewerId, order: after.order, heldMs, exchanged });
      break;
    }
    case 'withheld':
      // Back with the house it is no news that the house has it.
      if (before.status === 'booked') lines.push({ ...when, ...returned(before, entry.change.event) });
      else if (entry.change.event.type === 'withheld') {
        lines.push({ ...when, kind: 'withheld', reason: after.reason });
      }
      break;
    case 'available':
      if (before.status === 'booked') lines.push({ ...when, ...returned(before, entry.change.event) });
      else if (before.status !== 'held') lines.push({ ...when, kind: 'on-sale-again' });
      break;
    default:
      after satisfies never;
  }
  return lines;
}

function returned({ viewerId, order }: Extract<Seat, { status: 'booked' }>, event: LedgerEvent) {
  const how =
    event.type === 'exchanged' || event.type === 'lapsed'
      ? event.type
      : event.type === 'refunded' && event.void === true
        ? ('undone' as const)
        : ('refunded' as const);
  return { kind: 'returned', viewerId, order, how } as const;
}

function lapse(since: number, at: number): number {
  return Math.max(0, at - since);
}

/** A line of a viewer's story. */
export type ViewerLine = When &
  (
    | { readonly kind: 'came' | 'went' | 'more-time' | 'paying' }
    | { readonly kind: 'chose'; readonly seatIds: readonly SeatId[]; readonly expiresAt: number }
    | {
        readonly kind: 'lost';
        readonly seatIds: readonly SeatId[];
        readonly why: Loss;
        readonly to?: string;
      }
    | { readonly kind: 'bought'; readonly seatIds: readonly SeatId[]; readonly order: string; readonly total: number }
    | { readonly kind: 'paid' | 'ticketed' | 'collected' | 'lapsed'; readonly order: string }
    | { readonly kind: 'admitted'; readonly seatIds: readonly SeatId[]; readonly order: string; readonly door: string }
    | { readonly kind: 'returned'; readonly seatIds: readonly SeatId[]; readonly order: string }
    | {
        readonly kind: 'exchanged';
        readonly from: readonly SeatId[];
        readonly seatIds: readonly SeatId[];
        readonly order: string;
      }
    | {
        readonly kind: 'refused';
        readonly command: string;
        readonly reason: string;
        readonly seatIds: readonly SeatId[];
      }
  );

/** What a viewer did and what was done to them, in order; empty for somebody who was never here. */
export function viewerStory(chronicle: Chronicle, viewerId: string): ViewerLine[] {
  const lines: ViewerLine[] = [];
  for (const entry of chronicle.viewer(viewerId)) {
    const line = lineOf(entry);
    const last = lines.at(-1);
    // Several seats lost at once, the same way, are one line.
    if (line?.kind === 'lost' && last?.kind === 'lost' && last.count === line.count && last.why === line.why) {
      lines[lines.length - 1] = { ...last, seatIds: [...last.seatIds, ...line.seatIds] };
    } else if (line) lines.push(line);
  }
  return lines;
}

function lineOf(entry: ViewerEntry): ViewerLine | undefined {
  const { at, count } = entry;
  const when = { at, count };
  switch (entry.kind) {
    case 'came':
    case 'went':
      return { ...when, kind: entry.kind };
    case 'bought': {
      const { bookedSeats, order, total } = entry.event;
      return { ...when, kind: 'bought', seatIds: bookedSeats.map(({ seatId }) => seatId), order, total };
    }
    case 'order':
      return { ...when, ...orderLine(entry.event) };
    case 'refusal': {
      const { command, reason, seats } = entry.refusal;
      return { ...when, kind: 'refused', command, reason, seatIds: seats.map(({ seatId }) => seatId) };
    }
    case 'lost': {
      const { seatId, why, to } = entry;
      return { ...when, kind: 'lost', seatIds: [seatId], why, ...(to === undefined ? {} : { to }) };
    }
    case 'selection': {
      const { event, before } = entry;
      if (event.action === 'extend') return { ...when, kind: paysNow(entry) ? 'paying' : 'more-time' };
      if (event.action !== 'select') return undefined;
      const fresh = event.startedAt !== before?.startedAt;
      const seatIds = event.selectedSeatIds.filter((seatId) => fresh || !before?.seatIds.includes(seatId));
      return { ...when, kind: 'chose', seatIds, expiresAt: event.expiresAt };
    }
    default:
      return entry satisfies never;
  }
}

const idsOf = (seats: readonly { readonly seatId: SeatId }[]) => seats.map(({ seatId }) => seatId);

function orderLine(event: Extract<ViewerEntry, { kind: 'order' }>['event']) {
  const { order } = event;
  switch (event.type) {
    case 'paid':
    case 'ticketed':
    case 'collected':
    case 'lapsed':
      return { kind: event.type, order };
    case 'admitted':
      return { kind: 'admitted', order, seatIds: [event.seatId], door: event.door } as const;
    case 'refunded':
      return { kind: 'returned', order, seatIds: idsOf(event.refundedSeats) } as const;
    case 'exchanged':
      return { kind: 'exchanged', order, from: idsOf(event.from), seatIds: idsOf(event.to) } as const;
    default:
      return event satisfies never;
  }
}

function paysNow({ event, before }: Extract<ViewerEntry, { kind: 'selection' }>): boolean {
  return event.checkedOut && before?.checkedOut !== true;
}
