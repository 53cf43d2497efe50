/** The figures of one screening: a fold of its ledger and of who came to look. Pure. */
import type {
  Gone,
  LedgerEvent,
  Minor,
  PresenceEvent,
  Recorded,
  Tender,
  TicketType,
} from '../../../theatre/screening/events.ts';
import { evolve, isOwnRelease } from '../../../theatre/screening/evolve.ts';
import { get, values } from '../../../theatre/screening/persistent-map.ts';
import {
  initial,
  orderStatus,
  type OrderStatus,
  type ScreeningState,
  type ShownPhase,
} from '../../../theatre/screening/state.ts';
import { changedViewers } from '../../../theatre/screening/view.ts';

/** How a hold ended: bought; out of time; out of time and then taken by another; given up, by whom; or freed by the house. */
export type HoldEnd = 'bought' | 'expired' | 'taken' | 'withheld' | 'vanished' | 'freed' | 'givenUp';

export interface SalesFigures {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly phase: ShownPhase;
  /** Why it was cancelled, in the words of whoever did it; null while it is not. */
  readonly cancelReason: string | null;
  readonly capacity: number;
  readonly available: number;
  readonly seatsSold: number;
  readonly seatsRefunded: number;
  /** Sold by mistake and undone at the till; neither sold nor refunded. */
  readonly seatsVoided: number;
  /** Tickets that were let in. */
  readonly admitted: number;
  readonly currency: string;
  /** Money taken less money given back, in minor units like all money here. */
  readonly takings: Minor;
  /** What orders come to that nobody has paid yet. */
  readonly due: Minor;
  readonly givenBack: Minor;
  /** Takings by the way they came; where a refund went another way, one of them may be negative. */
  readonly byTender: Readonly<Record<Tender['kind'], Minor>>;
  /** Seats that are sold now, and what they were sold for, also where it is still due. */
  readonly byType: Readonly<Record<TicketType, { readonly seats: number; readonly worth: Minor }>>;
  readonly orders: Readonly<Record<OrderStatus, number>>;
  /** Each hold that was ever made is open or ended in one way. */
  readonly holds: { readonly made: number; readonly open: number } & Readonly<Record<HoldEnd, number>>;
  /** People who came to look, each counted once, and of these who bought. */
  readonly visitors: number;
  readonly buyers: number;
  /** Of 1: bought holds of those that ended, and buyers of visitors; null while there are none. */
  readonly conversion: { readonly holds: number | null; readonly visitors: number | null };
}

export class Tally {
  state: ScreeningState = initial;
  #made = 0;
  readonly #ends: Record<HoldEnd, number> = {
    bought: 0,
    expired: 0,
    taken: 0,
    withheld: 0,
    vanished: 0,
    freed: 0,
    givenUp: 0,
  };
  #seatsRefunded = 0;
  #seatsVoided = 0;
  #givenBack = 0;
  readonly #visitors = new Set<string>();
  /** Until the next event: whoever wants the figures of all screenings wants most of them unchanged. */
  #figures: SalesFigures | undefined;

  ledger(recorded: Recorded<LedgerEvent>): void {
    this.#figures = undefined;
    const before = this.state;
    const after = evolve(before, recorded);
    this.state = after;
    const { event } = recorded;
    for (const viewerId of changedViewers(before, after)) {
      const [was, is] = [before, after].map(({ holds }) => get(holds, viewerId));
      const had = (was?.seatIds.length ?? 0) > 0;
      const has = (is?.seatIds.length ?? 0) > 0;
      const another = has && (!had || is?.startedAt !== was?.startedAt);
      if (had && (!has || another)) this.#ends[endBy(event, viewerId, before)]++;
      if (another) this.#made++;
    }
    if (event.type === 'refunded' && event.void === true) this.#seatsVoided += event.refundedSeats.length;
    else if (event.type === 'refunded') {
      this.#seatsRefunded += event.refundedSeats.length;
      this.#givenBack += event.amount;
    } else if (event.type === 'exchanged' && event.difference < 0) {
      for (const { amount } of event.tenders) this.#givenBack += amount;
    }
  }

  presence(event: PresenceEvent | Gone): void {
    if (event.type !== 'joined') return;
    this.#visitors.add(event.viewerId);
    this.#figures = undefined;
  }

  /** Undefined until the screening was opened. */
  figures(): SalesFigures | undefined {
    this.#figures ??= this.#count();
    return this.#figures;
  }

  #count(): SalesFigures | undefined {
    const { id, title, startsAt, phase, cancelReason = null, index, counts, currency } = this.state;
    if (phase === 'none') return undefined;
    let [takings, due, admitted] = [0, 0, 0];
    const orders = { held: 0, paid: 0, ticketed: 0, collected: 0, refunded: 0, lapsed: 0 };
    const byTender = { cash: 0, card: 0 };
    const none = () => ({ seats: 0, worth: 0 });
    const byType = { full: none(), concession: none(), child: none(), companion: none(), comp: none() };
    const buyers = new Set<string>();
    for (const order of values(this.state.orders)) {
      takings += order.paid;
      if (order.payment === 'due') due += order.total;
      byTender.cash += order.drawer.cash;
      byTender.card += order.drawer.card;
      for (const { ticketType = 'full', price } of order.seats) {
        byType[ticketType].seats++;
        byType[ticketType].worth += price;
      }
      orders[orderStatus(order)]++;
      admitted += Object.keys(order.admitted).length;
      if (this.#visitors.has(order.viewerId)) buyers.add(order.viewerId);
    }
    const ended = Object.values(this.#ends).reduce((sum, count) => sum + count, 0);
    return {
      id,
      title,
      startsAt,
      phase,
      cancelReason,
      capacity: index.capacity,
      available: counts.available,
      seatsSold: counts.booked,
      seatsRefunded: this.#seatsRefunded,
      seatsVoided: this.#seatsVoided,
      admitted,
      currency,
      takings,
      due,
      givenBack: this.#givenBack,
      byTender,
      byType,
      orders,
      holds: { made: this.#made, open: this.#made - ended, ...this.#ends },
      visitors: this.#visitors.size,
      buyers: buyers.size,
      conversion: { holds: share(this.#ends.bought, ended), visitors: share(buyers.size, this.#visitors.size) },
    };
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** How this event ended that viewer's hold. */
function endBy(event: LedgerEvent, viewerId: string, before: ScreeningState): HoldEnd {
  switch (event.type) {
    case 'booked':
      return event.viewerId === viewerId ? 'bought' : 'taken';
    case 'exchanged':
      return get(before.orders, event.order)?.viewerId === viewerId ? 'bought' : 'taken';
    case 'withheld':
      return 'withheld';
    case 'cancelled':
      return 'freed';
    case 'selection':
      if (event.viewerId !== viewerId) return 'taken';
      if (event.action === 'deselect') return 'givenUp';
      if (event.action === 'release') {
        if (isOwnRelease(event, get(before.holds, viewerId))) return 'givenUp';
        return event.by === 'log' ? 'vanished' : 'freed';
      }
      return 'expired';
    default:
      return 'givenUp';
  }
}
