/** Tickets: on paper for the counter and the guest, on the guest's phone, and the key to verify them with. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { houseWording } from '../../theatre/contract/wording.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import { ticketIssue, type Order } from '../../theatre/screening/state.ts';
import { publicKeyPem, type TicketKeys } from '../../theatre/ticket/keys.ts';
import { findOrder } from '../find-order.ts';
import { staffActor as staff, type Guards } from '../guards.ts';
import { refusePage, sendPage } from '../html-answers.ts';
import { paperQuery, read, ticketsBody } from '../input.ts';
import type { OrderAccess } from '../order-access.ts';
import { parseOrderReference } from '../order-reference.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { problem, sendProblem, type Problem } from '../problem.ts';
import type { RecentOrders } from '../recent-orders.ts';
import { findScreening, submit } from '../submit.ts';
import { wordingOf } from '../texts.ts';
import { orderPdf } from '../tickets/order-pdf.ts';
import { ticketFaces, type OrderToTicket } from '../tickets/ticket-face.ts';
import { ticketHtml } from '../views/ticket-page.ts';
import { ticketSheetHtml } from '../views/ticket-sheet.ts';

interface OrderRoute {
  Params: { order: string };
  Querystring: { key?: unknown };
}

interface SeatRoute extends OrderRoute {
  Params: { order: string; seatId: string };
}

const WAIT_MS = 2000;
const LOOK_EVERY_MS = 20;

interface Ticketed {
  readonly order: OrderToTicket;
  readonly live: LiveScreening;
}

export interface TicketRouteParts {
  readonly parts: Parts;
  readonly guards: Guards;
  readonly access: OrderAccess;
  readonly keys: TicketKeys;
}

export function ticketRoutes(app: FastifyInstance, { parts, guards, access, keys }: TicketRouteParts): void {
  app.addHook('onRequest', guards.read);
  const { privateKey, publicKey } = keys;
  const house = houseWording(parts.config.locale);

  app.get('/api/tickets/key', (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('application/x-pem-file').send(publicKeyPem(publicKey)),
  );

  /** The order with its tickets made out, for whoever may see it. */
  const find = async (
    request: FastifyRequest<OrderRoute>,
    atLeast = 1,
  ): Promise<Ticketed | { readonly problem: Problem }> => {
    const found = await access.find(request);
    if ('problem' in found) return found;
    const { reference, screeningId, name } = found.order;
    const screening: { live: LiveScreening } | { problem: Problem } = await findScreening(parts, screeningId);
    if ('problem' in screening) return screening;
    const { live } = screening;
    const actor = guards.isStaff(request) ? { actor: staff } : {};
    const before = get(live.state.orders, reference);
    if (before?.payment === 'paid' && before.seatIds.length > 0 && !before.ticketed) {
      // Only noted: the tickets are good all the same, so what keeps it from being noted keeps nobody from having them.
      await submit(parts, screeningId, { type: 'issue-tickets', order: reference, reprint: false, ...actor });
    }
    const now = await issued(live, reference, atLeast);
    if (!now) return { problem: problem('not-ready') };
    if (now.seatIds.length === 0) return { problem: problem(now.lapsed ? 'order-lapsed' : 'order-refunded') };
    const { title, startsAt, currency } = live.state;
    const { payment: paymentStatus, seats } = now;
    const issue = ticketIssue(now);
    return { live, order: { reference, screeningId, name, title, startsAt, currency, paymentStatus, issue, seats } };
  };

  app.get<OrderRoute>('/orders/:order/tickets.pdf', { onRequest: guards.costly }, async (request, reply) => {
    const query = read(paperQuery, request.query);
    if ('problem' in query) return sendProblem(reply, query.problem);
    const found = await find(request, query.value.issue);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const { order, live } = found;
    const { plan } = live.state.index;
    const pdf = await orderPdf(order, { plan, privateKey, wording: house, paper: query.value.paper ?? 'a6' });
    return reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="tickets-${order.reference}.pdf"`)
      .type('application/pdf')
      .send(pdf);
  });

  /** The same as a page, for whoever prints from a browser or, as the desktop does, through one. */
  app.get<OrderRoute>('/orders/:order/tickets/print', async (request, reply) => {
    const query = read(paperQuery, request.query);
    if ('problem' in query) return sendProblem(reply, query.problem);
    const found = await find(request, query.value.issue);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const { order, live } = found;
    const faces = ticketFaces(order, { plan: live.state.index.plan, privateKey, wording: house });
    return sendPage(reply, ticketSheetHtml({ order: order.reference, faces, paper: query.value.paper ?? 'a6' }, house));
  });

  app.get<SeatRoute>('/orders/:order/tickets/:seatId', async (request, reply) => {
    const found = await find(request);
    const wording = wordingOf(request);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const { order, live } = found;
    const faces = ticketFaces(order, { plan: live.state.index.plan, privateKey, wording });
    const at = faces.findIndex(({ seatId }) => seatId === request.params.seatId);
    const face = faces[at];
    if (!face) return refusePage(request, reply, problem('not-in-order'));
    const link = (of: string) =>
      request.query.key === undefined ? `/orders/${order.reference}${of}` : access.link(order.reference, of);
    const to = (other: number) => faces[other] && link(`/tickets/${faces[other].seatId}`);
    const [previous, next] = [to(at - 1), to(at + 1)];
    return sendPage(
      reply,
      ticketHtml(
        {
          face,
          address: link(`/tickets/${face.seatId}`),
          order: link(''),
          pdf: link('/tickets.pdf'),
          ...(previous === undefined ? {} : { previous }),
          ...(next === undefined ? {} : { next }),
        },
        wording,
      ),
    );
  });
}

/** The order once its tickets are of this issue or a later one: another process may have made them out a moment ago. */
async function issued(live: LiveScreening, reference: string, atLeast: number): Promise<Order | undefined> {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const order = get(live.state.orders, reference);
    if (order && ticketIssue(order) >= atLeast) return order;
    if (!order || waited >= WAIT_MS) return undefined;
    await sleep(LOOK_EVERY_MS);
  }
}

/** Tickets made out by staff: for the first time, or again in place of the ones before. */
export function reprintRoutes(
  app: FastifyInstance,
  { parts, guards, recent }: Pick<TicketRouteParts, 'parts' | 'guards'> & { readonly recent: RecentOrders },
): void {
  app.addHook('onRequest', guards.staff);

  app.post<OrderRoute>('/api/orders/:order/tickets', async (request, reply) => {
    const body = read(ticketsBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const text = parseOrderReference(request.params.order);
    const details = text === undefined ? undefined : await findOrder(parts, recent, text);
    if (!details) return sendProblem(reply, problem(parts.waitingFor().length > 0 ? 'not-ready' : 'unknown-order'));
    const { reference: order, screeningId } = details;
    const screening: { live: LiveScreening } | { problem: Problem } = await findScreening(parts, screeningId);
    if ('problem' in screening) return sendProblem(reply, screening.problem);
    // Tickets may be out that were never noted: they are the first issue, which the reprint replaces.
    for (const reprint of body.value.reprint ? [false, true] : [false]) {
      const result = await submit(parts, screeningId, { type: 'issue-tickets', order, reprint, actor: staff });
      if ('problem' in result) return sendProblem(reply, result.problem);
    }
    const now = get(screening.live.state.orders, order);
    if (!now) throw new Error(`tickets were issued for ${order}, which there is not`);
    return reply.send({ order, issue: now.issue });
  });
}
