const MOST_PROBLEMS = 50;

// Control characters and line separators, which no name on a screen or ticket needs.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Reads untrusted values one by one; where one is wrong it notes a problem and answers a harmless stand-in. */
export class PlanReader {
  readonly problems: string[] = [];

  get failed(): boolean {
    return this.problems.length > 0;
  }

  problem(sentence: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push(sentence);
  }

  /** The value as a sentence can show it, cut to a length that fits one. */
  quote(value: unknown): string {
    if (typeof value !== 'string')
      return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  }

  record(
    value: unknown,
    where: string,
    required: readonly string[],
    optional: readonly string[],
  ): Record<string, unknown> | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.problem(`${where} must be an object with ${required.join(', ')}.`);
      return null;
    }
    const keys = Object.keys(value);
    const known = [...required, ...optional];
    for (const key of keys) {
      if (known.includes(key)) continue;
      this.problem(`${where} has the unknown property ${this.quote(key)}. Take it out; known are ${known.join(', ')}.`);
    }
    const own: Record<string, unknown> = {};
    for (const [key, content] of Object.entries(value)) {
      if (known.includes(key)) own[key] = content;
    }
    return own;
  }

  list<Item>(
    value: unknown,
    where: string,
    most: number,
    read: (reader: PlanReader, item: unknown, where: string) => Item,
  ): Item[] {
    if (!Array.isArray(value) || value.length === 0) {
      this.problem(`${where} must be a list of at least one.`);
      return [];
    }
    if (value.length > most) {
      this.problem(`${where} must be at most ${most}, not ${value.length}. Take some out.`);
      return [];
    }
    return value.map((item: unknown, index) => read(this, item, `${where}, number ${index + 1}`));
  }

  /** A list of strings, which may be empty. */
  strings(value: unknown, where: string, most: number): string[] {
    if (Array.isArray(value) && value.length <= most && value.every((item) => typeof item === 'string')) {
      return [...(value as string[])];
    }
    this.problem(`${where} must be a list of at most ${most} like ["A1", "A2"].`);
    return [];
  }

  text(value: unknown, where: string, most: number, pattern: RegExp, form: string): string {
    if (typeof value === 'string' && value.length <= most && pattern.test(value)) return value;
    this.problem(`${where} must be ${form}, at most ${most} long, not ${this.quote(value)}.`);
    return '';
  }

  name(value: unknown, where: string, most: number): string {
    const trimmed = typeof value === 'string' && value.length <= 2 * most ? value.trim() : '';
    if (trimmed !== '' && trimmed.length <= most && !UNPRINTABLE.test(trimmed)) return trimmed;
    this.problem(`${where} must be 1 to ${most} printable characters, not ${this.quote(value)}.`);
    return '';
  }

  number(value: unknown, where: string, least: number, most: number): number {
    if (typeof value === 'number' && value >= least && value <= most) return value;
    this.problem(`${where} must be a number from ${least} to ${most}.`);
    return least;
  }

  whole(value: unknown, where: string, least: number, most: number): number {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.problem(`${where} must be a whole number from ${least} to ${most}.`);
    return least;
  }

  unique(ids: readonly string[], what: string): void {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id) && id !== '')
        this.problem(`There are two of ${what} ${this.quote(id)}. Each may be there once only.`);
      seen.add(id);
    }
  }
}
