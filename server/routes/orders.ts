/** An order, for the one who bought it, for whoever has its link, and for staff. */
import type { FastifyInstance } from 'fastify';
import { orderNow } from '../find-order.ts';
import type { Guards } from '../guards.ts';
import { prefersHtml, refusePage, sendPage } from '../html-answers.ts';
import type { OpenStreams } from '../open-streams.ts';
import type { OrderAccess } from '../order-access.ts';
import { orderFormat, orderPageFormat, orderTopic } from '../order-stream.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { sendProblem, type Problem } from '../problem.ts';
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
  access: OrderAccess,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.read);
  const pageFormat = perLanguage(orderPageFormat);

  app.get<OrderRoute>('/orders/:order', async (request, reply) => {
    vary(reply, 'accept');
    reply.header('cache-control', 'no-store');
    const found = await access.find(request);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const { screeningId, reference } = found.order;
    // Out of reach of the log, what the database knows is better than nothing.
    const screening = await findScreening(parts, screeningId);
    const order = 'live' in screening ? orderNow(found.order, screening.live.state) : found.order;
    const link = access.link(reference);
    return prefersHtml(request)
      ? sendPage(reply, orderHtml({ ...order, link }, wordingOf(request)))
      : reply.send({ ...order, link });
  });

  app.get<OrderRoute>('/orders/:order/events', async (request, reply) => {
    const found = await access.find(request);
    if ('problem' in found) return sendProblem(reply, found.problem);
    // A stream says nothing of whose it is, and may last for hours: it remembers no name.
    const order = { ...found.order, name: null, email: null, link: access.link(found.order.reference) };
    const screening: { live: LiveScreening } | { problem: Problem } = await findScreening(parts, order.screeningId);
    if ('problem' in screening) return sendProblem(reply, screening.problem);
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    const format = request.query.as === 'page' ? pageFormat(request) : orderFormat;
    parts.orderStreams.stream(request, reply, order.reference, orderTopic(order, screening.live), format);
    return reply;
  });
}
