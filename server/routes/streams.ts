/** Everything that goes on by itself: each stream brings its screen from what it shows to now, and on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import type { Guards } from '../guards.ts';
import { prefersHtml, refusePage, sendPage } from '../html-answers.ts';
import { jsonFormat, refreshFormat, statsFormat, statsJson, type Format } from '../live/index.ts';
import type { OpenStreams } from '../open-streams.ts';
import type { Parts } from '../parts.ts';
import { malformed, sendProblem } from '../problem.ts';
import { viewerOf, type Sessions } from '../session.ts';
import { staffProgrammeTopic } from '../staff-stream.ts';
import { findScreening, findSnapshot } from '../submit.ts';
import { perLanguage, textsFor, vary } from '../texts.ts';
import { htmlFormat } from '../views/patch.ts';
import { programmeFormat } from '../views/programme.ts';
import { statsHtml } from '../views/stats.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function streamRoutes(
  app: FastifyInstance,
  parts: Parts,
  guards: Guards,
  sessions: Sessions,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.read);
  const { hubs, programmeStream, staffProgrammeStreams } = parts;
  // One for each language: who speaks the same shares frames.
  const screeningFormat = perLanguage(htmlFormat);
  const programme = perLanguage((wording) => programmeFormat({ wording }));
  const staffProgramme = perLanguage((wording) => programmeFormat({ wording, staff: true }));

  const stream = async (
    request: FastifyRequest<ScreeningRoute>,
    reply: FastifyReply,
    format: Format<Snapshot>,
    viewerId?: string,
  ) => {
    const screeningId = request.params.id;
    // Not its snapshot: that would be remembered as one that a page shows.
    const found = await findScreening(parts, screeningId);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    await hubs.stream(request, reply, { screeningId, format, viewerId });
    return reply;
  };

  app.get<{ Querystring: { staff?: unknown } }>('/programme/events', (request, reply) => {
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    const asStaff = request.query.staff !== undefined;
    if (asStaff && guards.isSignedIn(request)) {
      const topic = staffProgrammeTopic(parts.programme, parts.stats);
      staffProgrammeStreams.stream(request, reply, 'programme', topic, staffProgramme(request));
    } else {
      // A page whose sign-in has ended shows what this stream knows nothing of: it gets all of it, without the figures.
      programmeStream.stream(request, reply, programme(request), asStaff ? 'unknown' : undefined);
    }
    return reply;
  });

  app.get<ScreeningRoute>('/screenings/:id/events', (request, reply) =>
    stream(request, reply, screeningFormat(request), viewerOf(sessions, request)),
  );

  /** Nobody's screen: it is not counted among the viewers. */
  app.get<ScreeningRoute>('/screenings/:id/board/events', (request, reply) =>
    stream(request, reply, screeningFormat(request)),
  );

  app.get<ScreeningRoute & { Querystring: { mode?: unknown } }>('/api/screenings/:id/events', (request, reply) => {
    const { mode = 'state' } = request.query;
    if (mode === 'state') return stream(request, reply, jsonFormat);
    if (mode === 'refresh') return stream(request, reply, refreshFormat);
    return sendProblem(
      reply,
      malformed('mode', ({ input }) => input.mode),
    );
  });

  app.get<ScreeningRoute>('/screenings/:id/stats', async (request, reply) => {
    vary(reply, 'accept');
    reply.header('cache-control', 'no-store');
    if (/\btext\/event-stream\b/i.test(request.headers.accept ?? '')) return stream(request, reply, statsFormat);
    const found = await findSnapshot(parts, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const stats = statsJson(found.snapshot);
    return prefersHtml(request) ? sendPage(reply, statsHtml(stats, textsFor(request))) : reply.send(stats);
  });
}
