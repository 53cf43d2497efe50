/** What people asked for, read back from what happened and from what was refused. */
import type { Command, Policy } from '../screening/commands.ts';
import type { Booked, LedgerEvent, Refused, Selection } from '../screening/events.ts';
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

/** The command behind an event; undefined for what the log said by itself, or again. */
function commandOf(before: ScreeningState, event: LedgerEvent, at: number): Command | undefined {
  const id = event.commandId;
  switch (event.type) {
    case 'opened': {
      if (before.phase !== 'none') return undefined;
      const { screeningId, title, startsAt, plan, prices, currency } = event;
      return { type: 'open', id, at, screeningId, title, startsAt, plan, prices, currency };
    }
    case 'selection':
      return selectionCommand(before, event, at);
    case 'booked':
      return bookCommand(event, at);
    case 'paid':
      return { type: 'pay', id, at, order: event.order, tenders: event.tenders, by: event.by };
    case 'collected':
      return { type: 'collect', id, at, order: event.order, by: event.by };
    case 'refunded': {
      const { order, reason, by } = event;
      return { type: 'refund', id, at, order, seatIds: event.refundedSeats.map(({ seatId }) => seatId), reason, by };
    }
    case 'exchanged': {
      const [from, to] = [event.from, event.to].map((seats) => seats.map(({ seatId }) => seatId));
      const { order, tenders, by } = event;
      return { type: 'exchange', id, at, order, from: from ?? [], to: to ?? [], tenders, by };
    }
    case 'withheld':
      return { type: 'withhold', id, at, seatIds: event.seatIds, reason: event.reason };
    case 'released':
      return { type: 'release-seats', id, at, seatIds: event.seatIds };
    case 'closed':
      return { type: 'close', id, at };
    case 'suspended':
      return { type: 'suspend', id, at, reason: event.reason };
    case 'resumed':
      return { type: 'resume', id, at };
    default:
      return event satisfies never;
  }
}

function selectionCommand(before: ScreeningState, event: Selection, at: number): Command | undefined {
  const { commandId: id, viewerId, action, seatId, by } = event;
  const hold = get(before.holds, viewerId);
  switch (action) {
    case 'select': {
      const fresh = event.startedAt !== hold?.startedAt;
      const seatIds = event.selectedSeatIds.filter((wanted) => fresh || !hold?.seatIds.includes(wanted));
      // A claim and not a toggle: where the seat is theirs still, choosing it again must not give it back.
      return { type: 'claim', id, at, viewerId, seatIds };
    }
    case 'deselect':
      return seatId === undefined ? undefined : { type: 'toggle', id, at, viewerId, seatId };
    case 'extend':
      return { type: 'extend', id, at, viewerId, paying: event.checkedOut && hold?.checkedOut !== true };
    case 'release':
      return { type: 'release', id, at, viewerId, by };
    case 'expire':
      return undefined;
    default:
      return action satisfies never;
  }
}

/** Whatever they hold then, and paid in full where it was: what it costs depends on what they hold. */
function bookCommand({ commandId: id, viewerId, order, customer, payment }: Booked, at: number): Command {
  return { type: 'book', id, at, viewerId, order, customer, payment };
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
