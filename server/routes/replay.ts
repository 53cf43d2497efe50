/**
 * A night again. What is given to these routes reads nights that are over or have been so far; there is no desk among it,
 * no log and nothing else that writes.
 */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { parseSpeed } from '../../theatre/replay/pace.ts';
import type { Guards } from '../guards.ts';
import { refusePage, sendPage } from '../html-answers.ts';
import { OpenStreams } from '../open-streams.ts';
import { malformed, problem, sendProblem, type Problem } from '../problem.ts';
import { NoRoom, type LoadedNight, type Nights } from '../replay/nights.ts';
import type { ReplayFormat } from '../replay/player.ts';
import { Replays } from '../replay/replays.ts';
import { salesAlong } from '../replay/sales-along.ts';
import { perLanguage, wordingOf } from '../texts.ts';
import { replayPageHtml, replayPatch, replayWhole, type ReplayScreen } from '../views/replay.ts';

export interface ReplayParts {
  readonly nights: Nights;
  /** False: the staff token is needed. */
  readonly publicReplay: boolean;
  /** False lifts the limit on one address. */
  readonly limited: boolean;
}

interface ReplayRoute {
  Params: { id: string };
  Querystring: Readonly<Record<string, unknown>>;
}

type ReplayRequest = FastifyRequest<ReplayRoute>;

const DEFAULT_SPEED = '60';
/** Replays of one address at the same time. */
const PER_ADDRESS = 50;

export function replayRoutes(app: FastifyInstance, parts: ReplayParts, guards: Pick<Guards, 'read' | 'staff'>): void {
  app.addHook('onRequest', parts.publicReplay ? guards.read : guards.staff);
  const { nights } = parts;
  const replays = new Replays();
  const openStreams = parts.limited ? new OpenStreams(PER_ADDRESS) : undefined;
  app.addHook('preClose', () => replays.close());
  const formatFor = perLanguage((wording): ReplayFormat => ({
    patch: (before, after) => replayPatch(before, after, wording),
    whole: (screen) => replayWhole(screen, wording),
  }));

  app.get<ReplayRoute>('/screenings/:id/replay', async (request, reply) => {
    const found = await findNight(nights, request.params.id);
    if ('problem' in found) return refusePage(request, reply, found.problem);
    const asked = read(request, found.night);
    if ('problem' in asked) return refusePage(request, reply, asked.problem);
    const { night, opening } = found.night;
    const place = asked.at ?? asked.from ?? opening;
    return sendPage(
      reply,
      replayPageHtml(screenAt(found.night, place), {
        wording: wordingOf(request),
        opening,
        speed: asked.speedText,
        playing: asked.at === undefined,
        sales: salesAlong(night),
      }),
    );
  });

  app.get<ReplayRoute>('/screenings/:id/replay/events', async (request, reply) => {
    const found = await findNight(nights, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const asked = read(request, found.night);
    if ('problem' in asked) return sendProblem(reply, asked.problem);
    const { night, opening } = found.night;
    // A client that comes back after the end is told, as the standard has it, not to come again.
    if (asked.resumed !== undefined && asked.resumed >= night.length) return reply.code(204).send();
    const refused = replays.room
      ? openStreams?.admit(request, reply)
      : problem('too-many-streams', { detail: ({ input }) => input.manyReplays });
    if (refused) return sendProblem(reply, refused);
    const shown = asked.resumed ?? asked.shown;
    const from = asked.resumed ?? asked.from ?? opening;
    replays.play(request, reply, { night: found.night, format: formatFor(request), speed: asked.speed, from, shown });
    return reply;
  });

  /** One picture, for whoever has stopped: what turns the one at `shown` into the one at `at`, or `minutes` from there. */
  app.get<ReplayRoute>('/screenings/:id/replay/frame', async (request, reply) => {
    const found = await findNight(nights, request.params.id);
    if ('problem' in found) return sendProblem(reply, found.problem);
    const asked = read(request, found.night);
    if ('problem' in asked) return sendProblem(reply, asked.problem);
    const { shown } = asked;
    const format = formatFor(request);
    const after = screenAt(found.night, asked.at ?? asked.from ?? shown ?? found.night.opening);
    return sendPage(
      reply,
      shown === undefined ? format.whole(after) : format.patch(screenAt(found.night, shown), after),
    );
  });
}

/** The night with this id. Any text will do as an id. */
export async function findNight(
  nights: Nights,
  id: string,
): Promise<{ readonly night: LoadedNight } | { readonly problem: Problem }> {
  try {
    const night = await nights.open(id);
    return night ? { night } : { problem: problem('unknown-screening') };
  } catch (error) {
    if (error instanceof LogUnreachable) return { problem: problem('log-unreachable') };
    if (error instanceof NoRoom) {
      return { problem: problem('too-many-streams', { detail: ({ input }) => input[error.why] }) };
    }
    throw error;
  }
}

function screenAt({ night }: LoadedNight, place: number): ReplayScreen {
  return { moment: night.seek(place), total: night.length };
}

/** What the address asks for; places are within the night, from its opening on. */
function read({ query, headers }: ReplayRequest, { night, opening }: LoadedNight) {
  const wrong = (field: string, wanted: Parameters<typeof malformed>[1]) => ({ problem: malformed(field, wanted) });
  const speedText = typeof query['speed'] === 'string' && query['speed'] !== '' ? query['speed'] : DEFAULT_SPEED;
  const speed = parseSpeed(speedText);
  if (!speed) return wrong('speed', ({ input }) => input.speed);
  const places: Partial<Record<'from' | 'shown' | 'at', number>> = {};
  for (const name of ['from', 'shown', 'at'] as const) {
    const value = query[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || !/^\d{1,9}$/.test(value)) return wrong(name, ({ input }) => input.events);
    places[name] = Math.max(opening, Math.min(Number(value), night.length));
  }
  const { minutes } = query;
  if (minutes !== undefined) {
    if (typeof minutes !== 'string' || !/^-?\d{1,5}$/.test(minutes))
      return wrong('minutes', ({ input }) => input.minutes);
    const start = places.shown ?? opening;
    places.at = minutesFrom(night, start, Number(minutes), opening);
  }
  const last = headers['last-event-id'];
  const resumed =
    typeof last === 'string' && /^\d{1,9}$/.test(last)
      ? Math.max(opening, Math.min(Number(last), night.length))
      : undefined;
  return { speed, speedText, resumed, ...places };
}

/** So many minutes on by the clock of that night; at least one event, so that a long gap does not hold it up. */
function minutesFrom(night: LoadedNight['night'], start: number, minutes: number, opening: number): number {
  const place = night.countAt(night.timeOf(start) + minutes * 60_000);
  const moved = minutes > 0 ? Math.max(place, start + 1) : minutes < 0 ? Math.min(place, start - 1) : start;
  return Math.max(opening, Math.min(moved, night.length));
}
