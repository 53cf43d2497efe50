/** Houses that staff make: their plans saved and removed, with the staff's token. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import { isHouseId } from '../../theatre/contract/log-house.ts';
import { reasonOf } from '../../theatre/log/desk.ts';
import type { HouseOutcome } from '../../theatre/log/houses.ts';
import { indexPlan } from '../../theatre/seating/plan.ts';
import { validatePlan } from '../../theatre/seating/validate-plan.ts';
import { staffActor as staff, type Guards } from '../guards.ts';
import { read, say } from '../input.ts';
import type { Parts } from '../parts.ts';
import { problem, sendProblem, type Problem } from '../problem.ts';

/** A plan of ten thousand seats with all its special places is some 150 KB. */
const PLAN_LIMIT = 1_000_000;

const revision = z.int(say((input) => input.revision)).min(
  0,
  say((input) => input.negativeRevision),
);
const houseBody = z.strictObject({
  plan: z.unknown().refine(
    (plan) => plan !== undefined,
    say((input) => input.plan),
  ),
  revision: revision.optional(),
});
const removal = z.object({ revision: z.coerce.number().pipe(revision).optional() });

export function houseRoutes(app: FastifyInstance, parts: Parts, guards: Guards): void {
  app.addHook('onRequest', guards.staff);
  const { houses } = parts;

  app.post('/api/houses', { bodyLimit: PLAN_LIMIT }, async (request, reply) => {
    const body = read(houseBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const checked = validatePlan(body.value.plan);
    if ('problems' in checked) {
      const { problems } = checked;
      const detail = ({ plan }: Catalogue) => problems.map((what) => plan.problem(what)).join(' ');
      return sendProblem(reply, problem('malformed', { detail, fields: { plan: detail } }));
    }
    const { plan } = checked;
    const command = { type: 'save-plan', plan, revision: body.value.revision ?? 0, actor: staff } as const;
    const outcome = parts.log.connected ? await houses.submit(plan.id, command) : undefined;
    const refused = refusalOf(outcome);
    if (refused) return sendProblem(reply, refused);
    const house = { id: plan.id, revision: houses.lastRevision(plan.id), capacity: indexPlan(plan).capacity };
    return reply.code(body.value.revision === undefined ? 201 : 200).send(house);
  });

  app.delete<{ Params: { id: string } }>('/api/houses/:id', async (request, reply) => {
    const query = read(removal, request.query);
    if ('problem' in query) return sendProblem(reply, query.problem);
    const { id } = request.params;
    const house = isHouseId(id) ? houses.byId(id) : undefined;
    if (!house) return sendProblem(reply, problem('unknown-house'));
    const command = { type: 'remove-plan', revision: query.value.revision ?? house.revision, actor: staff } as const;
    const refused = refusalOf(parts.log.connected ? await houses.submit(id, command) : undefined);
    return refused ? sendProblem(reply, refused) : reply.code(204).send();
  });
}

function refusalOf(outcome: HouseOutcome | undefined): Problem | undefined {
  if (outcome === undefined) return problem('log-unreachable');
  if ('accepted' in outcome) return undefined;
  if ('rejected' in outcome) return problem(outcome.rejected);
  return problem(reasonOf(outcome.why));
}
