/** What people look at: the programme, a screening, the lobby's board. */
import type { FastifyInstance } from 'fastify';
import type { Guards } from '../guards.ts';
import { refusePage, sendPage } from '../html-answers.ts';
import { originOf } from '../origin.ts';
import type { Parts } from '../parts.ts';
import { sendProblem } from '../problem.ts';
import { greet, viewerOf, type Sessions } from '../session.ts';
import { staffProgramme } from '../staff-stream.ts';
import { findSnapshot } from '../submit.ts';
import { wordingOf } from '../texts.ts';
import { boardHtml } from '../views/board.ts';
import { pageHtml, seatMapHtml } from '../views/patch.ts';
import { programmeHtml } from '../views/programme.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function pageRoutes(app: FastifyInstance, parts: Parts, guards: Guards, sessions: Sessions): void {
  app.addHook('onRequest', guards.read);
  const { programmeStream, programme, stats } = parts;
  const { policy } = parts.config;

  app.get('/', (request, reply) => {
    const wording = wordingOf(request);
    const staff = guards.isSignedIn(request);
    const { entries, sequence } = staff ? staffProgramme(programme, stats) : programmeStream.snapshot();
    return sendPage(reply, programmeHtml(entries, { sequence, wording, staff }));
  });

  app.get<ScreeningRoute>('/screenings/:id', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    return sendPage(
      reply,
      pageHtml(found.snapshot, greet(sessions, request, reply), { policy, wording: wordingOf(request) }),
    );
  });

  app.get<ScreeningRoute>('/screenings/:id/seat-map', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    return sendPage(reply, seatMapHtml(found.snapshot, viewerOf(sessions, request), wordingOf(request)));
  });

  app.get<ScreeningRoute>('/screenings/:id/board', async (request, reply) => {
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    return sendPage(reply, boardHtml(found.snapshot, { origin: originOf(request), wording: wordingOf(request) }));
  });
}
