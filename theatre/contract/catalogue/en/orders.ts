/** Where an order is, for the one who bought it, and what to do next. */
import type { OrderStatus } from '../../../screening/state.ts';

export const orders = {
  status: {
    held: 'To be paid at the box office when you collect your tickets. Give this reference there.',
    paid: 'Paid. Show this reference at the door.',
    ticketed: 'Paid, and the tickets are made out. Show one for each seat at the door.',
    collected: 'Paid, and the tickets were collected.',
    refunded: 'Refunded. This order has no seats any more.',
    lapsed: 'Not collected in time. The seats went back on sale.',
  } satisfies Record<OrderStatus, string>,
  exchanged: 'Seats were exchanged: tickets from before are no longer good. New ones are here.',
  collectBy: (when: string) => `Please collect and pay by ${when}. After that the seats go back on sale.`,
};
