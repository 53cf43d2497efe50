/** Holds that a request is refused with its problem document, and that no screening changed because of it, nor came to be. */
import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict';
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

  async #look() {
    return {
      screenings: await Promise.all(this.#screenings.map((id) => this.#house.stateOf(id))),
      programme: (await (await fetch(`${this.#house.url}/api/screenings`)).json()) as unknown,
    };
  }
}
