/** An order, for the one who bought it and for staff. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { OrderDetails } from '../consumers/database/orders.ts';
import type { Guards } from '../guards.ts';
import { prefersHtml, refusePage, sendPage } from '../html-answers.ts';
import { parseOrderReference } from '../order-reference.ts';
import type { Parts } from '../parts.ts';
import { problem } from '../problem.ts';
import type { RecentOrders } from '../recent-orders.ts';
import { viewerOf, type Sessions } from '../session.ts';
import { orderHtml } from '../views/order-page.ts';

/** A booking on another server is in our database after this, unless something is wrong. */
const WAIT_MS = 1000;
const LOOK_EVERY_MS = 50;

export function orderRoutes(
  app: FastifyInstance,
  parts: Parts,
  guards: Guards,
  sessions: Sessions,
  recent: RecentOrders,
): void {
  app.addHook('onRequest', guards.read);

  const find = async (reference: string): Promise<OrderDetails | undefined> => {
    for (let waited = 0; ; waited += LOOK_EVERY_MS) {
      const order = parts.orders.byReference(reference) ?? recent.byReference(reference);
      if (order || waited >= WAIT_MS) return order;
      await sleep(LOOK_EVERY_MS);
    }
  };

  app.get<{ Params: { order: string } }>('/orders/:order', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    const reference = parseOrderReference(request.params.order);
    const viewerId = viewerOf(sessions, request);
    const staff = guards.isStaff(request);
    const order = reference !== undefined && (staff || viewerId !== undefined) ? await find(reference) : undefined;
    // A database that is behind is no proof that there is none.
    if (!order && parts.waitingFor().length > 0) return refusePage(request, reply, problem('not-ready'), parts.formats);
    // Whoever may not see it learns no more than that there is none for them.
    if (!order || (!staff && order.viewerId !== viewerId)) {
      return refusePage(request, reply, problem('unknown-order'), parts.formats);
    }
    if (prefersHtml(request)) return sendPage(reply, orderHtml(order, parts.formats));
    return reply.send(order);
  });
}
