/** What became of an order's mail, and sending it again: for staff. */
import type { FastifyInstance } from 'fastify';
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import { mailProblemWords } from '../../theatre/contract/mail-problem.ts';
import type { OrderDetails } from '../consumers/database/orders.ts';
import { findOrder, orderNow } from '../find-order.ts';
import { staffActor, type Guards } from '../guards.ts';
import { mailBody, read } from '../input.ts';
import { parseOrderReference } from '../order-reference.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem, type Problem } from '../problem.ts';
import type { RecentOrders } from '../recent-orders.ts';
import { findScreening } from '../submit.ts';
import { textsFor } from '../texts.ts';

interface OrderRoute {
  Params: { order: string };
}

export function mailRoutes(app: FastifyInstance, parts: Parts, guards: Guards, recent: RecentOrders): void {
  const { mail, erasures } = parts;
  app.addHook('onRequest', guards.staff);

  const find = async (text: string): Promise<{ readonly order: OrderDetails } | { readonly problem: Problem }> => {
    const reference = parseOrderReference(text);
    const order = reference === undefined ? undefined : await findOrder(parts, recent, reference);
    if (order) return { order };
    return {
      problem: problem(reference !== undefined && parts.waitingFor().length > 0 ? 'not-ready' : 'unknown-order'),
    };
  };

  /** `status` by `MailStatus`; `at` in epoch milliseconds, null before anything was noted. */
  const shown = async ({ reference, name, email }: OrderDetails, texts: Catalogue) => {
    const { status, at, problem: why } = mail.stateOf(reference);
    const erased = name === null || erasures.has(reference);
    const other = await mail.otherAddress(reference, erased).catch(() => undefined);
    return {
      order: reference,
      status,
      at: at === 0 ? null : at,
      to: other ?? email,
      ...(why === undefined || status === 'accepted' ? {} : { problem: mailProblemWords(why, texts) }),
    };
  };

  app.get<OrderRoute>('/api/orders/:order/mail', async (request, reply) => {
    const found = await find(request.params.order);
    if ('problem' in found) return sendProblem(reply, found.problem);
    return reply.header('cache-control', 'no-store').send(await shown(found.order, textsFor(request)));
  });

  app.post<OrderRoute>('/api/orders/:order/mail', async (request, reply) => {
    const body = read(mailBody, request.body ?? {});
    if ('problem' in body) return sendProblem(reply, body.problem);
    if (!mail.enabled) return sendProblem(reply, problem('mail-off'));
    const found = await find(request.params.order);
    if ('problem' in found) return sendProblem(reply, found.problem);
    // The database may be a moment behind what was refunded.
    const screening = await findScreening(parts, found.order.screeningId);
    if ('problem' in screening) return sendProblem(reply, screening.problem);
    const order = orderNow(found.order, screening.live.state);
    const { to, by = staffActor.id } = body.value;
    if (order.seats.length === 0) return sendProblem(reply, problem('order-refunded'));
    if ((to ?? order.email ?? '') === '') return sendProblem(reply, problem('no-address'));
    const asked = await mail.ask({ order: order.reference, screeningId: order.screeningId, by, to });
    if (!asked) return sendProblem(reply, problem('log-unreachable'));
    return reply.code(202).send(await shown(order, textsFor(request)));
  });
}
