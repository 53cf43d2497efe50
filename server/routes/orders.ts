/** An order, for the one who bought it, for whoever has its link, and for staff. */
import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OrderDetails } from '../consumers/database/orders.ts';
import { findOrder, orderNow } from '../find-order.ts';
import type { Guards } from '../guards.ts';
import { prefersHtml, refusePage, sendPage } from '../html-answers.ts';
import type { OpenStreams } from '../open-streams.ts';
import { parseOrderReference } from '../order-reference.ts';
import { orderFormat, orderPageFormat, orderTopic } from '../order-stream.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { problem, sendProblem, type Problem } from '../problem.ts';
import type { RecentOrders } from '../recent-orders.ts';
import { viewerOf, type Sessions } from '../session.ts';
import { findScreening } from '../submit.ts';
import { perLanguage, vary, wordingOf } from '../texts.ts';
import { orderHtml } from '../views/order-page.ts';

interface OrderRoute {
  Params: { order: string };
  Querystring: { key?: unknown; as?: unknown };
}

export function orderRoutes(
  app: FastifyInstance,
  parts: Parts,
  guards: Guards,
  sessions: Sessions,
  recent: RecentOrders,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.read);
  const pageFormat = perLanguage(orderPageFormat);

  const hasKey = ({ query }: FastifyRequest<OrderRoute>, reference: string): boolean => {
    const given = Buffer.from(typeof query.key === 'string' ? query.key : '');
    const right = Buffer.from(sessions.orderKey(reference));
    return given.length === right.length && timingSafeEqual(given, right);
  };

  /** The order for whoever may see it. Whoever may not learns no more than that there is none for them. */
  const find = async (
    request: FastifyRequest<OrderRoute>,
  ): Promise<{ readonly order: OrderDetails } | { readonly problem: Problem }> => {
    const reference = parseOrderReference(request.params.order);
    const viewerId = viewerOf(sessions, request);
    const mayAny = guards.isStaff(request) || (reference !== undefined && hasKey(request, reference));
    const asks = reference !== undefined && (mayAny || viewerId !== undefined);
    const order = asks ? await findOrder(parts, recent, reference) : undefined;
    if (order && (mayAny || order.viewerId === viewerId)) return { order };
    // A database that is behind is no proof that there is none.
    return { problem: problem(!order && parts.waitingFor().length > 0 ? 'not-ready' : 'unknown-order') };
  };

  app.get<OrderRoute>('/orders/:order', async (request, reply) => {
    vary(reply, 'accept');
    reply.header('cache-control', 'no-store');
    const found = await find(request);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const { screeningId, reference } = found.order;
    // Out of reach of the log, what the database knows is better than nothing.
    const screening = await findScreening(parts, screeningId);
    const order = 'live' in screening ? orderNow(found.order, screening.live.state) : found.order;
    const link = `/orders/${reference}?key=${sessions.orderKey(reference)}`;
    return prefersHtml(request)
      ? sendPage(reply, orderHtml({ ...order, link }, wordingOf(request)))
      : reply.send({ ...order, link });
  });

  app.get<OrderRoute>('/orders/:order/events', async (request, reply) => {
    const found = await find(request);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const { order } = found;
    const screening: { live: LiveScreening } | { problem: Problem } = await findScreening(parts, order.screeningId);
    if ('problem' in screening) return sendProblem(reply, screening.problem);
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    const format = request.query.as === 'page' ? pageFormat(request) : orderFormat;
    parts.orderStreams.stream(request, reply, order.reference, orderTopic(order, screening.live), format);
    return reply;
  });
}
