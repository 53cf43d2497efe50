/** The keys of a sale, each where it acts. */
import type { TicketType } from '../../theatre/screening/events.ts';
import { ticketTypes } from '../../theatre/screening/price.ts';
import type { KeyBinding } from './keys.ts';
import { TYPE_KEYS } from './parts/tickets.tsx';
import type { Sale } from './sale.ts';
import { nextCategory, nextSpecial } from './sale-model.ts';
import { texts } from './texts.ts';

export interface SaleActs {
  readonly onDigit: (digit: number) => void;
  readonly onType: (type: TicketType) => void;
  readonly onKeep: () => void;
  readonly onWithhold: () => void;
  readonly onFree: () => void;
  readonly onMap: () => void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'];

export function saleKeys(sale: Sale, acts: SaleActs): readonly KeyBinding[] {
  const words = () => texts().sale;
  const key = (letter: string, does: () => string, run: () => void, whileTyping = false): KeyBinding => ({
    keys: [letter],
    cap: letter.toUpperCase(),
    get does() {
      return does();
    },
    run: () => {
      sale.digitsEnd();
      run();
    },
    whileTyping,
    once: true,
  });
  return [
    ...DIGITS.map((digit): KeyBinding => ({
      keys: [digit],
      cap: '1 – 9',
      // One line of the list stands for all of them.
      get does() {
        return digit === '1' ? words().howManyDoes : '';
      },
      run: () => acts.onDigit(Number(digit)),
      once: true,
    })),
    key(
      'g',
      () => words().goToDoes,
      () => sale.setStage('go-to'),
    ),
    key(
      'n',
      () => words().othersDoes,
      () => void sale.others(),
    ),
    key(
      't',
      () => words().categoryDoes,
      () => sale.wish(nextCategory(sale.wishes(), sale.whole.plan.categories)),
    ),
    key(
      'a',
      () => words().specialDoes,
      () => sale.wish(nextSpecial(sale.wishes())),
    ),
    key(
      's',
      () => words().houseDoes,
      () => sale.wish({ ...sale.wishes(), house: !sale.wishes().house }),
    ),
    ...ticketTypes.map((type) =>
      key(
        TYPE_KEYS[type],
        () => words().oneMore(words().types[type]),
        () => acts.onType(type),
      ),
    ),
    key(
      'b',
      () => words().toPaymentDoes,
      () => sale.toPayment(),
    ),
    { keys: ['Enter'], cap: 'Enter', does: '', run: () => sale.toPayment(), once: true },
    key('u', () => words().keepDoes, acts.onKeep),
    key(
      'x',
      () => words().giveBackDoes,
      () => sale.giveBack(),
    ),
    key(
      'm',
      () => words().moreTimeDoes,
      () => sale.moreTime(),
    ),
    key('w', () => words().withholdDoes, acts.onWithhold),
    key('d', () => words().freeDoes, acts.onFree),
    key(
      'F10',
      () => words().undoDoes,
      () => void sale.undo(),
      true,
    ),
    {
      keys: ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'],
      cap: '← → ↑ ↓',
      does: '',
      run: acts.onMap,
    },
  ];
}
