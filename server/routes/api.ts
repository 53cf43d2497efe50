/** The same house for programs, as JSON. */
import type { FastifyInstance } from 'fastify';
import { indexPlan } from '../../theatre/seating/plan.ts';
import { jsonFormat, refreshFormat, screeningJson } from '../live/json-format.ts';
import type { Guards } from '../guards.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import { findSnapshot } from '../submit.ts';

interface ScreeningRoute {
  Params: { id: string };
  Querystring: { mode?: unknown };
}

export function apiRoutes(app: FastifyInstance, parts: Parts, guards: Guards): void {
  app.addHook('onRequest', guards.read);

  app.get('/api/houses', (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .send(parts.houses.list().map((plan) => ({ ...plan, capacity: indexPlan(plan).capacity }))),
  );

  app.get('/api/screenings', (_request, reply) =>
    reply.header('cache-control', 'no-store').send(parts.programme.list()),
  );

  app.get<ScreeningRoute>('/api/screenings/:id', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    return reply.header('cache-control', 'no-store').send(screeningJson(found.snapshot));
  });

  app.get<ScreeningRoute>('/api/screenings/:id/events', async (request, reply) => {
    const { mode } = request.query;
    if (mode !== undefined && mode !== 'refresh' && mode !== 'state') {
      return sendProblem(reply, problem('malformed', { detail: 'mode: It is "state" (the default) or "refresh".' }));
    }
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const format = mode === 'refresh' ? refreshFormat : jsonFormat;
    await parts.hubs.stream(request, reply, { screeningId: request.params.id, format });
    return reply;
  });
}
