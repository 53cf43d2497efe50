/** For whoever watches over the machines, and over the house. */
import type { FastifyInstance } from 'fastify';
import { healthAnswer } from '../../theatre/health/words.ts';
import type { Guards } from '../guards.ts';
import type { OpenStreams } from '../open-streams.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import { sayLanguage, wordingOf } from '../texts.ts';

export function healthRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));

  app.get('/readyz', (_request, reply) => {
    const waiting = parts.waitingFor();
    if (waiting.length > 0)
      return sendProblem(
        reply,
        problem('not-ready', {
          detail: ({ input }) => input.waitingFor(waiting.map((what) => input.waited[what]).join(', ')),
        }),
      );
    return reply.header('cache-control', 'no-store').send({ status: 'ready' });
  });

  app.get('/metrics', async (_request, reply) => {
    const text = await parts.metrics.registry.metrics();
    return reply.header('cache-control', 'no-store').type(parts.metrics.registry.contentType).send(text);
  });
}

/** How this server is, for staff: judged and in words as JSON, in figures once a second for `Accept: text/event-stream`. */
export function houseHealthRoutes(
  app: FastifyInstance,
  { health, healthStream }: Pick<Parts, 'health' | 'healthStream'>,
  guards: Guards,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.staff);

  app.get('/api/health', async (request, reply) => {
    reply.header('vary', 'accept, accept-language').header('cache-control', 'no-store');
    if (!/\btext\/event-stream\b/i.test(request.headers.accept ?? '')) {
      await health.ask();
      const { figures, verdicts } = health.now();
      return sayLanguage(reply).send(healthAnswer(figures, verdicts, wordingOf(request)));
    }
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    healthStream.stream(request, reply);
    return reply;
  });
}
