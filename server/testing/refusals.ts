/** Holds that a request is refused with its problem document, and that no screening changed because of it, nor came to be. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { House } from './open-house.ts';
import { problemIn, type ProblemDocument } from './visitor.ts';

type Run = () => Promise<Response>;

export class Refusals {
  readonly #house: House;
  readonly #screenings: readonly string[];

  /** Looks at these screenings and at the programme, before and after. */
  constructor(house: House, screenings: readonly string[]) {
    this.#house = house;
    this.#screenings = screenings;
  }

  async unchanged(run: Run): Promise<Response> {
    const before = await this.#look();
    const answer = await run();
    deepStrictEqual(await this.#look(), before, 'a refused request changed something');
    return answer;
  }

  async refused(run: Run, status: number, code: string): Promise<ProblemDocument> {
    const document = await problemIn(await this.unchanged(run));
    strictEqual(`${document.status} ${document.code}`, `${status} ${code}`, document.detail);
    strictEqual(document.type, `/problems/${code}`);
    ok(document.title !== '' && document.detail.length > 10, 'it says too little');
    return document;
  }

  /** The programme follows the log by itself, a moment behind the screenings: it is looked at when it agrees with them. */
  async #look() {
    for (let tries = 0; ; tries++) {
      const screenings = await Promise.all(this.#screenings.map((id) => this.#house.stateOf(id)));
      const programme = (await (await fetch(`${this.#house.url}/api/screenings`)).json()) as Entry[];
      const level = screenings.every(({ seats, phase }, at) => {
        const entry = programme.find(({ id }) => id === this.#screenings[at]);
        const held = Object.values(seats as Seats).filter(({ status }) => status === 'held').length;
        return entry?.phase === phase && entry.counts.held === held;
      });
      if (level) return { screenings, programme };
      ok(tries < 500, 'the programme never came to agree with the screenings');
      await sleep(10);
    }
  }
}

type Seats = Readonly<Record<string, { readonly status: string }>>;

interface Entry {
  readonly id: string;
  readonly phase: string;
  readonly counts: { readonly held: number };
}
