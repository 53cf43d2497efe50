import { describe, expect, it } from 'vitest';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { indexPlan } from '../../theatre/seating/plan.ts';
import {
  assigned,
  carried,
  nextCategory,
  nextSpecial,
  noWishes,
  oneMore,
  partyOf,
  retyped,
  typedCount,
} from './sale-model.ts';

const planned = (...seatIds: string[]) => seatIds.flatMap((seatId) => indexPlan(studio).byId.get(seatId) ?? []);

describe('the tickets of a sale', () => {
  it('become another type one by one, and full again from the last', () => {
    const seats = planned('C-B1', 'C-B2', 'C-B3');
    const one = oneMore({}, seats, 'child');
    expect(one).toEqual({ 'C-B1': 'child' });
    const two = oneMore(one, seats, 'concession');
    expect(two).toEqual({ 'C-B1': 'child', 'C-B2': 'concession' });
    expect(oneMore(two, seats, 'full')).toEqual({ 'C-B1': 'child' });
    expect(oneMore({}, seats, 'full')).toEqual({});
  });

  it('are changed where none is full any more', () => {
    const seats = planned('C-B1', 'C-B2');
    const all = assigned(['child', 'child'], ['C-B1', 'C-B2']);
    expect(oneMore(all, seats, 'concession')).toEqual({ 'C-B1': 'concession', 'C-B2': 'child' });
    expect(oneMore(all, seats, 'child')).toEqual(all);
  });

  it('give the companion the seat beside the wheelchair place, and not the place itself', () => {
    expect(oneMore({}, planned('C-E1', 'C-E3', 'C-E2'), 'companion')).toEqual({ 'C-E2': 'companion' });
    expect(oneMore({}, planned('C-E1', 'C-E3'), 'companion')).toEqual({ 'C-E3': 'companion' });
  });

  it('go with the seats when others take their place', () => {
    const types = assigned(['full', 'child'], ['C-B1', 'C-B2']);
    expect(carried(types, ['C-B1', 'C-B2'], ['C-C1', 'C-C2'])).toEqual({ 'C-C1': 'child' });
    expect(carried(types, ['C-B1', 'C-B2'], ['C-B2', 'C-B3'])).toEqual({ 'C-B2': 'child' });
    expect(carried(types, ['C-B1', 'C-B2'], [])).toEqual({});
    expect(retyped(types, 'C-B2', 'full')).toEqual({});
  });
});

describe('a number of seats', () => {
  it('is one digit, or two soon after each other', () => {
    const one = typedCount(undefined, 1, 1000, 40);
    expect(one).toEqual({ count: 1, at: 1000 });
    expect(typedCount(one, 2, 1500, 40)?.count).toBe(12);
    expect(typedCount(one, 2, 3000, 40)?.count).toBe(2);
    expect(typedCount(one, 0, 1500, 40)?.count).toBe(10);
  });

  it('is never none, nor more than a sale takes', () => {
    expect(typedCount(undefined, 0, 1000, 40)).toBeUndefined();
    expect(typedCount({ count: 9, at: 1000 }, 9, 1100, 40)?.count).toBe(9);
  });
});

it('wishes go round by one key each', () => {
  const { categories } = studio;
  const first = nextCategory(noWishes, categories);
  expect(first.category).toBe('a');
  expect(nextCategory(first, categories).category).toBe('b');
  expect(nextCategory(nextCategory(first, categories), categories)).toEqual(noWishes);
  const special = nextSpecial(noWishes);
  expect(partyOf(2, nextSpecial(special))).toEqual({ seats: 2, accessible: true, companion: true });
  expect(partyOf(1, { ...first, house: true })).toEqual({ seats: 1, category: 'a', house: true });
});
