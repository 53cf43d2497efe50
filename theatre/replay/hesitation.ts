/** What the box office never knew: how long people hesitated over each seat, and how many wanted it at once. */
import type { SeatId } from '../seating/plan.ts';
import type { Chronicle } from './chronicle.ts';
import { lossOf } from './seat-change.ts';

export interface SeatHesitation {
  readonly seatId: SeatId;
  /** How often it was chosen. */
  readonly chosen: number;
  /** How often somebody who had chosen it did not buy it, of their own will or because their time ran out. */
  readonly letGo: number;
  /** Of these, how often their time ran out or they were away too long. */
  readonly ranOut: number;
  /** How often it went from one viewer's hold to somebody else's, or was sold past them. */
  readonly lostToOther: number;
  /** Milliseconds that it was on hold in all until it was sold, or until the end of what is recorded. */
  readonly heldMs: number;
  /** Commands for it that were refused because somebody else was earlier. */
  readonly refusals: number;
  /** Different people who chose it or were refused it. */
  readonly suitors: number;
  /** Epoch milliseconds; undefined where it was not sold. */
  readonly soldAt: number | undefined;
}

/** Of one seat; `endsAt` is where a hold that lasts is cut off, in epoch milliseconds. */
export function hesitationOver(chronicle: Chronicle, seatId: SeatId, endsAt: number): SeatHesitation {
  const tally = { chosen: 0, letGo: 0, ranOut: 0, lostToOther: 0, heldMs: 0, refusals: 0 };
  const suitors = new Set<string>();
  let soldAt: number | undefined;
  let heldSince: number | undefined;
  for (const entry of chronicle.seat(seatId)) {
    if (entry.kind === 'refusal') {
      if (entry.refusal.reason === 'seat-taken' && entry.lost.holder !== undefined) tally.refusals++;
      suitors.add(entry.refusal.viewerId);
      continue;
    }
    const { before, after } = entry.change;
    if (before.status === 'held' && heldSince !== undefined) tally.heldMs += Math.max(0, entry.at - heldSince);
    heldSince = after.status === 'held' ? entry.at : undefined;
    if (after.status === 'held') {
      tally.chosen++;
      suitors.add(after.viewerId);
    }
    if (after.status === 'booked') soldAt = entry.at;
    const why = lossOf(entry.change);
    if (why === undefined || why === 'withheld') continue;
    tally.letGo++;
    if (why === 'expired' || why === 'taken' || why === 'absent') tally.ranOut++;
    if (why === 'taken' || why === 'sold-to-other') tally.lostToOther++;
  }
  if (heldSince !== undefined) tally.heldMs += Math.max(0, endsAt - heldSince);
  return { seatId, ...tally, suitors: suitors.size, soldAt };
}

/** Of every seat to which anything happened. */
export function hesitation(chronicle: Chronicle, endsAt: number): SeatHesitation[] {
  return chronicle.seatIds().map((seatId) => hesitationOver(chronicle, seatId, endsAt));
}

/** A number for a heat map: 0 for a seat that was bought at once, more for one that was held and let go, or fought over. */
export function heatOf({ letGo, refusals, heldMs }: SeatHesitation): number {
  return letGo + refusals + heldMs / 300_000;
}
