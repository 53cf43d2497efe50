/** What was sold, as the database knows it, for staff: also while the log is out of reach. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { doorListOf } from '../../theatre/contract/door-list.ts';
import { orderFileOf } from '../../theatre/contract/order-file.ts';
import type { Guards } from '../guards.ts';
import { prefersHtml, sendPage } from '../html-answers.ts';
import { parseOrderReference } from '../order-reference.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import { sayLanguage, wordingOf } from '../texts.ts';
import { doorListHtml } from '../views/door-list.ts';

/** Whoever has just seen something happen in the log may wait this long for it to be in the database. */
const WAIT_MS = 1500;
const LOOK_EVERY_MS = 25;

export function soldRoutes(app: FastifyInstance, parts: Parts, guards: Guards): void {
  app.addHook('onRequest', guards.staff);
  const { orders, asOf } = parts;
  /** A database that is behind is no proof that there is none. */
  const missing = (code: 'unknown-order' | 'unknown-screening') =>
    problem(parts.waitingFor().length > 0 ? 'not-ready' : code);

  /** One order with all that became of it; `after` is a sequence of the log that the answer is to include. */
  app.get<{ Params: { order: string }; Querystring: { after?: unknown } }>(
    '/api/orders/:order',
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const after = Number(request.query.after ?? 0);
      for (let waited = 0; waited < WAIT_MS && orders.books.sequence < after; waited += LOOK_EVERY_MS) {
        await sleep(LOOK_EVERY_MS);
      }
      const reference = parseOrderReference(request.params.order);
      const screeningId = reference === undefined ? undefined : orders.byReference(reference)?.screeningId;
      const sold = screeningId === undefined ? undefined : orders.books.of(screeningId);
      const file = sold && reference !== undefined ? orderFileOf(sold, reference, asOf()) : undefined;
      return file ? reply.send(file) : sendProblem(reply, missing('unknown-order'));
    },
  );

  /** Every seat that is sold, with who has it: JSON, or a page to print. */
  app.get<{ Params: { id: string } }>('/api/screenings/:id/door-list', (request, reply) => {
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    const sold = orders.books.of(request.params.id);
    if (!sold) return sendProblem(reply, missing('unknown-screening'));
    const list = doorListOf(sold, asOf());
    if (!prefersHtml(request)) return reply.send(list);
    return sendPage(sayLanguage(reply), doorListHtml(list, wordingOf(request), Date.now()));
  });
}
