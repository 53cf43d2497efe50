/** What the server knows of an order, put together for consumers that write to people. */
import { networkInterfaces } from 'node:os';
import { houseWording } from '../theatre/contract/wording.ts';
import type { Desk } from '../theatre/log/desk.ts';
import type { Screenings } from '../theatre/log/screenings.ts';
import { patronAddress } from '../theatre/patron-address.ts';
import { get } from '../theatre/screening/persistent-map.ts';
import { ticketIssue } from '../theatre/screening/state.ts';
import { ticketKeys } from '../theatre/ticket/keys.ts';
import type { Config } from './config.ts';
import type { OrderOffice } from './consumers/consumer.ts';
import type { Secrets } from './data-folder.ts';
import { orderNow } from './find-order.ts';
import type { OrderQueries } from './parts.ts';
import { Sessions } from './session.ts';
import { orderPdf } from './tickets/order-pdf.ts';

export interface OrderOfficeOptions {
  readonly config: Pick<Config, 'publicUrl' | 'host' | 'locale'>;
  readonly secrets: Pick<Secrets, 'sessionKey' | 'ticketKey'>;
  readonly screenings: Pick<Screenings, 'open'>;
  readonly desk: Pick<Desk, 'submit'>;
  /** Asked when an order is: it may be opened later than this. */
  readonly orders: () => OrderQueries | undefined;
}

export interface OpenOffice extends OrderOffice {
  /** The server can be asked at this address from now on. */
  listening(this: void, url: string): void;
}

export function openOffice({ config, secrets, screenings, desk, orders }: OrderOfficeOptions): OpenOffice {
  const { privateKey } = ticketKeys(secrets.ticketKey);
  const wording = houseWording(config.locale);
  const sessions = new Sessions(secrets.sessionKey);
  let at: string | undefined;
  return {
    listening: (url) => void (at = url),
    async now(reference) {
      const order = orders()?.byReference(reference);
      if (!order) return undefined;
      const live = await screenings.open(order.screeningId).catch(() => undefined);
      const now = live ? orderNow(order, live.state) : order;
      const cancelled = live?.state.phase === 'cancelled';
      return { ...now, name: now.name ?? '', erased: now.name === null, cancelled };
    },
    async pdf(reference) {
      const order = orders()?.byReference(reference);
      const live = order && (await screenings.open(order.screeningId));
      const before = live && get(live.state.orders, reference);
      if (!live || !before || before.seatIds.length === 0) return undefined;
      if (before.payment === 'paid' && !before.ticketed) {
        // Only noted: the tickets are good all the same, so what keeps it from being noted keeps nobody from having them.
        await desk.submit(live.id, { type: 'issue-tickets', order: reference, reprint: false });
      }
      const now = orderNow(order, live.state);
      return orderPdf({ ...now, issue: ticketIssue(now) }, { plan: live.state.index.plan, privateKey, wording });
    },
    link(reference) {
      // The network may change while the server runs.
      const base =
        config.publicUrl ?? (at === undefined ? at : patronAddress(at, config.host, networkInterfaces()).url);
      return base === undefined ? undefined : `${base}/orders/${reference}?key=${sessions.orderKey(reference)}`;
    },
  };
}
