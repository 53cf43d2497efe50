/** A week of the programme, Monday to Sunday by this machine's clock: pure. */

export interface Dated {
  readonly id: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly title: string;
}

export interface DayOfWeek<T> {
  /** Epoch milliseconds of its midnight. */
  readonly at: number;
  readonly screenings: readonly T[];
}

/** The Monday, at midnight, of the week that an instant is in; epoch milliseconds. */
export function mondayOf(at: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - ((day.getDay() + 6) % 7)).getTime();
}

/** So many days on, at the same time by the clock, also over a change of summer time. */
export function daysLater(at: number, days: number): number {
  const then = new Date(at);
  then.setDate(then.getDate() + days);
  return then.getTime();
}

/** Seven days from a Monday, with what is on each, by time. */
export function weekFrom<T extends Dated>(monday: number, all: readonly T[]): readonly DayOfWeek<T>[] {
  const sorted = all
    .map((screening) => ({ screening, at: Date.parse(screening.startsAt) }))
    .sort((a, b) => a.at - b.at || a.screening.title.localeCompare(b.screening.title));
  return Array.from({ length: 7 }, (_, day) => {
    const [from, to] = [daysLater(monday, day), daysLater(monday, day + 1)];
    return { at: from, screenings: sorted.filter(({ at }) => at >= from && at < to).map(({ screening }) => screening) };
  });
}

export type Step = 'up' | 'down' | 'left' | 'right';

/** Where an arrow leads: within the day, or to the nearest day with something on, beside where one was. Undefined: nowhere. */
export function nextInWeek<T extends Dated>(week: readonly DayOfWeek<T>[], id: string, step: Step): string | undefined {
  const day = week.findIndex(({ screenings }) => screenings.some((screening) => screening.id === id));
  const here = week[day]?.screenings ?? [];
  const at = here.findIndex((screening) => screening.id === id);
  if (step === 'up' || step === 'down') return here[at + (step === 'up' ? -1 : 1)]?.id;
  const others = step === 'left' ? week.slice(0, Math.max(0, day)).reverse() : week.slice(day + 1);
  const there = others.find(({ screenings }) => screenings.length > 0)?.screenings ?? [];
  return there[Math.max(0, Math.min(at, there.length - 1))]?.id;
}

export type Repeat = 'once' | 'daily' | 'weekly';

/** The times of so many repetitions, the first one included; epoch milliseconds. */
export function repeated(first: number, repeat: Repeat, times: number): number[] {
  if (repeat === 'once') return [first];
  return Array.from({ length: times }, (_, at) => daysLater(first, at * (repeat === 'daily' ? 1 : 7)));
}

/** An instant as a field for local times has it: `2026-11-21T19:30`. */
export function localInput(at: number): string {
  const day = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}T${two(day.getHours())}:${two(day.getMinutes())}`;
}

export interface TypedPromo {
  readonly code: string;
  readonly percent: number;
}

/** Promo codes as they were typed, one a line; or the first line that is none, or that comes twice. */
export function readPromos(
  text: string,
): { readonly promos: readonly TypedPromo[] } | { readonly bad: string } | { readonly twice: string } {
  const promos: TypedPromo[] = [];
  for (const line of text.split('\n').map((typed) => typed.trim())) {
    if (line === '') continue;
    const [, code = '', digits = ''] = /^([A-Za-z0-9]{1,20})[\s,;:]+(\d{1,3})\s*%?$/.exec(line) ?? [];
    const percent = Number(digits);
    if (code === '' || percent < 1 || percent > 100) return { bad: line };
    const upper = code.toUpperCase();
    if (promos.some((promo) => promo.code === upper)) return { twice: upper };
    promos.push({ code: upper, percent });
  }
  return { promos };
}
