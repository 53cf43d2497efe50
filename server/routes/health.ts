/** For whoever watches over the machines. */
import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';

export function healthRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/healthz', (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'alive' }));

  app.get('/readyz', (_request, reply) => {
    const waiting = parts.waitingFor();
    if (waiting.length > 0)
      return sendProblem(reply, problem('not-ready', { detail: ({ input }) => input.waitingFor(waiting.join(', ')) }));
    return reply.header('cache-control', 'no-store').send({ status: 'ready' });
  });

  app.get('/metrics', async (_request, reply) => {
    const text = await parts.metrics.registry.metrics();
    return reply.header('cache-control', 'no-store').type(parts.metrics.registry.contentType).send(text);
  });
}
