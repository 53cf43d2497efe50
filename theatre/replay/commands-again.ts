/** What people asked for, read back from what happened and from what was refused. */
import type { Actor, Command, Policy } from '../screening/commands.ts';
import type { Booked, BookedSeat, LedgerEvent, Refused, Selection } from '../screening/events.ts';
import { get } from '../screening/persistent-map.ts';
import type { ScreeningState } from '../screening/state.ts';
import type { Scene } from './scene.ts';

/** Commands in the order in which the log has their outcomes. */
export interface CommandsAgain {
  readonly commands: readonly Command[];
  /** Of these, how many were refused in that night. */
  readonly refused: number;
  /** Refused commands of which the log does not say what they asked for, by the reason they were refused for. */
  readonly unknown: Readonly<Record<string, number>>;
}

export function commandsAgain(scenes: Iterable<Scene>): CommandsAgain {
  const commands: Command[] = [];
  const unknown: Record<string, number> = {};
  let refused = 0;
  for (const { item, before } of scenes) {
    if (item.kind === 'refusal') {
      const command = refusedCommand(item.event, item.at);
      if (command) {
        commands.push(command);
        refused++;
      } else unknown[item.event.reason] = (unknown[item.event.reason] ?? 0) + 1;
    } else if (item.kind === 'ledger') {
      const command = commandOf(before.state, item.event, item.at);
      if (command) commands.push(command);
    }
  }
  return { commands, refused, unknown };
}

/** Who stood behind an event of the counter: whoever did it was allowed to, which is all that matters again. */
const actorOf = ({ by, shift }: LedgerEvent): Actor => ({
  id: by,
  role: 'manager',
  ...(shift === undefined ? {} : { shift }),
});

const seatIdsOf = (seats: readonly BookedSeat[]) => seats.map(({ seatId }) => seatId);

/** The command behind an event; undefined for what the log said by itself, or again. */
function commandOf(before: ScreeningState, event: LedgerEvent, at: number): Command | undefined {
  const common = { id: event.commandId, at, actor: actorOf(event) };
  switch (event.type) {
    case 'opened': {
      if (before.phase !== 'none') return undefined;
      const { type: _, version: _version, commandId: _id, by: _by, shift: _shift, ...screening } = event;
      return { ...common, ...screening, type: 'open' };
    }
    case 'amended': {
      const { title, startsAt } = event;
      return {
        ...common,
        type: 'amend',
        ...(title === undefined ? {} : { title }),
        ...(startsAt === undefined ? {} : { startsAt }),
      };
    }
    case 'repriced': {
      const { prices, discounts, promos } = event;
      return { ...common, type: 'reprice', prices, discounts, promos };
    }
    case 'cancelled':
      return { ...common, type: 'cancel', reason: event.reason };
    case 'selection':
      return selectionCommand(before, event, at);
    case 'booked':
      return bookCommand(event, at);
    case 'lapsed':
      return undefined;
    case 'paid':
      return { ...common, type: 'pay', order: event.order, tenders: event.tenders };
    case 'ticketed':
      return { ...common, type: 'issue-tickets', order: event.order, reprint: event.issue > 1 };
    case 'admitted':
      return { ...common, type: 'admit', order: event.order, seatId: event.seatId, door: event.door };
    case 'collected':
      return { ...common, type: 'collect', order: event.order };
    case 'refunded': {
      const { order, reason, refundedSeats } = event;
      return { ...common, type: 'refund', order, seatIds: seatIdsOf(refundedSeats), reason };
    }
    case 'exchanged': {
      const { order, tenders, from, to } = event;
      return { ...common, type: 'exchange', order, from: seatIdsOf(from), to: seatIdsOf(to), tenders };
    }
    case 'withheld': {
      const { seatIds, reason, kind = 'kill', releaseAt } = event;
      return { ...common, type: 'withhold', seatIds, reason, kind, ...(releaseAt === undefined ? {} : { releaseAt }) };
    }
    case 'released':
      return event.withheldBy === undefined ? { ...common, type: 'release-seats', seatIds: event.seatIds } : undefined;
    case 'closed':
      return { ...common, type: 'close' };
    case 'suspended':
      return { ...common, type: 'suspend', reason: event.reason };
    case 'resumed':
      return { ...common, type: 'resume' };
    default:
      return event satisfies never;
  }
}

/** The counter's, when it was not the viewer or the log. */
function counterOf(event: Selection | Booked): { readonly actor?: Actor } {
  return event.by === event.viewerId || event.by === 'log' ? {} : { actor: actorOf(event) };
}

function selectionCommand(before: ScreeningState, event: Selection, at: number): Command | undefined {
  const { commandId: id, viewerId, action, seatId, by } = event;
  const hold = get(before.holds, viewerId);
  const common = { id, at, viewerId, ...counterOf(event) };
  switch (action) {
    case 'select': {
      const fresh = event.startedAt !== hold?.startedAt;
      const seatIds = event.selectedSeatIds.filter((wanted) => fresh || !hold?.seatIds.includes(wanted));
      // A claim and not a toggle: where the seat is theirs still, choosing it again must not give it back.
      return { ...common, type: 'claim', seatIds };
    }
    case 'deselect':
      return seatId === undefined ? undefined : { ...common, type: 'toggle', seatId };
    case 'extend':
      return { ...common, type: 'extend', paying: event.checkedOut && hold?.checkedOut !== true };
    case 'release':
      return { ...common, type: 'release', ...(by === 'log' ? { by } : {}) };
    case 'expire':
      return undefined;
    default:
      return action satisfies never;
  }
}

/** Whatever they hold then, and paid in full where it was: what it costs depends on what they hold. */
function bookCommand(event: Booked, at: number): Command {
  const { commandId: id, viewerId, order, customer, payment, bookedSeats, promo, comp, collectBy } = event;
  const types = bookedSeats.flatMap(({ seatId, ticketType }) => (ticketType ? [[seatId, ticketType] as const] : []));
  return {
    type: 'book',
    id,
    at,
    viewerId,
    order,
    customer,
    payment,
    ...(payment.status === 'paid' ? { actor: actorOf(event) } : counterOf(event)),
    ...(types.length === 0 ? {} : { ticketTypes: Object.fromEntries(types) }),
    ...(promo === undefined ? {} : { promo }),
    ...(comp === undefined ? {} : { comp }),
    ...(collectBy === undefined ? {} : { collectBy }),
  };
}

function refusedCommand({ commandId: id, viewerId, command, reason, seats }: Refused, at: number): Command | undefined {
  const seatIds = seats.map(({ seatId }) => seatId);
  if (command === 'toggle' || command === 'claim') {
    return seatIds.length === 0 || reason === 'unknown-seat' ? undefined : { type: 'claim', id, at, viewerId, seatIds };
  }
  if (command === 'extend') return { type: 'extend', id, at, viewerId, paying: reason !== 'no-more-time' };
  if (command === 'book' && (reason === 'hold-expired' || reason === 'nothing-selected')) {
    const payment = { status: 'due', tenders: [] } as const;
    return { type: 'book', id, at, viewerId, order: `again-${id}`, customer: { name: '' }, payment };
  }
  return undefined;
}

/** No night is held to a limit that nobody met. */
const NO_LIMIT: Policy = { holdMs: 300_000, checkoutMs: 600_000, limitMs: 86_400_000, maxSeats: 100 };

/** The limits of that night, as far as they show in what happened; those that nobody met are set out of reach. */
export function policyOf(scenes: Iterable<Scene>): Policy {
  const [holds, checkouts] = [new Map<number, number>(), new Map<number, number>()];
  let [most, longest] = [0, 0];
  let [metSeats, metLimit] = [false, false];
  for (const { item, before } of scenes) {
    if (item.kind === 'refusal') {
      metSeats ||= item.event.reason === 'too-many-seats';
      metLimit ||= item.event.reason === 'no-more-time';
      continue;
    }
    if (item.event.type !== 'selection' || item.event.action === 'expire') continue;
    const { viewerId, action, expiresAt, startedAt, selectedSeatIds, checkedOut } = item.event;
    const hold = get(before.state.holds, viewerId);
    most = Math.max(most, selectedSeatIds.length);
    longest = Math.max(longest, expiresAt - startedAt);
    // A hold starts when it is decided, which is exact; the log's time comes a moment later.
    if (action === 'select' && hold?.startedAt !== startedAt) count(holds, expiresAt - startedAt);
    if (action === 'extend' && checkedOut && hold?.checkedOut !== true) {
      count(checkouts, Math.ceil((expiresAt - item.at) / 1000) * 1000);
    }
  }
  return {
    holdMs: commonest(holds) ?? NO_LIMIT.holdMs,
    checkoutMs: commonest(checkouts) ?? NO_LIMIT.checkoutMs,
    limitMs: metLimit ? longest : NO_LIMIT.limitMs,
    maxSeats: metSeats ? Math.max(1, most) : NO_LIMIT.maxSeats,
  };
}

function count(counts: Map<number, number>, value: number): void {
  counts.set(value, (counts.get(value) ?? 0) + 1);
}

function commonest(counts: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined;
  for (const [value, times] of counts) if (best === undefined || times > (counts.get(best) ?? 0)) best = value;
  return best;
}
