/** Many guests at once, over HTTP alone, who keep buying while something is broken under them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Guest, type Attempt, type Told, type Wants } from './guest.ts';

/** A house of 1,300 seats each; enough of them that nobody has to wait for a seat. */
const SCREENINGS = 4;
const GUESTS = 24;
const OPEN_WITHIN_MS = 20_000;

export interface Sale extends Told {
  readonly attempt: Attempt;
}

export class Storm {
  readonly guests: readonly Guest[];
  /** All that were sold in. */
  readonly screenings: string[] = [];
  over = false;
  readonly origins: readonly string[];
  readonly #token: string;
  readonly #on: { id: string; seatIds: string[] }[] = [];
  #last: Wants | undefined;
  #running: Promise<unknown> = Promise.resolve();

  /** `token` is the staff's. */
  constructor(origins: readonly string[], token: string) {
    this.origins = origins;
    this.#token = token;
    this.guests = Array.from({ length: GUESTS }, (_, number) => new Guest(number, this));
  }

  /** How many of the last ones guests buy in now. */
  get onSale(): number {
    return this.#on.length;
  }

  get attempts(): Attempt[] {
    return this.guests.flatMap(({ attempts }) => attempts);
  }

  get sales(): Sale[] {
    return this.attempts.flatMap((attempt) =>
      attempt.books.filter(({ end }) => end === 'done').map((sale) => ({ ...sale, attempt })),
    );
  }

  /** Puts new screenings on sale; guests turn to them. */
  async openScreenings(): Promise<void> {
    const opened = await Promise.all(Array.from({ length: SCREENINGS }, () => this.#openOne()));
    this.#on.splice(0, Infinity, ...opened);
  }

  async begin(): Promise<void> {
    await this.openScreenings();
    await Promise.all(this.guests.map((guest) => guest.arrive(this.screenings[0] ?? '')));
    this.#running = Promise.all(this.guests.map((guest) => guest.come()));
    // Awaited by `end`; a bug in a guest shows there.
    this.#running.catch(() => undefined);
  }

  async end(): Promise<void> {
    this.over = true;
    await this.#running;
  }

  /** Resolves with the first sale that was asked for and answered at or after these times, through this server if given. */
  async saleAfter(asked: number, answered: number, withinMs: number, origin?: string): Promise<Sale> {
    const until = Date.now() + withinMs;
    for (;;) {
      const sale = this.sales
        .filter((each) => each.askedAt >= asked && each.at >= answered && (!origin || each.origin === origin))
        .sort((a, b) => a.at - b.at)[0];
      if (sale) return sale;
      if (Date.now() > until) throw new Error(`no sale within ${withinMs} ms; last answers: ${this.lastAnswers()}`);
      await sleep(20);
    }
  }

  async sold(count: number, withinMs: number): Promise<void> {
    const until = Date.now() + withinMs;
    const from = this.sales.length;
    while (this.sales.length < from + count) {
      if (Date.now() > until) throw new Error(`no ${count} sales in ${withinMs} ms; last: ${this.lastAnswers()}`);
      await sleep(20);
    }
  }

  lastAnswers(): string {
    return this.guests
      .map(({ attempts }) => [...(attempts.at(-1)?.claims ?? []), ...(attempts.at(-1)?.books ?? [])].at(-1)?.code)
      .join(' ');
  }

  /** A few seats side by side; now and then the very ones that somebody else just chose. */
  readonly wants = (): Wants => {
    if (this.#last && Math.random() < 0.2) return this.#last;
    const screening = this.#on[Math.floor(Math.random() * this.#on.length)] ?? { id: '', seatIds: [] };
    const first = Math.floor(Math.random() * (screening.seatIds.length - 3));
    const count = 1 + Math.floor(Math.random() * 3);
    this.#last = { screeningId: screening.id, seatIds: screening.seatIds.slice(first, first + count) };
    return this.#last;
  };

  async #openOne(): Promise<{ id: string; seatIds: string[] }> {
    const [origin] = this.origins;
    const until = Date.now() + OPEN_WITHIN_MS;
    let created: Response;
    do {
      created = await fetch(`${origin}/api/screenings`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Fault', house: 'opera', startsAt: '2030-01-01T19:30:00Z' }),
      });
      // What stands after the fault before may still be slow; another one is opened then.
    } while (created.status === 503 && Date.now() < until);
    if (created.status !== 201) throw new Error(`POST /api/screenings: ${created.status} ${await created.text()}`);
    const { id } = (await created.json()) as { id: string };
    const { seats } = (await (await fetch(`${origin}/api/screenings/${id}`)).json()) as {
      seats: Record<string, unknown>;
    };
    this.screenings.push(id);
    return { id, seatIds: Object.keys(seats) };
  }
}
