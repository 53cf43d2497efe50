/** The houses that a screening can be opened in: those that come with the product, and those that staff made. */
import { parseHouseEvent } from '../contract/log-house.ts';
import {
  currentRevision,
  decideHouse,
  evolveHouse,
  noHouse,
  revisionOf,
  type HouseCommand,
  type HouseEvent,
  type HouseRejection,
  type HouseState,
} from '../house/house.ts';
import { houseById as shippedById, houses as shipped } from '../seating/houses/index.ts';
import type { SeatingPlan } from '../seating/plan.ts';
import type { Log } from './connection.ts';
import type { Skipped } from './follow.ts';
import { EVERY_HOUSE, houseSubjectOf } from './subjects.ts';
import { UnitFold } from './unit-fold.ts';
import { UnitLedger, type UnitInput, type UnitOutcome } from './unit-ledger.ts';

export interface HouseEntry {
  readonly plan: SeatingPlan;
  /** 0 for one that comes with the product, and never changes. */
  readonly revision: number;
}

export type HouseOutcome = UnitOutcome<HouseEvent, HouseRejection>;

const rules = { parse: parseHouseEvent, initial: noHouse, evolve: evolveHouse, decide: decideHouse };

export class Houses {
  /** Resolves when all that was in the log at the start is in the list. */
  readonly ready: Promise<void>;
  readonly #log: Log;
  readonly #fold: UnitFold<HouseState, HouseEvent>;
  readonly #ledgers = new Map<string, UnitLedger<HouseState, HouseCommand, HouseEvent, HouseRejection>>();

  constructor(log: Log, onSkipped: (info: Skipped) => void = () => undefined) {
    this.#log = log;
    this.#fold = new UnitFold(log, { ...rules, subject: EVERY_HOUSE, onSkipped });
    this.ready = this.#fold.ready;
  }

  /** Those of the product first, then by name. */
  list(): readonly HouseEntry[] {
    const made = [...this.#fold.states.values()].flatMap((state): HouseEntry[] => {
      const current = currentRevision(state);
      return current && !shippedById(current.plan.id) ? [current] : [];
    });
    made.sort((a, b) => a.plan.name.localeCompare(b.plan.name));
    return [...shipped.map((plan) => ({ plan, revision: 0 })), ...made];
  }

  byId(id: string): HouseEntry | undefined {
    const plan = shippedById(id);
    return plan ? { plan, revision: 0 } : currentRevision(this.#fold.stateOf(houseSubjectOf(id)));
  }

  /** The last revision that was saved, also of a house that was removed; 0 for none. */
  lastRevision(id: string): number {
    return this.#fold.stateOf(houseSubjectOf(id)).revisions.at(-1)?.revision ?? 0;
  }

  /** Which revision of its house a screening's plan is; 0 for one of the product, undefined for none that was saved here. */
  revisionOf(plan: SeatingPlan): number | undefined {
    const known = shippedById(plan.id);
    if (known) return JSON.stringify(known) === JSON.stringify(plan) ? 0 : undefined;
    return revisionOf(this.#fold.stateOf(houseSubjectOf(plan.id)), plan);
  }

  /** Told after each change, and when the list becomes fresh or stale. */
  onChange(listener: () => void): () => void {
    return this.#fold.onChange(listener);
  }

  /** One command on one house's own subject. Nobody saves over a house of the product. */
  async submit(houseId: string, command: UnitInput<HouseCommand>): Promise<HouseOutcome> {
    if (shippedById(houseId)) return { rejected: 'house-exists', revision: 0 };
    if (command.type === 'save-plan' && command.plan.id !== houseId) throw new Error(`a plan of another house`);
    let ledger = this.#ledgers.get(houseId);
    if (!ledger) {
      ledger = new UnitLedger(this.#log, { ...rules, subject: houseSubjectOf(houseId) });
      this.#ledgers.set(houseId, ledger);
    }
    const outcome = await ledger.submit(command);
    // Whoever saved it finds it in the list.
    if ('accepted' in outcome)
      await Promise.race([this.#fold.reached(houseSubjectOf(houseId), outcome.sequence), later()]);
    return outcome;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#ledgers.values()].map((ledger) => ledger.close()));
    await this.#fold.close();
  }
}

function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000));
}
