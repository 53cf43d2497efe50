/** What managers ask about a night, with the staff's token. Like the replay, these routes hold nothing that writes. */
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Formats } from '../../theatre/contract/formats.ts';
import { isViewerId } from '../../theatre/contract/log.ts';
import type { CustomerKeys } from '../../theatre/log/customer-keys.ts';
import type { Erasures } from '../../theatre/log/erasures.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { whoBoughtIn } from '../../theatre/log/who-bought.ts';
import { eventLines, orderLines } from '../../theatre/replay/export.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import type { NightView } from '../../theatre/replay/night-view.ts';
import { seatStory, viewerStory } from '../../theatre/replay/story.ts';
import type { Change } from '../../theatre/replay/what-if.ts';
import { whyLost } from '../../theatre/replay/why-lost.ts';
import type { Guards } from '../guards.ts';
import { prefersHtml, sendPage } from '../html-answers.ts';
import { whenOver } from '../live/index.ts';
import { malformed, problem, sendProblem, type Problem } from '../problem.ts';
import { sayLanguage, textsFor, vary, wordingOf } from '../texts.ts';
import { insightsOf } from '../replay/insights.ts';
import type { LoadedNight } from '../replay/nights.ts';
import { gathered, tried } from '../replay/questions.ts';
import { nightAnswerHtml, type NightAnswer } from '../views/night-answer.ts';
import { findNight, type ReplayParts } from './replay.ts';

interface NightRoute {
  Params: { id: string };
  Querystring: Readonly<Record<string, unknown>>;
}

type NightRequest = FastifyRequest<NightRoute>;
type Answering = (night: LoadedNight, request: NightRequest, reply: FastifyReply) => unknown;

const HOUR_MS = 3_600_000;

interface InsightParts {
  readonly keys: Pick<CustomerKeys, 'read'>;
  readonly erasures: Pick<Erasures, 'has'>;
}

export function insightRoutes(
  app: FastifyInstance,
  { nights, keys, erasures }: Pick<ReplayParts, 'nights'> & InsightParts,
  guards: Pick<Guards, 'staff'>,
): void {
  app.addHook('onRequest', guards.staff);

  const route = (path: string, answer: Answering) =>
    app.get<NightRoute>(`/api/screenings/:id/${path}`, async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const found = await findNight(nights, request.params.id);
      if ('problem' in found) return sendProblem(reply, found.problem);
      // Kept while it is worked on: what is asked may take a while.
      const release = found.night.retain();
      whenOver(reply, release);
      return answer(found.night, request, reply);
    });

  route('insights', (night) => insightsOf(night));

  const iso = (at: number) => new Date(at).toISOString();
  const file = (reply: FastifyReply, name: string, type: string, lines: Iterable<string>) =>
    reply
      .header('content-disposition', `attachment; filename="${name}"`)
      .type(type)
      .send(Readable.from(inPieces(lines)));
  route('export/events', ({ id, night }, _request, reply) =>
    file(
      reply,
      `${id}-events.jsonl`,
      'application/jsonl; charset=utf-8',
      eventLines(itemsOf(night), iso, (order) => erasures.has(order)),
    ),
  );
  route('export/orders', async ({ id, night }, _request, reply) => {
    const who = await whoBoughtIn({ keys, erasures }, id, itemsOf(night)).catch((error: unknown) => {
      if (error instanceof LogUnreachable) return undefined;
      throw error;
    });
    if (!who) return sendProblem(reply, problem('log-unreachable'));
    // With a mark at its start, or a spreadsheet takes it for another encoding.
    return file(reply, `${id}-orders.csv`, 'text/csv; charset=utf-8', withMark(orderLines(itemsOf(night), iso, who)));
  });

  /** As a page for a person, as JSON for anybody else. */
  const answer = (request: NightRequest, reply: FastifyReply, json: object, page: NightAnswer) => {
    vary(reply, 'accept');
    return prefersHtml(request)
      ? sendPage(reply, nightAnswerHtml(page, wordingOf(request)))
      : sayLanguage(reply).send(json);
  };

  route('story', async ({ night }, request, reply) => {
    const asked = read(request, night, ['seat', 'viewer'], 1);
    if ('problem' in asked) return sendProblem(reply, asked.problem);
    const { seat, viewer = '' } = asked;
    const { chronicle } = await gathered(night);
    const { pages, stories, viewers } = textsFor(request);
    const lines =
      seat === undefined
        ? viewerStory(chronicle, viewer).map((line) => ({ ...line, words: stories.viewerLine(line) }))
        : seatStory(chronicle, seat).map((line) => ({ ...line, words: stories.seatLine(line) }));
    const of = seat ?? viewers.name(viewer);
    return answer(
      request,
      reply,
      { of, lines },
      {
        ...about(night),
        heading: pages.night.storyOf(of),
        sentences: lines.length === 0 ? [pages.night.nothing] : [],
        lines,
      },
    );
  });

  route('why', async ({ night }, request, reply) => {
    const asked = read(request, night, ['seat', 'viewer'], 2);
    if ('problem' in asked) return sendProblem(reply, asked.problem);
    const { seat = '', viewer = '' } = asked;
    const { chronicle } = await gathered(night);
    const why = whyLost(chronicle, viewer, seat);
    const { texts, formats } = wordingOf(request);
    const sentences = texts.why.lost(why, clockFor(night, formats));
    const heading = texts.pages.night.why(texts.viewers.name(viewer), seat, why.outcome === 'bought');
    const [notes, said] = [sentences.slice(-1), sentences.slice(0, -1)];
    return answer(request, reply, { ...why, sentences }, { ...about(night), heading, sentences: said, notes });
  });

  route('what-if', async ({ night }, request, reply) => {
    const change = changeIn(request);
    if ('problem' in change) return sendProblem(reply, change.problem);
    const { commands, ...result } = await tried(night, change);
    const notes = textsFor(request).stories.cannotKnow({ ...result, commands });
    return sayLanguage(reply).send({
      ...result,
      commands: commands.commands.length,
      unknown: commands.unknown,
      cannotKnow: notes,
    });
  });
}

function* itemsOf(night: NightView): Generator<NightItem> {
  for (let count = 1; count <= night.length; count++) yield night.item(count) as NightItem;
}

/** Lines in pieces of a size that is worth sending; an empty line is a moment for somebody else. */
async function* inPieces(lines: Iterable<string>): AsyncGenerator<Buffer> {
  let piece = '';
  for (const line of lines) {
    piece += line;
    if (line === '') await turn();
    if (piece.length < 32_768) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

function* withMark(lines: Iterable<string>): Generator<string> {
  yield '\u{FEFF}';
  yield* lines;
}

function about(night: NightView): Pick<NightAnswer, 'title' | 'startsAt'> {
  const { title, startsAt } = night.seek(night.length).state;
  return { title, startsAt };
}

/** Times of day, with the day where a sale went on for longer than an evening. */
function clockFor(night: NightView, formats: Formats) {
  const days = night.endsAt - night.startsAt > 18 * HOUR_MS;
  return { second: (at: number) => (days ? `${formats.day(at)} ${formats.second(at)}` : formats.second(at)) };
}

/** At least `least` of these parameters, each one that the night can know. */
function read({ query }: NightRequest, night: NightView, names: readonly ('seat' | 'viewer')[], least: number) {
  const asked: { seat?: string; viewer?: string } = {};
  for (const name of names) {
    const value = query[name];
    if (value === undefined) continue;
    if (typeof value !== 'string') return { problem: malformed(name, ({ input }) => input.once) };
    asked[name] = value;
  }
  const { seat, viewer } = asked;
  if (seat !== undefined && !night.seek(night.length).state.index.byId.has(seat)) {
    return { problem: problem('unknown-seat') };
  }
  if (viewer !== undefined && !isViewerId(viewer)) return { problem: malformed('viewer', ({ input }) => input.viewer) };
  if (Object.keys(asked).length < least) {
    const missing = names.find((name) => asked[name] === undefined) ?? 'seat';
    return {
      problem: malformed(missing, ({ input }) => (least === 1 ? input.seatOrViewer : input.seatAndViewer)),
    };
  }
  return asked;
}

const limits = {
  holdSeconds: ['holdMs', 1000, 86_400],
  checkoutSeconds: ['checkoutMs', 1000, 86_400],
  limitSeconds: ['limitMs', 1000, 86_400],
  maxSeats: ['maxSeats', 1, 100],
} as const;

/** Which limits are to be tried. */
function changeIn({ query }: NightRequest): Change | { readonly problem: Problem } {
  const change: { -readonly [K in keyof Change]: number } = {};
  for (const [name, [key, factor, most]] of Object.entries(limits)) {
    const value = query[name];
    if (value === undefined) continue;
    if (typeof value !== 'string' || !/^[1-9]\d{0,4}$/.test(value) || Number(value) > most) {
      return { problem: malformed(name, ({ input }) => input.wholeFromOne(most)) };
    }
    change[key] = Number(value) * factor;
  }
  if (Object.keys(change).length > 0) return change;
  const names = Object.keys(limits).join(', ');
  return { problem: malformed('holdSeconds', ({ input }) => input.atLeastOneOf(names)) };
}
