import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSeatId, parseSeatId, SEAT_ID_MAX_LENGTH } from './seat-id.ts';

describe('parseSeatId', () => {
  it.each([
    ['L-A1', { sectionId: 'L', rowId: 'A', column: 1 }],
    ['C-B5', { sectionId: 'C', rowId: 'B', column: 5 }],
    ['R-D3', { sectionId: 'R', rowId: 'D', column: 3 }],
    ['BALC-AA199', { sectionId: 'BALC', rowId: 'AA', column: 199 }],
  ])('given %s, then its section, row and column', (id, place) => {
    expect(parseSeatId(id)).toEqual(place);
    expect(isSeatId(id)).toBe(true);
  });

  it.each([
    '',
    'C',
    'C-',
    'C-B',
    'C-5',
    'C-B0',
    'C-B05',
    'c-b5',
    'C-b5',
    'C_B5',
    ' C-B5',
    'C-B5 ',
    'C-B5\n',
    'C-B5\u0000',
    'C--B5',
    'C-B5-6',
    'C-B5.5',
    'C-B-5',
    'C-B1000',
    'ABCDE-A1',
    'C-ABC1',
    '../C-B5',
    '../../etc/passwd',
    'Ç-B5',
    'Ｃ-B5',
    'C-B٥',
    'C-B5'.repeat(2500),
    '__proto__',
  ])('given the malformed %j, then null', (id) => {
    expect(parseSeatId(id)).toBeNull();
  });

  it('given any value at all, when it is read, then nothing is thrown', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (value) => {
        expect(isSeatId(value)).toBe(parseSeatId(value) !== null);
      }),
    );
  });

  it('given the parts of any id, when they are put together and read, then they come back', () => {
    const capitals = (maxLength: number): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom(...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')), minLength: 1, maxLength });
    fc.assert(
      fc.property(capitals(4), capitals(2), fc.integer({ min: 1, max: 999 }), (sectionId, rowId, column) => {
        const id = `${sectionId}-${rowId}${column}`;
        expect(id.length).toBeLessThanOrEqual(SEAT_ID_MAX_LENGTH);
        expect(parseSeatId(id)).toEqual({ sectionId, rowId, column });
      }),
    );
  });
});
