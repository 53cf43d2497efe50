/** Why something could not be had or was lost, and what to do next. */
import type { Reason } from '../../../screening/commands.ts';
import type { LostSeat } from '../../../screening/events.ts';
import type { Loss } from '../../../screening/state.ts';
import type { SeatId } from '../../../seating/plan.ts';
import { lapses } from './lapses.ts';
import { listed, seats as words } from './seats.ts';
import { viewers } from './viewers.ts';

export const refusals = {
  /** Why a command was refused. `maxSeats` makes the limit exact where it is known. */
  of: (reason: Reason, seats: readonly LostSeat[], maxSeats?: number) => {
    const names = listed(seats.map(({ seatId }) => seatId));
    switch (reason) {
      case 'unknown-screening':
        return 'There is no such screening. The programme lists all there are.';
      case 'screening-exists':
        return 'There is a screening with this id already.';
      case 'screening-closed':
        return 'Sales for this screening have closed. Tickets that were bought stay good.';
      case 'screening-cancelled':
        return 'This screening was cancelled. Tickets that were bought are refunded at the box office.';
      case 'sales-suspended':
        return 'Sales are paused for now. Nothing was changed; try again in a few minutes.';
      case 'unknown-seat':
        return `This house has no seat ${names}.`;
      case 'seat-taken':
        return `${seats.map(taken).join(' ')} Choose ${seats.length > 1 ? 'others' : 'another seat'}.`;
      case 'not-enough-seats':
        return 'There are not enough free seats of that kind for all of you. Ask for fewer, or for any price.';
      case 'too-many-seats': {
        const limit = maxSeats === undefined ? 'as many seats as one person can' : `at most ${words.count(maxSeats)}`;
        return `You can hold ${limit} at a time. Give one back or book those you have.`;
      }
      case 'nothing-selected':
        return 'You have no seats selected. Choose your seats first.';
      case 'hold-expired': {
        const gone = listed(seats.filter(({ holder }) => holder !== undefined).map(({ seatId }) => seatId));
        return `Your time ran out, and ${names} went back on sale.${gone === '' ? '' : ` Someone else has ${gone} by now.`} Choose again.`;
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
        return `${names} ${seats.length > 1 ? 'are' : 'is'} not in this order. Nothing was changed.`;
      case 'already-paid':
        return 'This order has been paid. Nothing was taken again.';
      case 'payment-due':
        return 'This order is not paid yet. Take the money first, then hand the tickets over.';
      case 'order-refunded':
        return 'This order was refunded; it has no seats any more.';
      case 'order-lapsed':
        return 'This order was not collected in time, and its seats went back on sale. Sell them again if they are free.';
      case 'not-allowed':
        return seats.length === 0
          ? 'Only the box office can do that. Ask at the counter.'
          : `${names} cannot be sold like that. A companion’s ticket goes with a wheelchair space of the same order; house seats sell at the counter.`;
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
  },
  /** Why somebody no longer has seats that they had chosen, a sentence for each reason. */
  lost: (why: Loss['why'], seatIds: readonly SeatId[]) => {
    const seats = listed(seatIds);
    switch (why) {
      case 'expired':
        return `Your time ran out, and ${seats} went back on sale.`;
      case 'taken':
        return `Your time ran out, and someone else took ${seats}.`;
      case 'booked':
        return `Someone else just booked ${seats}.`;
      case 'withheld':
        return `The box office took ${seats} off sale. Choose ${seatIds.length > 1 ? 'other seats' : 'another seat'}.`;
      case 'released':
        return `You seemed to be gone, and ${seats} went back on sale.`;
      case 'freed':
        return `The box office gave back ${seats} for you. Ask at the counter if that was not what you wanted.`;
      case 'cancelled':
        return `This screening was cancelled, and ${seats} ${seatIds.length > 1 ? 'are' : 'is'} no longer yours.`;
      default:
        return why satisfies never;
    }
  },
};

function taken({ seatId, status, holder, byMs }: LostSeat): string {
  const who = holder === undefined ? 'Someone else' : viewers.name(holder);
  switch (status) {
    case 'held':
      return `${who} took ${seatId} ${lapses.rough(byMs)} before you.`;
    case 'booked':
      return `${seatId} was sold ${lapses.rough(byMs)} before you chose it.`;
    case 'withheld':
      return `${seatId} is not on sale.`;
    case 'available':
      return `${seatId} could not be had.`;
    default:
      return status satisfies never;
  }
}
