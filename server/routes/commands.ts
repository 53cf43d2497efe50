/** What a viewer does to their seats. A command is answered with an acknowledgement; the change comes by the stream. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { liveHold } from '../../theatre/screening/state.ts';
import { isSeatId } from '../../theatre/seating/seat-id.ts';
import type { CommandInput } from '../../theatre/log/desk.ts';
import type { Guards } from '../guards.ts';
import type { Hoarding } from '../hoarding.ts';
import { claimBody, partyBody, read } from '../input.ts';
import { addressOf } from '../limits.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { problem, sendProblem } from '../problem.ts';
import { findScreening, submit } from '../submit.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function commandRoutes(
  app: FastifyInstance,
  parts: Parts,
  guards: Guards,
  hoarding: Hoarding | undefined,
): void {
  app.addHook('onRequest', guards.command);

  const carryOut = async (reply: FastifyReply, screeningId: string, command: CommandInput) => {
    const result = await submit(parts, screeningId, command);
    return 'problem' in result ? sendProblem(reply, result.problem) : reply.code(204).send();
  };

  /** Claims under the cap of the viewer's address. */
  const claim = async (
    request: FastifyRequest,
    reply: FastifyReply,
    live: LiveScreening,
    seats: number,
    command: CommandInput,
  ) => {
    if (!hoarding || seats === 0) return carryOut(reply, live.id, command);
    const { viewerId } = request;
    const { maxSeats } = parts.config.policy;
    const settle = hoarding.ask(live.state, { address: addressOf(request), viewerId, seats, maxSeats });
    if (!settle) {
      parts.metrics.refused('address-limit');
      return sendProblem(reply, problem('address-limit'));
    }
    try {
      return await carryOut(reply, live.id, command);
    } finally {
      settle();
    }
  };

  app.post<{ Params: { id: string; seatId: string } }>(
    '/screenings/:id/seats/:seatId/toggle',
    async (request, reply) => {
      const found = await findScreening(parts, request.params.id);
      if ('problem' in found) return sendProblem(reply, found.problem);
      const { live } = found;
      const { seatId } = request.params;
      if (!isSeatId(seatId) || !live.state.index.byId.has(seatId)) return sendProblem(reply, problem('unknown-seat'));
      const { viewerId } = request;
      const givesBack = liveHold(live.state, viewerId, Date.now())?.seatIds.includes(seatId) ?? false;
      return claim(request, reply, live, givesBack ? 0 : 1, { type: 'toggle', viewerId, seatId });
    },
  );

  app.post<ScreeningRoute>('/screenings/:id/claim', async (request, reply) => {
    const found = await findScreening(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const body = read(claimBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { viewerId } = request;
    const { seatIds } = body.value;
    const mine = liveHold(found.live.state, viewerId, Date.now())?.seatIds ?? [];
    const wanted = seatIds.filter((seatId) => !mine.includes(seatId)).length;
    return claim(request, reply, found.live, wanted, { type: 'claim', viewerId, seatIds });
  });

  app.post<ScreeningRoute>('/screenings/:id/claim-best', async (request, reply) => {
    const found = await findScreening(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const body = read(partyBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { viewerId } = request;
    const { seats, category, accessible = false, companion = false } = body.value;
    const party = { seats, accessible, companion, ...(category === undefined ? {} : { category }) };
    return claim(request, reply, found.live, seats, { type: 'claim-best', viewerId, party });
  });

  const simple = (path: string, commandOf: (viewerId: string) => CommandInput) =>
    app.post<ScreeningRoute>(`/screenings/:id/${path}`, async (request, reply) => {
      const found = await findScreening(parts, request.params.id);
      if ('problem' in found) return sendProblem(reply, found.problem);
      return carryOut(reply, found.live.id, commandOf(request.viewerId));
    });
  simple('checkout', (viewerId) => ({ type: 'extend', viewerId, paying: true }));
  simple('extend', (viewerId) => ({ type: 'extend', viewerId, paying: false }));
  simple('release', (viewerId) => ({ type: 'release', viewerId, by: viewerId }));
}
