/** Sessions that claim seats through a desk, as fast as they are answered or at a given pace. Their answers are measured. */
import type { SeatingPlan } from '../../theatre/seating/plan.ts';
import type { Desk } from '../../theatre/log/desk.ts';

/** Of each screening. */
export const SESSIONS = 64;

/** A house in which each session has two seats of its own, so that what is measured is the desk and not a scramble. */
export const housePlan: SeatingPlan = {
  id: 'bench-house',
  name: 'Bench',
  categories: [{ id: 'a', name: 'Stalls' }],
  focalPoint: { column: 30, row: 1 },
  curvature: 0,
  sections: [
    {
      id: 'C',
      name: 'Centre',
      origin: { column: 1, row: 1 },
      rows: Array.from({ length: 22 }, (_, at) => ({ id: String.fromCharCode(65 + at), positions: 'a'.repeat(60) })),
    },
  ],
};

const seat = (number: number) => `C-${String.fromCharCode(65 + Math.floor(number / 60))}${(number % 60) + 1}`;

export interface Measured {
  /** Milliseconds from handing in to the answer, one for each command. */
  readonly latencies: number[];
  accepted: number;
  other: number;
}

export const nothingMeasured = (): Measured => ({ latencies: [], accepted: 0, other: 0 });

/** One viewer: keeps one seat and toggles another, so that every command makes an event and schedules an end. */
export class Session {
  readonly #desk: Desk;
  readonly #screeningId: string;
  readonly #viewerId: string;
  readonly #seats: readonly [string, string];

  constructor(desk: Desk, screeningId: string, number: number) {
    this.#desk = desk;
    this.#screeningId = screeningId;
    this.#viewerId = `viewer-${String(number).padStart(4, '0')}`;
    this.#seats = [seat(number * 2), seat(number * 2 + 1)];
  }

  async #toggle(seatId: string): Promise<boolean> {
    const command = { type: 'toggle', viewerId: this.#viewerId, seatId } as const;
    return 'accepted' in (await this.#desk.submit(this.#screeningId, command));
  }

  /** Takes the seat that it keeps; on a slow disk with many sessions that may take more than one try. */
  async begin(): Promise<void> {
    for (let tries = 1; !(await this.#toggle(this.#seats[0])); tries++) {
      if (tries === 10) throw new Error(`${this.#viewerId} did not get its first seat`);
    }
  }

  /** One command; its latency counts from `since`. */
  async claim(measured: Measured, since = performance.now()): Promise<void> {
    const accepted = await this.#toggle(this.#seats[1]);
    measured.latencies.push(performance.now() - since);
    if (accepted) measured.accepted++;
    else measured.other++;
  }
}

/** Each session hands in its next command when the one before is answered. */
export async function closedLoop(sessions: readonly Session[], ms: number): Promise<Measured> {
  const measured = nothingMeasured();
  const until = performance.now() + ms;
  await Promise.all(
    sessions.map(async (session) => {
      while (performance.now() < until) await session.claim(measured);
    }),
  );
  return measured;
}

/** So many commands a second, whether or not those before are answered; latency counts from when each was due. */
export async function openLoop(sessions: readonly Session[], perSecond: number, ms: number): Promise<Measured> {
  const measured = nothingMeasured();
  const started = performance.now();
  const count = Math.floor((ms / 1000) * perSecond);
  const answers: Promise<void>[] = [];
  for (let at = 0; at < count;) {
    const due = Math.floor(((performance.now() - started) / 1000) * perSecond);
    for (; at <= due && at < count; at++) {
      const session = sessions[at % sessions.length];
      if (session) answers.push(session.claim(measured, started + (at / perSecond) * 1000));
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await Promise.all(answers);
  return measured;
}
