/** Whether the log still is the one that the database remembers. */
import { catalogueOf, type Catalogue } from '../../../theatre/contract/catalogue/index.ts';
import { hashAfter, EMPTY_LEDGER } from './ledger-hash.ts';
import type { RememberedLedger } from './store.ts';

/** A screening whose ledger is not what was remembered of it. */
export interface Difference {
  readonly screeningId: string;
  readonly title: string;
  /** `behind`: the log ends before what was sold; `differs`: it says something else. */
  readonly kind: 'behind' | 'differs';
  /** Ledger sequence that the database had applied, and the last one that the log has up to there. */
  readonly remembered: number;
  readonly found: number;
  /** Messages that the log has up to there. */
  readonly messages: number;
}

/** Reads ledgers as they are in the log, up to where the database remembers each of them. */
export class LedgerCheck {
  readonly #expected: ReadonlyMap<string, RememberedLedger>;
  readonly #found = new Map<string, { sequence: number; hash: string; messages: number }>();

  constructor(remembered: readonly RememberedLedger[]) {
    this.#expected = new Map(remembered.map((ledger) => [ledger.screeningId, ledger]));
  }

  add(screeningId: string, sequence: number, data: Uint8Array): void {
    const expected = this.#expected.get(screeningId);
    if (!expected || sequence > expected.sequence) return;
    const { hash, messages } = this.#found.get(screeningId) ?? { hash: EMPTY_LEDGER, messages: 0 };
    this.#found.set(screeningId, { sequence, hash: hashAfter(hash, sequence, data), messages: messages + 1 });
  }

  differences(): Difference[] {
    const differences: Difference[] = [];
    for (const expected of this.#expected.values()) {
      const found = this.#found.get(expected.screeningId) ?? { sequence: 0, hash: EMPTY_LEDGER, messages: 0 };
      if (found.sequence === expected.sequence && found.hash === expected.hash) continue;
      differences.push({
        screeningId: expected.screeningId,
        title: expected.title,
        kind: found.sequence < expected.sequence ? 'behind' : 'differs',
        remembered: expected.sequence,
        found: found.sequence,
        messages: found.messages,
      });
    }
    return differences;
  }
}

/** For staff, in plain words; the language defaults to the operators'. */
export function describeDifference(
  { title, kind, remembered, found }: Difference,
  { differences: words }: Catalogue = catalogueOf('en'),
): string {
  const what = kind === 'behind' ? words.behind(title, found, remembered) : words.differs(title, remembered);
  return `${what} ${words.shut}`;
}
