/**
 * The English sentences that phones and the kiosk share: pure functions from data to text. Nothing here is HTML; whoever
 * shows a sentence escapes it.
 */
import type { Reason } from '../screening/commands.ts';
import type { LostSeat } from '../screening/events.ts';
import type { FeedLine } from '../screening/snapshot.ts';
import type { Counts, Loss, OrderStatus, Phase } from '../screening/state.ts';
import type { SeatStatus } from '../screening/view.ts';
import { viewerName } from '../screening/viewer.ts';
import type { PlannedSeat, SeatId } from '../seating/plan.ts';

/** `A`, `A and B`, `A, B and C`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Up to `most` seats by name, more by their number. */
export function seatsWords(seatIds: readonly SeatId[], most = 4): string {
  return seatIds.length > most ? countWords(seatIds.length) : listed(seatIds);
}

/** `1 seat`, `3 seats`. */
export function countWords(seats: number): string {
  return seats === 1 ? '1 seat' : `${seats} seats`;
}

/** How a seat's status is said aloud and in its tooltip. */
export function statusWords(status: SeatStatus): string {
  switch (status) {
    case 'available':
      return 'available';
    case 'selected':
      return 'selected by you';
    case 'other_selected':
      return 'on hold for someone else';
    case 'booked':
      return 'booked';
    case 'withheld':
      return 'withheld';
    default:
      return status satisfies never;
  }
}

/** Where a seat is, and what is particular about it: `Centre, row B, seat 5, wheelchair space`. */
export function placeWords(sectionName: string, seat: PlannedSeat): string {
  return [
    `${sectionName}, row ${seat.rowId}, seat ${seat.column}`,
    ...(seat.accessible ? ['wheelchair space'] : []),
    ...(seat.companion ? ['companion seat'] : []),
    ...(seat.restricted ? ['restricted view'] : []),
  ].join(', ');
}

/** One line of the activity feed. Patrons are not told what the house withholds, only that it cannot be had. */
export function activityWords(line: FeedLine, audience: 'patron' | 'staff' = 'patron'): string {
  const who = line.viewerId === undefined ? 'Someone' : viewerName(line.viewerId);
  const seats = seatsWords(line.seatIds);
  const many = line.seatIds.length !== 1;
  switch (line.kind) {
    case 'opened':
      return 'Sales opened';
    case 'selected':
      return `${who} chose ${seats}`;
    case 'deselected':
      return `${who} let ${seats} go`;
    case 'expired':
      return `${who} ran out of time; ${seats} ${many ? 'are' : 'is'} free again`;
    case 'gave-back':
      return `${who} gave ${seats} back`;
    case 'booked':
      return `${who} booked ${seats}`;
    case 'lapsed':
      return audience === 'staff' ? `${seats} not collected in time` : `${seats} ${many ? 'are' : 'is'} on sale again`;
    case 'refunded':
      return audience === 'staff' ? `${seats} refunded` : `${seats} ${many ? 'are' : 'is'} on sale again`;
    case 'exchanged':
      return `${who} moved to ${seats}`;
    case 'withheld':
      return audience === 'staff' ? `${seats} withheld` : `${seats} ${many ? 'are' : 'is'} no longer available`;
    case 'released':
      return `${seats} ${many ? 'are' : 'is'} on sale again`;
    case 'amended':
      return 'Title or time changed';
    case 'repriced':
      return 'Prices changed';
    case 'cancelled':
      return 'Screening cancelled';
    case 'closed':
      return 'Sales closed';
    case 'suspended':
      return 'Sales paused';
    case 'resumed':
      return 'Sales go on';
    case 'joined':
      return line.count > 1 ? `${line.count} people came to look` : `${who} came to look`;
    case 'left':
      return line.count > 1 ? `${line.count} people left` : `${who} left`;
    default:
      return line.kind satisfies never;
  }
}

/** Why somebody no longer has seats that they had chosen, a sentence for each reason. */
export function lossWords(lost: readonly Loss[]): string[] {
  const byReason = new Map<Loss['why'], SeatId[]>();
  for (const { why, seatId } of lost) byReason.set(why, [...(byReason.get(why) ?? []), seatId]);
  return [...byReason].map(([why, seatIds]) => {
    const seats = listed(seatIds);
    const many = seatIds.length > 1;
    switch (why) {
      case 'expired':
        return `Your time ran out, and ${seats} went back on sale.`;
      case 'taken':
        return `Your time ran out, and someone else took ${seats}.`;
      case 'booked':
        return `Someone else just booked ${seats}.`;
      case 'withheld':
        return `The box office took ${seats} off sale. Choose ${many ? 'other seats' : 'another seat'}.`;
      case 'released':
        return `You seemed to be gone, and ${seats} went back on sale.`;
      case 'freed':
        return `The box office gave back ${seats} for you. Ask at the counter if that was not what you wanted.`;
      case 'cancelled':
        return `This screening was cancelled, and ${seats} ${many ? 'are' : 'is'} no longer yours.`;
      default:
        return why satisfies never;
    }
  });
}

/** Why a command was refused and what to do next. `maxSeats` makes the limit exact where it is known. */
export function refusalWords(reason: Reason, seats: readonly LostSeat[], maxSeats?: number): string {
  switch (reason) {
    case 'unknown-screening':
      return 'There is no such screening. The programme lists all there are.';
    case 'screening-exists':
      return 'There is a screening with this id already.';
    case 'screening-closed':
      return 'Sales for this screening have closed. Tickets that were bought stay good.';
    case 'sales-suspended':
      return 'Sales are paused for now. Nothing was changed; try again in a few minutes.';
    case 'unknown-seat':
      return `This house has no seat ${listed(seats.map(({ seatId }) => seatId))}.`;
    case 'seat-taken':
      return `${seats.map(takenWords).join(' ')} Choose ${seats.length > 1 ? 'others' : 'another seat'}.`;
    case 'not-enough-seats':
      return 'There are not enough free seats of that kind for all of you. Ask for fewer, or for any price.';
    case 'too-many-seats': {
      const limit = maxSeats === undefined ? 'as many seats as one person can' : `at most ${countWords(maxSeats)}`;
      return `You can hold ${limit} at a time. Give one back or book those you have.`;
    }
    case 'nothing-selected':
      return 'You have no seats selected. Choose your seats first.';
    case 'hold-expired': {
      const had = listed(seats.map(({ seatId }) => seatId));
      const gone = listed(seats.filter(({ holder }) => holder !== undefined).map(({ seatId }) => seatId));
      return `Your time ran out, and ${had} went back on sale.${gone === '' ? '' : ` Someone else has ${gone} by now.`} Choose again.`;
    }
    case 'no-more-time':
      return 'These seats cannot be held any longer. Book them now, or they go back on sale.';
    case 'selection-changed':
      return 'The selection is no longer what was shown. Look at the seats again, then book. Nothing was sold.';
    case 'payment-mismatch':
      return 'The money is not what the seats come to. Nothing was changed.';
    case 'unknown-order':
      return 'There is no order with this reference. Look it up by name.';
    case 'not-in-order':
      return `${listed(seats.map(({ seatId }) => seatId))} ${seats.length > 1 ? 'are' : 'is'} not in this order. Nothing was changed.`;
    case 'already-paid':
      return 'This order has been paid. Nothing was taken again.';
    case 'payment-due':
      return 'This order is not paid yet. Take the money first, then hand the tickets over.';
    case 'order-refunded':
      return 'This order was refunded; it has no seats any more.';
    case 'order-lapsed':
      return 'This order was not collected in time, and its seats went back on sale. Sell them again if they are free.';
    case 'screening-cancelled':
      return 'This screening was cancelled. Tickets that were bought are refunded at the box office.';
    case 'not-allowed':
      return seats.length === 0
        ? 'Only the box office can do that. Ask at the counter.'
        : `${listed(seats.map(({ seatId }) => seatId))} cannot be sold like that. A companion's ticket goes with a wheelchair space of the same order; house seats sell at the counter.`;
    case 'needs-manager':
      return 'That needs a manager. Ask one to do it or to agree with their PIN.';
    case 'no-shift':
      return 'No shift is open at this till. Open one (F4), then take the money.';
    case 'unknown-promo':
      return 'This promo code is not on for this screening. Check the code, or sell without it.';
    case 'unknown-ticket-type':
      return 'There is no such kind of ticket. Choose full, concession, child, companion or comp.';
    case 'too-late':
      return 'It is too late for that. Look at the time, then choose another way.';
    case 'ticket-superseded':
      return 'This ticket is no longer good: newer ones were made out for this order. Ask for the newest.';
    case 'already-admitted':
      return 'This ticket was let in already.';
    default:
      return reason satisfies never;
  }
}

function takenWords({ seatId, status, holder, byMs }: LostSeat): string {
  const who = holder === undefined ? 'Someone else' : viewerName(holder);
  switch (status) {
    case 'held':
      return `${who} took ${seatId} ${lapseWords(byMs)} before you.`;
    case 'booked':
      return `${seatId} was sold ${lapseWords(byMs)} before you chose it.`;
    case 'withheld':
      return `${seatId} is not on sale.`;
    case 'available':
      return `${seatId} could not be had.`;
    default:
      return status satisfies never;
  }
}

/** For example `0.3 seconds`, `12 seconds`, `4 minutes`. */
function lapseWords(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${Math.max(0.1, seconds).toFixed(1)} seconds`;
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}

/** What is left of a house, in a few words: also when that is nothing. */
export function leftWords(counts: Counts, phase: Phase): string {
  if (phase === 'cancelled') return 'Cancelled';
  if (phase === 'closed') return 'Sales have closed';
  if (counts.available > 0) return `${countWords(counts.available)} left`;
  return counts.held > 0 ? `None free; ${counts.held} on hold may come back` : 'Sold out';
}

/** Where an order is, for the one who bought it, and what to do next. */
export function orderStatusWords(status: OrderStatus): string {
  switch (status) {
    case 'held':
      return 'To be paid at the box office when you collect your tickets. Give this reference there.';
    case 'paid':
      return 'Paid. Show this reference at the door.';
    case 'ticketed':
      return 'Paid, and the tickets are made out. Show one for each seat at the door.';
    case 'lapsed':
      return 'Not collected in time. The seats went back on sale.';
    case 'collected':
      return 'Paid, and the tickets were collected.';
    case 'refunded':
      return 'Refunded. This order has no seats any more.';
    default:
      return status satisfies never;
  }
}

/** What a phone says by itself, between two words of the server; `{…}` is filled in there. */
export const phoneWords = {
  lost: 'Connection lost. Reconnecting… What you see is from {time}.',
  offline: 'You are offline. What you see is from {time}.',
  stale: 'The box office is out of reach just now. What you see is from {time}; it goes on by itself.',
  unreached: 'The box office could not be reached. If it went through all the same, the map shows it in a moment.',
  refused: 'That did not work. Load the page again, or ask at the box office.',
  yoursFor: 'Yours for',
  lastMinute: 'One minute left to book your seats.',
  timeUp: 'Your time is up.',
  booking: 'Booking…',
  bookingAgain: 'No clear answer yet. Asking again; this never books twice.',
  booked: 'Booked. Your order is {order}.',
  zoomed: 'Now tap your seat.',
} as const;
