import { describe, expect, it } from 'vitest';
import { opera } from '../../theatre/seating/houses/opera.ts';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { readEntry, type TicketNames } from './quick-entry.ts';

const names: TicketNames = {
  full: ['f', 'full', 'voll', 'Erwachsene'],
  concession: ['c', 'concession', 'ermäßigt'],
  child: ['h', 'child', 'children', 'Kind', 'Kinder'],
  companion: ['k', 'companion', 'Begleitung'],
  comp: ['o', 'comp', 'frei'],
};
const read = (text: string) => readEntry(text, studio, names);
const party = (...types: string[]) => ({ is: 'party', types });
const seats = (...seatIds: string[]) => ({ is: 'seats', seatIds });

describe('a party', () => {
  it.each([
    ['3', party('full', 'full', 'full')],
    ['2 full + 1 child', party('full', 'full', 'child')],
    ['2+1h', party('full', 'full', 'child')],
    ['2f1h', party('full', 'full', 'child')],
    ['2 Erwachsene und 1 Kind', party('full', 'full', 'child')],
    ['2 and 1 conc', party('full', 'full', 'concession')],
    ['1 ermäß, 1 kinder', party('concession', 'child')],
    ['1 companion', party('companion')],
    ['1 comp', party('comp')],
  ])('is read from "%s"', (text, entry) => expect(read(text)).toEqual(entry));

  it.each(['0', '41', '2 dogs', '1 com'])('is not read from "%s"', (text) => expect(read(text).is).toBe('unknown'));
});

describe('seats', () => {
  it.each([
    ['C-B5', seats('C-B5')],
    ['c-b5', seats('C-B5')],
    ['cb5', seats('C-B5')],
    ['b4', seats('C-B4')],
    ['L-B4', seats('L-B4')],
    ['b5 b6', seats('C-B5', 'C-B6')],
    ['b5, b6 b5', seats('C-B5', 'C-B6')],
    ['b3-5', seats('C-B3', 'C-B4', 'C-B5')],
  ])('are read from "%s"', (text, entry) => expect(read(text)).toEqual(entry));

  it('that the house does not have are named', () => {
    expect(read('b99')).toEqual({ is: 'unknown', text: 'B99' });
    expect(read('C-B6-9')).toEqual({ is: 'unknown', text: 'C-B8' });
    expect(read('hello there')).toEqual({ is: 'unknown', text: 'hello there' });
  });
});

describe('a row', () => {
  it.each(['row B', 'Reihe b', 'b'])('begins in its middle: "%s"', (text) => {
    const entry = read(text);
    expect(entry).toMatchObject({ is: 'row' });
    expect(entry.is === 'row' && entry.seatIds[0]).toBe('C-B4');
    expect(entry.is === 'row' && entry.seatIds).toHaveLength(15);
  });

  it('may be a section’s', () => {
    const entry = read('L-B');
    expect(entry.is === 'row' && entry.seatIds.every((seatId) => seatId.startsWith('L-B'))).toBe(true);
    expect(readEntry('sc-h', opera, names).is).toBe('row');
  });
});
