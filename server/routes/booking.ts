/** Buying what a viewer holds. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { bookSealed } from '../../theatre/log/sealed-booking.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import { liveHold } from '../../theatre/screening/state.ts';
import type { Guards } from '../guards.ts';
import { bookBody, read } from '../input.ts';
import { orderReference } from '../order-reference.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import type { RecentOrders } from '../recent-orders.ts';
import type { Sessions } from '../session.ts';
import { findScreening, submit, type Submitted } from '../submit.ts';

export function bookingRoutes(
  app: FastifyInstance,
  parts: Parts,
  guards: Guards,
  sessions: Sessions,
  recent: RecentOrders,
): void {
  app.addHook('onRequest', guards.command);

  /** With a key the same asks for the same order, however often and on whichever server; without, each is a new one. */
  const referenceFor = (screeningId: string, viewerId: string, key: string | undefined): string => {
    for (let attempt = 0; ; attempt++) {
      const bytes =
        key === undefined ? randomBytes(5) : sessions.derive('order', screeningId, viewerId, key, String(attempt));
      const reference = orderReference(bytes);
      const other = parts.orders.byReference(reference) ?? recent.byReference(reference);
      if (!other || (other.screeningId === screeningId && other.viewerId === viewerId)) return reference;
    }
  };

  /** A key whose order is made is only for asking again; with new seats in hand it must not look like a sale of those. */
  const keyIsSpent = (live: LiveScreening, viewerId: string, order: string): boolean =>
    get(live.state.orders, order) !== undefined && liveHold(live.state, viewerId, Date.now()) !== undefined;

  app.post<{ Params: { id: string } }>('/screenings/:id/book', async (request, reply) => {
    const found = await findScreening(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const body = read(bookBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { name, email, key, seatIds } = body.value;
    const { viewerId } = request;
    const { live } = found;
    const order = referenceFor(live.id, viewerId, key);
    if (keyIsSpent(live, viewerId, order)) return sendProblem(reply, problem('key-used'));
    const result = await bookSealed<Submitted>({
      keys: parts.customerKeys,
      of: { screeningId: live.id, order },
      person: { name, email },
      book: (customer) =>
        submit(parts, live.id, {
          type: 'book',
          viewerId,
          order,
          customer,
          payment: { status: 'due', tenders: [] },
          ...(seatIds === undefined ? {} : { seatIds }),
        }),
      landed: (answer) => {
        if ('accepted' in answer) return answer.accepted.events;
        return answer.problem.code === 'unsettled' ? undefined : [];
      },
    });
    if ('notKept' in result) {
      return sendProblem(reply, problem(result.notKept === 'log-full' ? 'log-full' : 'log-unreachable'));
    }
    if ('problem' in result) return sendProblem(reply, result.problem);
    recent.add(live.state, result.accepted.events, { name, email }, Date.now());
    // Asked for again by a phone that does not know of it.
    if (parts.erasures.has(order)) recent.forget(order);
    return reply.code(201).header('location', `/orders/${order}`).send();
  });
}
