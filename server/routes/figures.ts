/** What was sold and taken, for staff: as JSON, and as a stream for `Accept: text/event-stream`. */
import type { FastifyInstance } from 'fastify';
import type { FiguresSnapshot } from '../consumers/stats/index.ts';
import type { Guards } from '../guards.ts';
import type { Format } from '../live/index.ts';
import type { OpenStreams } from '../open-streams.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import { staffFormat, staffTopic } from '../staff-stream.ts';
import { perLanguage } from '../texts.ts';

const figuresJson = ({ figures, sequence }: FiguresSnapshot): string => JSON.stringify({ ...figures, sequence });

const figuresFormat: Format<FiguresSnapshot> = {
  event: 'figures',
  patch: (before, after) =>
    JSON.stringify(before.figures) === JSON.stringify(after.figures) ? '' : figuresJson(after),
  whole: figuresJson,
};

export function figuresRoutes(
  app: FastifyInstance,
  { stats, figuresStreams, staffStreams }: Pick<Parts, 'stats' | 'figuresStreams' | 'staffStreams'>,
  guards: Guards,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.staff);

  const format = perLanguage(staffFormat);

  /** The staff's home goes on. */
  app.get('/staff/events', (request, reply) => {
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    staffStreams.stream(request, reply, 'staff', staffTopic(stats), format(request));
    return reply;
  });

  app.get('/api/figures', (_request, reply) => {
    if (!stats.fresh) return sendProblem(reply, problem('not-ready'));
    return reply.header('cache-control', 'no-store').send({ screenings: stats.all() });
  });

  app.get<{ Params: { id: string } }>('/api/screenings/:id/figures', (request, reply) => {
    reply.header('vary', 'accept').header('cache-control', 'no-store');
    const { id } = request.params;
    const now = stats.of(id);
    if (!now) return sendProblem(reply, problem(stats.fresh ? 'unknown-screening' : 'not-ready'));
    if (!/\btext\/event-stream\b/i.test(request.headers.accept ?? '')) {
      // A figure that is late would be taken for true.
      if (!stats.fresh) return sendProblem(reply, problem('not-ready'));
      return reply.send({ ...now.figures, sequence: now.sequence });
    }
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    const topic = { now: () => stats.of(id) ?? now, watch: (onChange: () => void) => stats.onChange(id, onChange) };
    figuresStreams.stream(request, reply, id, topic, figuresFormat);
    return reply;
  });
}
