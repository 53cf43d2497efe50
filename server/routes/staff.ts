/** What staff do to a screening, with the staff's token. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { defaultPrices, screeningIdFor } from '../../theatre/contract/new-screening.ts';
import { houseWording } from '../../theatre/contract/wording.ts';
import type { CommandInput } from '../../theatre/log/desk.ts';
import { staffActor as actor, type Guards } from '../guards.ts';
import { read, screeningBody, seatsBody, withholdBody } from '../input.ts';
import { originOf } from '../origin.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem, type Said } from '../problem.ts';
import { findScreening, submit } from '../submit.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function staffRoutes(app: FastifyInstance, parts: Parts, guards: Guards, bodyLimit: number): void {
  app.addHook('onRequest', guards.staff);

  app.post('/api/screenings', { bodyLimit }, async (request, reply) => {
    const body = read(screeningBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { title, house, startsAt, prices = {} } = body.value;
    const plan = parts.houses.byId(house)?.plan;
    if (!plan) {
      const known = parts.houses.list().map(({ plan: { id } }) => id);
      return sendProblem(reply, problem('unknown-house', { detail: ({ input }) => input.houses(known.join(', ')) }));
    }
    const unknown = Object.keys(prices).filter((id) => !plan.categories.some((category) => category.id === id));
    if (unknown.length > 0) {
      const letters = plan.categories.map(({ id }) => id).join(', ');
      const words: Said = ({ input }) => input.categories(plan.name, letters, unknown.slice(0, 5).join(', '));
      return sendProblem(reply, problem('malformed', { detail: words, fields: { prices: words } }));
    }
    const id = body.value.id ?? screeningIdFor(title, randomBytes(5).toString('hex'));
    const result = await submit(parts, id, {
      type: 'open',
      actor,
      screeningId: id,
      title,
      startsAt,
      plan,
      prices: { ...defaultPrices(plan), ...prices },
      currency: parts.config.currency,
    });
    if ('problem' in result) return sendProblem(reply, result.problem);
    const path = `/screenings/${id}`;
    return reply
      .code(201)
      .header('location', path)
      .send({ id, url: `${originOf(request)}${path}` });
  });

  const carryOut = async (reply: FastifyReply, id: string, command: CommandInput) => {
    const found = await findScreening(parts, id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const result = await submit(parts, id, command);
    return 'problem' in result ? sendProblem(reply, result.problem) : reply.code(204).send();
  };

  app.post<ScreeningRoute>('/api/screenings/:id/withhold', { bodyLimit }, (request, reply) => {
    const body = read(withholdBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { seatIds, reason = houseWording(parts.config.locale).texts.input.houseSeats } = body.value;
    return carryOut(reply, request.params.id, { type: 'withhold', actor, seatIds, reason, kind: 'kill' });
  });

  app.post<ScreeningRoute>('/api/screenings/:id/release', { bodyLimit }, (request, reply) => {
    const body = read(seatsBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    return carryOut(reply, request.params.id, { type: 'release-seats', actor, seatIds: body.value.seatIds });
  });

  app.post<ScreeningRoute>('/api/screenings/:id/close', (request, reply) =>
    carryOut(reply, request.params.id, { type: 'close', actor }),
  );
}
