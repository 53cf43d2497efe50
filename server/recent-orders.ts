/** Orders that this server took, until the database has them: the page after a booking must never say there is no order. */
import type { Booked, LedgerEvent, Person } from '../theatre/screening/events.ts';
import type { ScreeningState } from '../theatre/screening/state.ts';
import type { OrderDetails } from './consumers/database/orders.ts';

const REMEMBERED = 1000;

export class RecentOrders {
  readonly #orders = new Map<string, OrderDetails>();

  /** Remembers what was just booked, by whom; `at` in epoch milliseconds. */
  add(state: ScreeningState, events: readonly LedgerEvent[], { name, email }: Person, at: number): void {
    const booked = events.find((event): event is Booked => event.type === 'booked');
    if (!booked) return;
    this.#orders.set(booked.order, {
      reference: booked.order,
      screeningId: state.id,
      title: state.title,
      startsAt: state.startsAt,
      house: state.index.plan.name,
      viewerId: booked.viewerId,
      name,
      email: email ?? null,
      total: booked.total,
      currency: booked.currency,
      paymentStatus: booked.payment.status,
      bookedAt: at,
      collectedAt: null,
      collectBy: booked.collectBy ?? null,
      issue: 0,
      ticketed: false,
      promo: booked.promo ?? null,
      soldBy: booked.by,
      shift: booked.shift ?? null,
      status: booked.payment.status === 'paid' ? 'paid' : 'held',
      paid: booked.payment.status === 'paid' ? booked.total : 0,
      seats: booked.bookedSeats.map((seat) => ({ ticketType: 'full', ...seat, admitted: null })),
    });
    for (const oldest of this.#orders.keys()) {
      if (this.#orders.size <= REMEMBERED) break;
      this.#orders.delete(oldest);
    }
  }

  /** Whose it is is nobody's to know any more. */
  forget(reference: string): void {
    const order = this.#orders.get(reference);
    if (order) this.#orders.set(reference, { ...order, name: null, email: null });
  }

  byReference(reference: string): OrderDetails | undefined {
    return this.#orders.get(reference);
  }
}
