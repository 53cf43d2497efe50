/** One customer's personal data, for staff: taken along, and erased. */
import type { FastifyInstance } from 'fastify';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { copiesOf } from '../customers/copies.ts';
import type { Guards } from '../guards.ts';
import { eraseBody, whoBody } from '../input-customers.ts';
import { read } from '../input.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem, type Problem } from '../problem.ts';

export function customerRoutes(app: FastifyInstance, parts: Parts, guards: Guards): void {
  app.addHook('onRequest', guards.staff);
  const { customers, config } = parts;
  const nobody = (): Problem =>
    parts.waitingFor().length > 0
      ? problem('not-ready')
      : problem('unknown-order', { detail: ({ privacy }) => privacy.nobody });

  /** What is asked for has an address in it: never in a URL. */
  app.post('/api/customers/export', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const body = read(whoBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const exported = await reached(() => customers.export(body.value, Date.now()));
    if (exported === 'out of reach') return sendProblem(reply, problem('log-unreachable'));
    return exported ? reply.send(exported) : sendProblem(reply, nobody());
  });

  app.post('/api/customers/erase', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const body = read(eraseBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { who, by = 'staff' } = body.value;
    const erased = await reached(() => customers.erase(who, by));
    if (erased === 'out of reach') return sendProblem(reply, problem('log-unreachable'));
    if (erased.some(({ outcome }) => outcome === 'not-allowed')) return sendProblem(reply, problem('kiosk-only'));
    if (erased.some(({ outcome }) => outcome === 'not-said')) {
      return sendProblem(reply, problem('unsettled', { detail: ({ privacy }) => privacy.unsettled }));
    }
    if (erased.length === 0) return sendProblem(reply, nobody());
    await parts.rememberErased();
    return reply.send({ orders: erased, copies: await copiesOf(config.dataFolder, config.backups?.folder) });
  });
}

async function reached<T>(run: () => Promise<T>): Promise<T | 'out of reach'> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LogUnreachable) return 'out of reach';
    throw error;
  }
}
