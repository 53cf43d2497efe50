/** An order as it goes on: what its streams tell. */
import type { Wording } from '../theatre/contract/wording.ts';
import { get } from '../theatre/screening/persistent-map.ts';
import type { OrderDetails } from './consumers/database/orders.ts';
import { orderNow } from './find-order.ts';
import type { Format } from './live/index.ts';
import type { Topic } from './live/topics.ts';
import type { LiveScreening } from './parts.ts';
import { orderStateHtml, orderWhatHtml } from './views/order-page.ts';
import { MORPH } from './views/oob.ts';

export interface OrderSnapshot {
  readonly sequence: number;
  readonly order: OrderDetails & {
    /** Path of its page with the key that opens it on any phone; whoever may watch may have it. */
    readonly link: string;
  };
}

/** The order of a screening that is followed, for as long as somebody watches. */
export function orderTopic(order: OrderSnapshot['order'], live: LiveScreening): Topic<OrderSnapshot> {
  return {
    now: () => ({ sequence: live.state.sequence, order: orderNow(order, live.state) }),
    watch(onChange) {
      const release = live.retain();
      const unlisten = live.onItem((item) => {
        if (item.kind !== 'ledger') return;
        const [was, is] = [item.before, live.state].map(({ orders }) => get(orders, order.reference));
        const { title, startsAt, phase } = item.before;
        const same = title === live.state.title && startsAt === live.state.startsAt && phase === live.state.phase;
        if (was !== is || !same) onChange();
      });
      return () => {
        unlisten();
        release();
      };
    },
  };
}

/** The data of an `order` event: where it is, and nothing about who bought it. */
function orderJson({ reference, status, total, paid, currency, seats }: OrderDetails): string {
  return JSON.stringify({
    order: reference,
    status,
    total,
    paid,
    currency,
    seatIds: seats.map(({ seatId }) => seatId),
  });
}

/** `event: order`, for programs. */
export const orderFormat: Format<OrderSnapshot> = {
  event: 'order',
  patch: (before, after) => differing(orderJson(before.order), orderJson(after.order)),
  whole: ({ order }) => orderJson(order),
};

/** Plain messages with what the page swaps in. */
export function orderPageFormat(wording: Wording): Format<OrderSnapshot> {
  const render = ({ order }: OrderSnapshot) =>
    orderWhatHtml(order, wording, MORPH).text + orderStateHtml(order, wording, MORPH).text;
  return { patch: (before, after) => differing(render(before), render(after)), whole: render };
}

const differing = (before: string, after: string): string => (before === after ? '' : after);
