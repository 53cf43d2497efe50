import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCardNumber } from '../../theatre/contract/card-number.ts';
import { likelySums, noTender, readTender, switched, toKeyIn, type TenderDraft } from './tender-model.ts';

const cash = (given: string): TenderDraft => ({ ...noTender, given });

describe('cash', () => {
  it('is exactly the amount where nothing was typed', () => {
    expect(readTender(noTender, 9600, 'EUR')).toEqual({
      is: 'whole',
      taken: { tenders: [{ kind: 'cash', amount: 9600 }], change: 0 },
    });
  });

  it('keeps the amount and gives change for more, with a point or a comma', () => {
    for (const given of ['100', '100.00', '100,0']) {
      expect(readTender(cash(given), 9650, 'EUR')).toEqual({
        is: 'whole',
        taken: { tenders: [{ kind: 'cash', amount: 9650 }], change: 350 },
      });
    }
  });

  it('says what is missing of less, and that it cannot read what is no money', () => {
    expect(readTender(cash('20'), 9600, 'EUR')).toEqual({ is: 'short', missing: 7600 });
    expect(readTender(cash('0'), 9600, 'EUR')).toEqual({ is: 'short', missing: 9600 });
    for (const given of ['2o', '1.234', '-5', '1,2,3', '99999999999']) {
      expect(readTender(cash(given), 9600, 'EUR')).toEqual({ is: 'unreadable' });
    }
  });

  it('takes nothing for what costs nothing', () => {
    expect(readTender(cash('50'), 0, 'EUR')).toEqual({ is: 'whole', taken: { tenders: [], change: 0 } });
  });
});

describe('the card', () => {
  it('pays all, with the reference where one was noted', () => {
    const card = switched(noTender, 9600, 'EUR');
    expect(toKeyIn(card, 9600)).toBe(9600);
    expect(readTender({ ...card, reference: ' T4711 ' }, 9600, 'EUR')).toEqual({
      is: 'whole',
      taken: { tenders: [{ kind: 'card', amount: 9600, reference: 'T4711' }], change: 0 },
    });
  });

  it('pays the rest of what was given in cash', () => {
    const card = switched(cash('20'), 9600, 'EUR');
    expect(toKeyIn(card, 9600)).toBe(7600);
    expect(readTender(card, 9600, 'EUR')).toEqual({
      is: 'whole',
      taken: {
        tenders: [
          { kind: 'cash', amount: 2000 },
          { kind: 'card', amount: 7600 },
        ],
        change: 0,
      },
    });
    expect(switched(card, 9600, 'EUR'), 'and back').toEqual(cash('20'));
  });

  it('pays all where enough cash was typed, or where the amount fell to the cash meanwhile', () => {
    expect(switched(cash('100'), 9600, 'EUR').cashFirst).toBe(0);
    expect(toKeyIn({ ...switched(cash('20'), 9600, 'EUR') }, 2000)).toBe(2000);
  });

  it('keeps no number of a card', () => {
    expect(isCardNumber('4111 1111 1111 1111')).toBe(true);
    expect(isCardNumber('4111111111111112')).toBe(false);
    expect(isCardNumber('0042-7781')).toBe(false);
    const draft: TenderDraft = { ...noTender, way: 'card', reference: '4111-1111-1111-1111' };
    expect(readTender(draft, 100, 'EUR')).toEqual({ is: 'card-number' });
  });
});

it('gives money back without change', () => {
  expect(readTender(cash('50'), 1200, 'EUR', 'give')).toEqual({
    is: 'whole',
    taken: { tenders: [{ kind: 'cash', amount: 1200 }], change: 0 },
  });
});

it('offers the sums that customers hand over', () => {
  expect(likelySums(9600, 'EUR')).toEqual([10000]);
  expect(likelySums(3300, 'EUR')).toEqual([3500, 4000, 5000, 10000]);
  expect(likelySums(4000, 'EUR')).toEqual([5000, 10000]);
  expect(likelySums(1850, 'JPY')).toEqual([2000, 5000, 10000]);
  expect(likelySums(0, 'EUR')).toEqual([]);
});

it('adds up to the amount, whatever is typed, and change is what was given beyond it', () => {
  const typed = fc.integer({ min: 0, max: 200_000 }).map((minor) => (minor / 100).toFixed(2));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), typed, fc.boolean(), (amount, given, byCard) => {
      const draft = byCard ? switched(cash(given), amount, 'EUR') : cash(given);
      const reading = readTender(draft, amount, 'EUR');
      const gave = Math.round(Number(given) * 100);
      if (reading.is !== 'whole') return reading.is === 'short' && reading.missing === amount - gave && !byCard;
      const sum = reading.taken.tenders.reduce((all, tender) => all + tender.amount, 0);
      const fair = reading.taken.tenders.every((tender) => tender.amount > 0);
      return fair && sum === amount && reading.taken.change === (byCard ? 0 : gave - amount);
    }),
  );
});
