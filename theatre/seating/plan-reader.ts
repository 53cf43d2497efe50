import { givenAs, shortened, type PlanForm, type PlanPlace, type PlanProblem } from './plan-problem.ts';

const MOST_PROBLEMS = 50;

// Control characters and line separators, which no name on a screen or ticket needs.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Reads untrusted values one by one; where one is wrong it notes a problem and answers a harmless stand-in. */
export class PlanReader {
  readonly problems: PlanProblem[] = [];

  get failed(): boolean {
    return this.problems.length > 0;
  }

  problem(problem: PlanProblem): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(problem);
  }

  record(
    value: unknown,
    at: PlanPlace,
    required: readonly string[],
    optional: readonly string[],
  ): Record<string, unknown> | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problem({ problem: 'not-an-object', at, properties: required });
      return null;
    }
    const known = [...required, ...optional];
    for (const key of Object.keys(value)) {
      if (known.includes(key)) continue;
      this.problem({ problem: 'unknown-property', at, property: shortened(key), known });
    }
    const own: Record<string, unknown> = {};
    for (const [key, content] of Object.entries(value)) {
      if (known.includes(key)) own[key] = content;
    }
    return own;
  }

  /** `read` is given each item with its number, from 1. */
  list<Item>(value: unknown, at: PlanPlace, most: number, read: (item: unknown, number: number) => Item): Item[] {
    if (!Array.isArray(value) || value.length === 0) {
      this.problem({ problem: 'empty-list', at });
      return [];
    }
    if (value.length > most) {
      this.problem({ problem: 'too-many', at, most, given: value.length });
      return [];
    }
    return value.map((item: unknown, index) => read(item, index + 1));
  }

  /** A list of strings, which may be empty. */
  strings(value: unknown, at: PlanPlace, most: number): string[] {
    if (Array.isArray(value) && value.length <= most && value.every((item) => typeof item === 'string')) {
      return [...(value as string[])];
    }
    this.problem({ problem: 'not-places', at, most });
    return [];
  }

  text(value: unknown, at: PlanPlace, most: number, pattern: RegExp, form: PlanForm): string {
    if (typeof value === 'string' && value.length <= most && pattern.test(value)) return value;
    this.problem({ problem: 'bad-text', at, form, most, given: givenAs(value) });
    return '';
  }

  name(value: unknown, at: PlanPlace, most: number): string {
    const trimmed = typeof value === 'string' && value.length <= 2 * most ? value.trim() : '';
    if (trimmed !== '' && trimmed.length <= most && !UNPRINTABLE.test(trimmed)) return trimmed;
    this.problem({ problem: 'bad-name', at, most, given: givenAs(value) });
    return '';
  }

  number(value: unknown, at: PlanPlace, least: number, most: number): number {
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.problem({ problem: 'not-a-number', at, least, most });
    return least;
  }

  whole(value: unknown, at: PlanPlace, least: number, most: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.problem({ problem: 'not-a-whole-number', at, least, most });
    return least;
  }

  unique(ids: readonly string[], at: PlanPlace, what: Extract<PlanProblem, { problem: 'twice' }>['what']): void {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id) && id !== '') this.problem({ problem: 'twice', at, what, name: shortened(id) });
      seen.add(id);
    }
  }
}
