/** The same house for programs, as JSON. */
import type { FastifyInstance } from 'fastify';
import { indexPlan } from '../../theatre/seating/plan.ts';
import { screeningJson } from '../live/index.ts';
import type { Guards } from '../guards.ts';
import type { Parts } from '../parts.ts';
import { sendProblem } from '../problem.ts';
import { findSnapshot } from '../submit.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function apiRoutes(app: FastifyInstance, parts: Parts, guards: Guards): void {
  app.addHook('onRequest', guards.read);

  app.get('/api/houses', (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .send(
        parts.houses.list().map(({ plan, revision }) => ({ ...plan, capacity: indexPlan(plan).capacity, revision })),
      ),
  );

  app.get('/api/screenings', (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      // Why one was cancelled is the staff's affair.
      .send(parts.programme.list().map(({ cancelReason: _, ...shown }) => shown)),
  );

  app.get<ScreeningRoute>('/api/screenings/:id', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    return reply.header('cache-control', 'no-store').send(screeningJson(found.snapshot));
  });
}
