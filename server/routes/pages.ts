/** What people look at: the programme, a screening, and the stream that keeps its page true. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { prefersHtml } from '../accept.ts';
import type { Guards } from '../guards.ts';
import type { Parts } from '../parts.ts';
import { sendProblem, type Problem } from '../problem.ts';
import { greet, viewerOf, type Sessions } from '../session.ts';
import { findSnapshot } from '../submit.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function pageRoutes(app: FastifyInstance, parts: Parts, guards: Guards, sessions: Sessions): void {
  app.addHook('onRequest', guards.read);
  const { views, hubs } = parts;

  const page = (reply: FastifyReply, html: string) =>
    reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);

  const refuse = (request: FastifyRequest, reply: FastifyReply, refused: Problem) =>
    prefersHtml(request) ? page(reply.code(refused.status), views.problem(refused)) : sendProblem(reply, refused);

  app.get('/', (_request, reply) => page(reply, views.programme(parts.programme.list())));

  app.get<ScreeningRoute>('/screenings/:id', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return refuse(request, reply, found.problem);
    return page(reply, views.page(found.snapshot, greet(sessions, request, reply)));
  });

  app.get<ScreeningRoute>('/screenings/:id/seat-map', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    return page(reply, views.seatMap(found.snapshot, viewerOf(sessions, request)));
  });

  app.get<ScreeningRoute>('/screenings/:id/events', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const viewerId = viewerOf(sessions, request);
    await hubs.stream(request, reply, { screeningId: request.params.id, format: views.html, viewerId });
    return reply;
  });
}
