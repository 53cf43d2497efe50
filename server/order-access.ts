/** Who may see an order: the one who bought it, whoever has its link, and staff. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { OrderDetails } from './consumers/database/orders.ts';
import { findOrder } from './find-order.ts';
import type { Guards } from './guards.ts';
import { parseOrderReference } from './order-reference.ts';
import type { Parts } from './parts.ts';
import { problem, type Problem } from './problem.ts';
import type { RecentOrders } from './recent-orders.ts';
import { viewerOf, type Sessions } from './session.ts';

export interface OrderAccess {
  /** The order for whoever may see it. Whoever may not learns no more than that there is none for them. */
  find(request: FastifyRequest): Promise<{ readonly order: OrderDetails } | { readonly problem: Problem }>;
  /** The path of something of an order's, `''` for its page, with the key that opens it on any phone. */
  link(reference: string, of?: string): string;
}

export function orderAccess(parts: Parts, guards: Guards, sessions: Sessions, recent: RecentOrders): OrderAccess {
  const hasKey = ({ query }: FastifyRequest, reference: string): boolean => {
    const { key } = query as { readonly key?: unknown };
    const given = Buffer.from(typeof key === 'string' ? key : '');
    const right = Buffer.from(sessions.orderKey(reference));
    return given.length === right.length && timingSafeEqual(given, right);
  };
  return {
    async find(request) {
      const reference = parseOrderReference((request.params as { readonly order: string }).order);
      const viewerId = viewerOf(sessions, request);
      const mayAny = guards.isStaff(request) || (reference !== undefined && hasKey(request, reference));
      const asks = reference !== undefined && (mayAny || viewerId !== undefined);
      const order = asks ? await findOrder(parts, recent, reference) : undefined;
      if (order && (mayAny || order.viewerId === viewerId)) return { order };
      // A database that is behind is no proof that there is none.
      return { problem: problem(!order && parts.waitingFor().length > 0 ? 'not-ready' : 'unknown-order') };
    },
    link: (reference, of = '') => `/orders/${reference}${of}?key=${sessions.orderKey(reference)}`,
  };
}
