/** A line of health in the words of a screen. */
import type { HealthAnswer, HealthState, HouseFigures, ServerFigures } from '../contract/health.ts';
import type { Wording } from '../contract/wording.ts';
import { figureOf } from './figure-words.ts';
import { worstOf } from './judge.ts';
import { parts, type Part, type Verdict } from '../contract/health-verdict.ts';

export interface HealthLine {
  readonly part: Part;
  readonly id: string;
  readonly state: HealthState;
  /** The state in words. */
  readonly is: string;
  readonly title: string;
  readonly figure: string;
  /** `since 19:24`; null where it is not known. */
  readonly since: string | null;
  /** When it was measured, where that is no longer now. */
  readonly asOf: string | null;
  /** What to do about it; null where there is nothing to do. */
  readonly todo: string | null;
}

const DAY_MS = 24 * 3600_000;

export function lineInWords(verdict: Verdict, house: HouseFigures, wording: Wording): HealthLine {
  const { texts, formats } = wording;
  const { health: words } = texts;
  const { part, id, state, why, since, asOf } = verdict;
  const moment = (at: number) =>
    house.now - at < DAY_MS ? formats.second(at) : `${formats.day(at)}, ${formats.time(at)}`;
  return {
    part,
    id,
    state,
    is: words.state[state],
    title: titleOf(id, wording),
    figure: figureOf(verdict, house, wording),
    since: since === null ? null : words.since(moment(since)),
    asOf: asOf === null ? null : words.asOf(moment(asOf)),
    todo: why === 'fine' ? null : words.todo[why],
  };
}

function titleOf(id: Verdict['id'], { texts }: Wording): string {
  const { titles, readers } = texts.health;
  if (!id.startsWith('reader-')) return titles[id as keyof typeof titles];
  const name = id.slice('reader-'.length);
  // One that has no word yet says its own name.
  return readers[name] ?? name;
}

/** How it stands as a whole: nothing to do, or how many lines are not good. */
export function summaryOf(verdicts: readonly Pick<Verdict, 'state'>[], { texts }: Pick<Wording, 'texts'>): string {
  const count = (wanted: HealthState) => verdicts.filter(({ state }) => state === wanted).length;
  const [look, broken] = [count('look'), count('broken')];
  const { summary } = texts.health;
  return look + broken === 0 ? summary.good : summary.some(look, broken);
}

/** All of it as plain text, for a mail to those who help. */
export function healthText(house: HouseFigures, verdicts: readonly Verdict[], wording: Wording): string {
  const { texts, formats } = wording;
  const { health: words } = texts;
  const lines = verdicts.map((verdict) => lineInWords(verdict, house, wording));
  const paragraphs = parts.map((part) => {
    const own = lines.filter((line) => line.part === part);
    if (own.length === 0) return [];
    const rows = own.flatMap(({ is, title, figure, since, asOf, todo }) => [
      `[${is}] ${title}: ${[figure, since, asOf].filter((text) => text !== null && text !== '').join(', ')}`,
      ...(todo === null ? [] : [`    ${todo}`]),
    ]);
    return [[words.parts[part], ...rows].join('\n')];
  });
  const head = `${words.title}, ${formats.evening(house.now)} (${formats.second(house.now)})`;
  return [`${head}\n${summaryOf(verdicts, wording)}`, ...paragraphs.flat()].join('\n\n');
}

/** What `GET /api/health` answers. */
export function healthAnswer(figures: ServerFigures, verdicts: readonly Verdict[], wording: Wording): HealthAnswer {
  const house: HouseFigures = { now: figures.at, kiosk: null, server: figures, heardAt: figures.at };
  return {
    state: worstOf(verdicts),
    lines: verdicts.map((verdict) => {
      const { id, state, is, title, figure, todo } = lineInWords(verdict, house, wording);
      return { id, state, is, title, figure, since: verdict.since, todo };
    }),
    figures,
  };
}
