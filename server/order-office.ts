/** What the server knows of an order, put together for consumers that write to people. */
import { networkInterfaces } from 'node:os';
import type { Screenings } from '../theatre/log/screenings.ts';
import { patronAddress } from '../theatre/patron-address.ts';
import type { Config } from './config.ts';
import type { OrderOffice } from './consumers/consumer.ts';
import type { Secrets } from './data-folder.ts';
import { orderNow } from './find-order.ts';
import type { OrderQueries } from './parts.ts';
import { Sessions } from './session.ts';

export interface OrderOfficeOptions {
  readonly config: Pick<Config, 'publicUrl' | 'host'>;
  readonly secrets: Pick<Secrets, 'sessionKey'>;
  readonly screenings: Pick<Screenings, 'open'>;
  /** Asked when an order is: it may be opened later than this. */
  readonly orders: () => OrderQueries | undefined;
}

export interface OpenOffice extends OrderOffice {
  /** The server can be asked at this address from now on. */
  listening(this: void, url: string): void;
}

export function openOffice({ config, secrets, screenings, orders }: OrderOfficeOptions): OpenOffice {
  const sessions = new Sessions(secrets.sessionKey);
  let at: string | undefined;
  return {
    listening: (url) => void (at = url),
    async now(reference) {
      const order = orders()?.byReference(reference);
      if (!order) return undefined;
      const live = await screenings.open(order.screeningId).catch(() => undefined);
      return live ? orderNow(order, live.state) : order;
    },
    link(reference) {
      // The network may change while the server runs.
      const base =
        config.publicUrl ?? (at === undefined ? at : patronAddress(at, config.host, networkInterfaces()).url);
      return base === undefined ? undefined : `${base}/orders/${reference}?key=${sessions.orderKey(reference)}`;
    },
  };
}
