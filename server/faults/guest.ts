/** One client of the storm: claims, books with a key, asks again while it is in doubt, and writes every answer down. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Visitor, problemIn } from '../testing/visitor.ts';

/** What was answered to one request. `unknown`: nothing at all, or that it may have happened or not. */
export interface Told {
  readonly end: 'done' | 'refused' | 'unknown';
  /** A problem's code, or the status where it is none; `no-answer` without any. */
  readonly code: string;
  readonly location: string | undefined;
  /** Epoch milliseconds. */
  readonly askedAt: number;
  readonly at: number;
  readonly origin: string;
}

/** Some seats that a guest wanted, and what became of it as far as the guest was told. */
export interface Attempt {
  readonly guest: Guest;
  readonly screeningId: string;
  readonly seatIds: readonly string[];
  /** Makes asking again safe. */
  readonly key: string;
  /** In the order's customer, so that the log says which attempt it is. */
  readonly name: string;
  readonly claims: Told[];
  readonly books: Told[];
}

/** No answer within this time is none: the server promises one in three seconds. */
const PATIENCE_MS = 10_000;
const COOKIE_WITHIN_MS = 20_000;

async function told(origin: string, asking: Promise<Response>): Promise<Told> {
  const askedAt = Date.now();
  const outcome = (end: Told['end'], code: string, location?: string): Told => ({
    end,
    code,
    location,
    askedAt,
    at: Date.now(),
    origin,
  });
  try {
    const answer = await Promise.race([asking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    if (!answer) return outcome('unknown', 'no-answer');
    if (answer.ok) {
      await answer.arrayBuffer();
      return outcome('done', String(answer.status), answer.headers.get('location') ?? undefined);
    }
    const { code } = await problemIn(answer);
    return outcome(code === 'unsettled' ? 'unknown' : 'refused', code);
  } catch {
    return outcome('unknown', 'no-answer');
  } finally {
    asking.catch(() => undefined);
  }
}

export interface Wants {
  readonly screeningId: string;
  readonly seatIds: readonly string[];
}

/** What the storm tells its guests. */
export interface Surroundings {
  /** Servers of one theatre; half of the guests, when in doubt, ask the next one. */
  readonly origins: readonly string[];
  readonly over: boolean;
  wants(this: void): Wants;
}

export class Guest {
  readonly attempts: Attempt[] = [];
  readonly number: number;
  cookie = '';
  #origin: number;
  readonly #around: Surroundings;

  constructor(number: number, around: Surroundings) {
    this.number = number;
    this.#origin = number;
    this.#around = around;
  }

  get origin(): string {
    const { origins } = this.#around;
    return origins[this.#origin % origins.length] ?? '';
  }

  at(screeningId: string, origin = this.origin): Visitor {
    const visitor = new Visitor(origin, screeningId);
    visitor.cookie = this.cookie;
    return visitor;
  }

  async arrive(screeningId: string): Promise<void> {
    const visitor = this.at(screeningId);
    const until = Date.now() + COOKIE_WITHIN_MS;
    // A server that has just come back may have to refuse a page for a moment.
    while (visitor.cookie === '') {
      await (await visitor.page()).arrayBuffer();
      if (visitor.cookie !== '') break;
      if (Date.now() > until) throw new Error('a guest was given no cookie');
      await sleep(300);
    }
    this.cookie = visitor.cookie;
  }

  /** Until the storm is over. Every fourth guest does not ask again when in doubt, as one who puts the phone away. */
  async come(): Promise<void> {
    const patient = this.number % 4 !== 3;
    while (!this.#around.over) {
      // Each new try begins at the guest's own server, whatever it answered last.
      this.#origin = this.number;
      const { screeningId, seatIds } = this.#around.wants();
      const id = `${this.number}-${this.attempts.length}`;
      const attempt: Attempt = {
        guest: this,
        screeningId,
        seatIds,
        key: `key-of-${id}`,
        name: `Guest ${id}`,
        claims: [],
        books: [],
      };
      this.attempts.push(attempt);
      const claimed = await this.#insist(attempt.claims, patient, () => this.claim(attempt));
      // Whoever is holding seats when the storm ends keeps them, to look whether their screen shows them.
      if (this.#around.over) return;
      if (claimed === 'done') await this.#insist(attempt.books, patient, () => this.book(attempt));
      if (attempt.books.at(-1)?.end === 'refused') await told(this.origin, this.at(screeningId).post('release'));
      await sleep(claimed === 'done' ? 20 + Math.random() * 60 : 10);
    }
  }

  claim({ screeningId, seatIds }: Wants): Promise<Told> {
    const { origin } = this;
    return told(origin, this.at(screeningId, origin).post('claim', { seatIds }));
  }

  book({ screeningId, seatIds, key, name }: Attempt): Promise<Told> {
    const { origin } = this;
    return told(origin, this.at(screeningId, origin).book({ name, key, seatIds }));
  }

  release(screeningId: string): Promise<Told> {
    return told(this.origin, this.at(screeningId).post('release'));
  }

  async #insist(answers: Told[], patient: boolean, ask: () => Promise<Told>): Promise<Told['end']> {
    for (;;) {
      const answer = await ask();
      answers.push(answer);
      const { end, code } = answer;
      const outage = end === 'unknown' || code === 'log-unreachable' || code === 'log-full' || code === 'not-ready';
      if (!outage || this.#around.over || (end === 'unknown' && !patient)) return end;
      // Half of them stay with their server; for the others there is a balancer, which asks the next one.
      if (this.number % 4 > 1) this.#origin++;
      await sleep(20 + Math.random() * 60);
    }
  }
}
