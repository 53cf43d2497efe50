/** Why a patron does not have a seat that they wanted: as data; the sentences are in `why-words.ts`. */
import type { LostSeat } from '../screening/events.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Chronicle, SeatEntry, ViewerEntry, When } from './chronicle.ts';
import { lossOf, type Loss } from './seat-change.ts';

/** A time during which the patron held the seat. */
export interface Held {
  readonly from: number;
  /** Undefined while they hold it. */
  readonly until: number | undefined;
  /** The end of the hold as it was last promised to them, in epoch milliseconds. */
  readonly promised: number;
  /** When they last did anything that puts the end off. */
  readonly lastTouched: number;
  /** They had gone to pay. */
  readonly paying: boolean;
  /** Undefined where they bought it, or hold it still. */
  readonly why: Loss | undefined;
}

/** An attempt that was refused. */
export interface Refusal extends When {
  readonly command: string;
  readonly reason: string;
  readonly seat: LostSeat;
}

/** Somebody else who had the seat afterwards, or already when it was first tried for. */
export interface Other {
  readonly viewerId: string;
  readonly at: number;
  readonly bought: boolean;
}

export interface WhyLost {
  readonly viewerId: string;
  readonly seatId: SeatId;
  readonly outcome: 'bought' | 'given-back' | 'holding' | 'lost' | 'never-held' | 'never-tried';
  /** When they gave it back after they had bought it; undefined where they did not. */
  readonly returnedAt: number | undefined;
  readonly holds: readonly Held[];
  readonly refusals: readonly Refusal[];
  /** Since when their page was closed or out of reach at the moment of the loss; undefined where it was not. */
  readonly awaySince: number | undefined;
  /** The first who had it after the loss. */
  readonly next: Other | undefined;
  /** Who bought it in the end. */
  readonly buyer: Other | undefined;
  /** Why the house has it, where it took it off sale. */
  readonly withheldReason: string | undefined;
}

export function whyLost(chronicle: Chronicle, viewerId: string, seatId: SeatId): WhyLost {
  const entries = chronicle.seat(seatId);
  const holds = holdsOf(entries, chronicle.viewer(viewerId), viewerId);
  const refusals = entries.flatMap((entry): Refusal[] => {
    if (entry.kind !== 'refusal' || entry.refusal.viewerId !== viewerId) return [];
    const { at, count, refusal, lost } = entry;
    return [{ at, count, command: refusal.command, reason: refusal.reason, seat: lost }];
  });
  const last = holds.at(-1);
  const others = othersOf(entries, viewerId);
  const sale = entries.findLast(
    (entry) => entry.kind === 'change' && isBooked(entry) && entry.change.after.viewerId === viewerId,
  );
  const back = entries.findLast((entry) => entry.kind === 'change' && isReturnOf(entry, viewerId));
  const returned = sale && back && back.count > sale.count ? back : undefined;
  const lostAt = last?.why === undefined ? undefined : last.until;
  const withheld = entries.findLast((entry) => entry.kind === 'change' && entry.change.after.status === 'withheld');
  return {
    viewerId,
    seatId,
    outcome: sale ? (returned ? 'given-back' : 'bought') : outcomeOf(last, refusals),
    returnedAt: returned?.at,
    holds,
    refusals,
    awaySince: lostAt === undefined ? undefined : awaySince(chronicle.viewer(viewerId), lostAt),
    next: lostAt === undefined ? undefined : others.find(({ at }) => at >= lostAt),
    buyer: others.findLast(({ bought }) => bought),
    withheldReason:
      withheld?.kind === 'change' && withheld.change.after.status === 'withheld'
        ? withheld.change.after.reason
        : undefined,
  };
}

function outcomeOf(last: Held | undefined, refusals: readonly Refusal[]): WhyLost['outcome'] {
  if (last) return last.until === undefined ? 'holding' : 'lost';
  return refusals.length > 0 ? 'never-held' : 'never-tried';
}

function isReturnOf({ change }: Extract<SeatEntry, { kind: 'change' }>, viewerId: string): boolean {
  const { before, after } = change;
  if (before.status !== 'booked' || before.viewerId !== viewerId) return false;
  return after.status !== 'booked' || after.viewerId !== viewerId;
}

type BookedEntry = Extract<SeatEntry, { kind: 'change' }> & {
  readonly change: { readonly after: { readonly status: 'booked'; readonly viewerId: string } };
};

function isBooked(entry: Extract<SeatEntry, { kind: 'change' }>): entry is BookedEntry {
  return entry.change.after.status === 'booked';
}

function othersOf(entries: readonly SeatEntry[], viewerId: string): Other[] {
  return entries.flatMap((entry): Other[] => {
    if (entry.kind !== 'change') return [];
    const { after } = entry.change;
    if (!('viewerId' in after) || after.viewerId === viewerId) return [];
    return [{ viewerId: after.viewerId, at: entry.at, bought: after.status === 'booked' }];
  });
}

/** Each time from getting the seat to no longer having it as a hold. */
function holdsOf(seat: readonly SeatEntry[], viewer: readonly ViewerEntry[], viewerId: string): Held[] {
  const holds: Held[] = [];
  let from: SeatEntry | undefined;
  const end = (until: number | undefined, count: number, why: Loss | undefined) => {
    if (!from) return;
    holds.push({ from: from.at, until, why, ...promiseIn(viewer, from.count, count) });
    from = undefined;
  };
  for (const entry of seat) {
    if (entry.kind !== 'change') continue;
    const { before, after } = entry.change;
    if (before.status === 'held' && before.viewerId === viewerId) end(entry.at, entry.count, lossOf(entry.change));
    if (after.status === 'held' && after.viewerId === viewerId) from = entry;
  }
  end(undefined, Number.POSITIVE_INFINITY, undefined);
  return holds;
}

/** What the viewer's own events between two places, the first included, promised them. */
function promiseIn(viewer: readonly ViewerEntry[], from: number, to: number) {
  let [promised, lastTouched, paying] = [0, 0, false];
  for (const entry of viewer) {
    if (entry.kind !== 'selection' || entry.count < from || entry.count >= to) continue;
    const { action, expiresAt, checkedOut } = entry.event;
    if (action === 'expire' || action === 'release') continue;
    promised = expiresAt;
    lastTouched = entry.at;
    paying = checkedOut;
  }
  return { promised, lastTouched, paying };
}

function awaySince(viewer: readonly ViewerEntry[], at: number): number | undefined {
  const last = viewer.findLast((entry) => (entry.kind === 'came' || entry.kind === 'went') && entry.at <= at);
  return last?.kind === 'went' ? last.at : undefined;
}
