/** What staff do to the programme: another title or time, prices from now on, and the end of a screening that will not be. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { CommandInput } from '../../theatre/log/desk.ts';
import { staffActor as actor, type Guards } from '../guards.ts';
import { line, prices, read, say } from '../input.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem, type Said } from '../problem.ts';
import { findScreening, submit } from '../submit.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export const startsAt = z.iso.datetime({
  offset: true,
  error: say((input) => input.startsAt),
});
const percent = (least: number) =>
  z
    .int(say((input) => input.percent))
    .min(
      least,
      say((input) => input.leastPercent(least)),
    )
    .max(
      100,
      say((input) => input.mostPercent),
    );
export const discounts = z.strictObject({
  concession: percent(0).optional(),
  child: percent(0).optional(),
  companion: percent(0).optional(),
});
export const promos = z
  .array(
    z.strictObject({
      code: z.string().regex(
        /^[A-Z0-9]{1,20}$/,
        say((input) => input.promoCode),
      ),
      percent: percent(1),
    }),
    say((input) => input.promos),
  )
  .max(
    50,
    say((input) => input.mostPromos),
  )
  .refine(
    (list) => new Set(list.map(({ code }) => code)).size === list.length,
    say((input) => input.promosOnce),
  );

const amendBody = z.strictObject({ title: line('title', 120).optional(), startsAt: startsAt.optional() }).refine(
  (body) => body.title !== undefined || body.startsAt !== undefined,
  say((input) => input.titleOrStart),
);
const pricesBody = z
  .strictObject({
    prices: prices.optional(),
    discounts: discounts.optional(),
    promos: promos.optional(),
  })
  .refine(
    (body) => Object.keys(body).length > 0,
    say((input) => input.pricesOrMore),
  );
const cancelBody = z.strictObject({ reason: line('reason', 200) });

export function programmeDeskRoutes(app: FastifyInstance, parts: Parts, guards: Guards): void {
  app.addHook('onRequest', guards.staff);

  const carryOut = async (reply: FastifyReply, id: string, command: CommandInput) => {
    const found = await findScreening(parts, id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    if (command.type === 'reprice') {
      const { categories, name } = found.live.state.index.plan;
      const unknown = Object.keys(command.prices ?? {}).filter((key) => !categories.some((known) => known.id === key));
      if (unknown.length > 0) {
        const letters = categories.map((category) => category.id).join(', ');
        const detail: Said = ({ input }) => input.categories(name, letters, unknown.slice(0, 5).join(', '));
        return sendProblem(reply, problem('malformed', { detail, fields: { prices: detail } }));
      }
    }
    const result = await submit(parts, id, command);
    return 'problem' in result ? sendProblem(reply, result.problem) : reply.code(204).send();
  };

  app.patch<ScreeningRoute>('/api/screenings/:id', (request, reply) => {
    const body = read(amendBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { title, startsAt: start } = body.value;
    return carryOut(reply, request.params.id, {
      type: 'amend',
      ...(title === undefined ? {} : { title }),
      ...(start === undefined ? {} : { startsAt: start }),
      actor,
    });
  });

  app.put<ScreeningRoute>('/api/screenings/:id/prices', (request, reply) => {
    const body = read(pricesBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { prices, discounts: off, promos: codes } = body.value;
    return carryOut(reply, request.params.id, {
      type: 'reprice',
      ...(prices === undefined ? {} : { prices }),
      ...(off === undefined ? {} : { discounts: given(off) }),
      ...(codes === undefined ? {} : { promos: codes }),
      actor,
    });
  });

  app.post<ScreeningRoute>('/api/screenings/:id/cancel', (request, reply) => {
    const body = read(cancelBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    return carryOut(reply, request.params.id, { type: 'cancel', reason: body.value.reason, actor });
  });
}

/** Without what is undefined. */
function given<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
