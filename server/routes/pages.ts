/** What people look at: the programme, a screening, the lobby's board, and the streams that keep them true. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Format } from '../live/index.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import type { Guards } from '../guards.ts';
import { refusePage, sendPage } from '../html-answers.ts';
import { originOf } from '../origin.ts';
import type { Parts } from '../parts.ts';
import { sendProblem } from '../problem.ts';
import { greet, viewerOf, type Sessions } from '../session.ts';
import { findSnapshot } from '../submit.ts';
import { boardHtml } from '../views/board.ts';
import { htmlFormat, pageHtml, seatMapHtml } from '../views/patch.ts';
import { programmeFormat, programmeHtml } from '../views/programme.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function pageRoutes(app: FastifyInstance, parts: Parts, guards: Guards, sessions: Sessions): void {
  app.addHook('onRequest', guards.read);
  const { hubs, formats, programmeStream } = parts;
  const { policy } = parts.config;
  const screeningFormat = htmlFormat(formats);
  const programme = programmeFormat(formats);

  app.get('/', (_request, reply) => {
    const { entries, sequence } = programmeStream.snapshot();
    return sendPage(reply, programmeHtml(entries, { sequence, formats }));
  });

  app.get('/programme/events', (request, reply) => {
    programmeStream.stream(request, reply, programme);
    return reply;
  });

  app.get<ScreeningRoute>('/screenings/:id', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem, formats);
    return sendPage(reply, pageHtml(found.snapshot, greet(sessions, request, reply), { policy, formats }));
  });

  app.get<ScreeningRoute>('/screenings/:id/seat-map', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    return sendPage(reply, seatMapHtml(found.snapshot, viewerOf(sessions, request), formats));
  });

  app.get<ScreeningRoute>('/screenings/:id/board', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem, formats);
    return sendPage(reply, boardHtml(found.snapshot, { origin: originOf(request), formats }));
  });

  const stream = async (
    request: FastifyRequest<ScreeningRoute>,
    reply: FastifyReply,
    format: Format<Snapshot>,
    viewerId?: string,
  ) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    await hubs.stream(request, reply, { screeningId: request.params.id, format, viewerId });
    return reply;
  };

  app.get<ScreeningRoute>('/screenings/:id/events', (request, reply) =>
    stream(request, reply, screeningFormat, viewerOf(sessions, request)),
  );

  /** Nobody's screen: it is not counted among the viewers. */
  app.get<ScreeningRoute>('/screenings/:id/board/events', (request, reply) => stream(request, reply, screeningFormat));
}
