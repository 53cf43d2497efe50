/** The door of a screening: its page, its counts, and what is scanned there. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { publicKeyBytes, type TicketKeys } from '../../theatre/ticket/keys.ts';
import { staffActor as actor, type Guards } from '../guards.ts';
import { prefersHtml, refusePage, sendPage } from '../html-answers.ts';
import { admissionBody, read } from '../input.ts';
import type { OpenStreams } from '../open-streams.ts';
import type { LiveScreening, Parts } from '../parts.ts';
import { sendProblem, type Problem } from '../problem.ts';
import { permissionsPolicy } from '../security.ts';
import { findScreening } from '../submit.ts';
import { perLanguage, vary, wordingOf } from '../texts.ts';
import { admit, type Admission } from '../tickets/admission.ts';
import { doorSnapshot, doorTopic } from '../tickets/door-count.ts';
import type { Html } from '../views/html.ts';
import { admissionHtml, doorFormat, doorHtml, unsureHtml } from '../views/door-page.ts';

interface ScreeningRoute {
  Params: { id: string };
}

export function doorRoutes(
  app: FastifyInstance,
  parts: Parts,
  guards: Guards,
  { publicKey }: Pick<TicketKeys, 'publicKey'>,
  openStreams: OpenStreams | undefined,
): void {
  app.addHook('onRequest', guards.staff);
  const key = publicKeyBytes(publicKey);
  const formatFor = perLanguage(doorFormat);

  const page = (
    request: FastifyRequest,
    reply: FastifyReply,
    { id, state }: LiveScreening,
    more: { readonly door?: string; readonly answer?: Html } = {},
  ) => {
    const { title, startsAt } = state;
    const counts = doorSnapshot(state);
    reply.header('permissions-policy', permissionsPolicy({ camera: true }));
    return sendPage(reply, doorHtml({ screeningId: id, title, startsAt, counts, key, ...more }, wordingOf(request)));
  };

  app.get<ScreeningRoute>('/screenings/:id/door', async (request, reply) => {
    const found = await findScreening(parts, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    return page(request, reply, found.live);
  });

  app.get<ScreeningRoute>('/screenings/:id/door/events', async (request, reply) => {
    const found: { live: LiveScreening } | { problem: Problem } = await findScreening(parts, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const refused = openStreams?.admit(request, reply);
    if (refused) return sendProblem(reply, refused);
    parts.doorStreams.stream(request, reply, found.live.id, doorTopic(found.live), formatFor(request));
    return reply;
  });

  app.post<ScreeningRoute>('/screenings/:id/admissions', async (request, reply) => {
    vary(reply, 'accept');
    reply.header('cache-control', 'no-store');
    const body = read(admissionBody, request.body);
    if ('problem' in body) return sendProblem(reply, body.problem);
    const { code, door = wordingOf(request).texts.door.main, key: scan } = body.value;
    const found: { live: LiveScreening } | { problem: Problem } = await findScreening(parts, request.params.id);
    const result =
      'problem' in found ? found : await admit(parts, found.live, { code, door, key: scan, publicKey, actor });
    if (!prefersHtml(request)) {
      return 'problem' in result ? sendProblem(reply, result.problem) : reply.send(result.admission);
    }
    if ('problem' in result && result.problem.status < 500) return sendProblem(reply, result.problem);
    const answer =
      'problem' in result ? unsureHtml(wordingOf(request)) : answerOf(request, parts, found, result.admission);
    if ('problem' in result) reply.code(result.problem.status);
    // The page's script puts the answer into its place; without it the browser wants a page.
    const scripted = request.headers['x-part'] === 'answer' || 'problem' in found;
    return scripted ? sendPage(reply, answer.text) : page(request, reply, found.live, { door, answer });
  });
}

function answerOf(
  request: FastifyRequest,
  { programme }: Pick<Parts, 'programme'>,
  found: Awaited<ReturnType<typeof findScreening>>,
  admission: Admission,
): Html {
  const wording = wordingOf(request);
  if ('problem' in found) return unsureHtml(wording);
  const { state } = found.live;
  const { screeningId, seatId } = admission;
  const planned = seatId !== undefined && screeningId === undefined ? state.index.byId.get(seatId) : undefined;
  const section = state.index.plan.sections.find(({ id }) => id === planned?.sectionId);
  const other = programme.list().find(({ id }) => id === screeningId);
  return admissionHtml(
    {
      admission,
      currency: state.currency,
      ...(planned && section ? { place: wording.texts.seats.place(section.name, planned) } : {}),
      ...(screeningId === undefined
        ? {}
        : { other: other ? `${other.title}, ${wording.formats.evening(Date.parse(other.startsAt))}` : screeningId }),
    },
    wording,
  );
}
