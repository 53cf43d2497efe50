/** Money over the counter: what a clerk typed, and what it comes to. Pure. */
import { isCardNumber } from '../../theatre/contract/card-number.ts';
import type { Minor, Tender } from '../../theatre/screening/events.ts';
import { digitsOf, parseMoney } from './format.ts';

/** `give` is money going back to the customer: nothing is handed over first, so there is no change. */
export type Direction = 'take' | 'give';

export interface TenderDraft {
  readonly way: Tender['kind'];
  /** The cash handed over, as it was typed; empty for exactly the amount. */
  readonly given: string;
  /** With the card: the part that was taken in cash before it. */
  readonly cashFirst: Minor;
  /** Of the card terminal, as it was typed. */
  readonly reference: string;
}

export const noTender: TenderDraft = { way: 'cash', given: '', cashFirst: 0, reference: '' };

/** What was taken (or given back) in all. */
export interface Taken {
  /** Add up to the amount; none where it is 0. */
  readonly tenders: readonly Tender[];
  /** To be handed back to the customer. */
  readonly change: Minor;
}

export type TenderReading =
  | { readonly is: 'whole'; readonly taken: Taken }
  /** Less cash than the amount: the card can take what is missing. */
  | { readonly is: 'short'; readonly missing: Minor }
  | { readonly is: 'unreadable' }
  | { readonly is: 'card-number' };

/** What a draft comes to for an amount in minor units. */
export function readTender(
  draft: TenderDraft,
  amount: Minor,
  currency: string,
  direction: Direction = 'take',
): TenderReading {
  if (amount === 0) return whole([]);
  if (draft.way === 'card') return readCard(draft, amount);
  if (direction === 'give' || draft.given.trim() === '') return whole([{ kind: 'cash', amount }]);
  const given = parseMoney(draft.given, currency);
  if (given === undefined) return { is: 'unreadable' };
  if (given < amount) return { is: 'short', missing: amount - given };
  return whole([{ kind: 'cash', amount }], given - amount);
}

function readCard({ cashFirst, reference }: TenderDraft, amount: Minor): TenderReading {
  const noted = reference.trim();
  if (isCardNumber(noted)) return { is: 'card-number' };
  const cash = cashFirst > 0 && cashFirst < amount ? cashFirst : 0;
  const card: Tender = { kind: 'card', amount: amount - cash, ...(noted === '' ? {} : { reference: noted }) };
  return whole(cash > 0 ? [{ kind: 'cash', amount: cash }, card] : [card]);
}

const whole = (tenders: readonly Tender[], change: Minor = 0): TenderReading => ({
  is: 'whole',
  taken: { tenders, change },
});

/** What the card terminal is to be told, in minor units. */
export function toKeyIn({ cashFirst }: TenderDraft, amount: Minor): Minor {
  return cashFirst > 0 && cashFirst < amount ? amount - cashFirst : amount;
}

/** The other way of paying. Cash that is less than the amount stays taken, and the card pays the rest. */
export function switched(draft: TenderDraft, amount: Minor, currency: string): TenderDraft {
  if (draft.way === 'card') return { ...draft, way: 'cash', cashFirst: 0 };
  const given = parseMoney(draft.given, currency) ?? 0;
  return { ...draft, way: 'card', cashFirst: given < amount ? given : 0 };
}

const NOTES = [5, 10, 20, 50, 100];

/** Sums that customers hand over for an amount: what the next note of each size makes of it, least first, at most four. */
export function likelySums(amount: Minor, currency: string): readonly Minor[] {
  if (amount <= 0) return [];
  const digits = digitsOf(currency);
  const unit = digits === 0 ? 100 : 10 ** digits;
  const sums = NOTES.map((note) => Math.ceil(amount / (note * unit)) * note * unit);
  return [...new Set(sums)].filter((sum) => sum > amount).slice(0, 4);
}
