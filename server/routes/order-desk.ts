/** What staff do with orders that were taken: find, take the money, hand over, take back, exchange. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { CommandInput } from '../../theatre/log/desk.ts';
import type { LedgerEvent } from '../../theatre/screening/events.ts';
import { findOrder } from '../find-order.ts';
import { staffActor as actor, type Guards } from '../guards.ts';
import { collectBody, exchangeBody, ordersQuery, paymentBody, read, refundBody } from '../input.ts';
import { parseOrderReference } from '../order-reference.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem, type Problem } from '../problem.ts';
import type { RecentOrders } from '../recent-orders.ts';
import { findScreening, submit } from '../submit.ts';

interface OrderRoute {
  Params: { order: string };
}

export function orderDeskRoutes(app: FastifyInstance, parts: Parts, guards: Guards, recent: RecentOrders): void {
  app.addHook('onRequest', guards.staff);

  app.get('/api/orders', (request, reply) => {
    reply.header('cache-control', 'no-store');
    const query = read(ordersQuery, request.query);
    if ('problem' in query) return sendProblem(reply, query.problem);
    return reply.send({ orders: parts.orders.search(query.value.q, query.value.screening), asOf: parts.asOf() });
  });

  /** One command on the order's screening, which is one append; what came of it. */
  const carryOut = async (
    text: string,
    command: (order: string) => CommandInput,
  ): Promise<{ readonly event: LedgerEvent | undefined } | { readonly problem: Problem }> => {
    const reference = parseOrderReference(text);
    const order = reference === undefined ? undefined : await findOrder(parts, recent, reference);
    if (!order) {
      const behind = reference !== undefined && parts.waitingFor().length > 0;
      return {
        problem: behind ? problem('not-ready') : problem('unknown-order', { detail: ({ input }) => input.lookUp }),
      };
    }
    const found = await findScreening(parts, order.screeningId);
    if ('problem' in found) return found;
    const result = await submit(parts, order.screeningId, command(order.reference));
    return 'problem' in result ? result : { event: result.accepted.events[0] };
  };

  const acknowledge = async (reply: FastifyReply, result: Awaited<ReturnType<typeof carryOut>>) =>
    'problem' in result ? sendProblem(reply, result.problem) : reply.code(204).send();

  app.post<OrderRoute>('/api/orders/:order/payment', async (request, reply) => {
    const body = read(paymentBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { tenders } = body.value;
    return acknowledge(
      reply,
      await carryOut(request.params.order, (order) => ({ type: 'pay', order, tenders, actor })),
    );
  });

  app.post<OrderRoute>('/api/orders/:order/collect', async (request, reply) => {
    const body = read(collectBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    return acknowledge(reply, await carryOut(request.params.order, (order) => ({ type: 'collect', order, actor })));
  });

  /** The clerk must know how much goes back, and which way. */
  app.post<OrderRoute>('/api/orders/:order/refund', async (request, reply) => {
    const body = read(refundBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { seatIds, tenders, reason } = body.value;
    const result = await carryOut(request.params.order, (order) => ({
      type: 'refund',
      order,
      reason,
      actor,
      ...(seatIds === undefined ? {} : { seatIds }),
      ...(tenders === undefined ? {} : { tenders }),
    }));
    if ('problem' in result) return sendProblem(reply, result.problem);
    if (result.event?.type !== 'refunded') throw new Error('a refund made no refund');
    const { order, amount, currency, tenders: given, refundedSeats } = result.event;
    return reply.send({ order, amount, currency, tenders: given, seatIds: refundedSeats.map(({ seatId }) => seatId) });
  });

  app.post<OrderRoute>('/api/orders/:order/exchange', async (request, reply) => {
    const body = read(exchangeBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { from, to, tenders } = body.value;
    const result = await carryOut(request.params.order, (order) => ({
      type: 'exchange',
      order,
      from,
      to,
      actor,
      ...(tenders === undefined ? {} : { tenders }),
    }));
    if ('problem' in result) return sendProblem(reply, result.problem);
    if (result.event?.type !== 'exchanged') throw new Error('an exchange made no exchange');
    const { order, difference, currency, tenders: settled } = result.event;
    return reply.send({ order, difference, currency, tenders: settled });
  });
}
