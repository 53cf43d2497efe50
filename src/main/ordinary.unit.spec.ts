import { expect, it } from 'vitest';
import { isOrdinary } from './ordinary.ts';

it('a request is plain data, and no more of it than anybody has to say', () => {
  const seats = { screeningId: 'friday', seatIds: ['C-B5', null, undefined], total: 4800, isComp: false };
  for (const plain of [undefined, null, '', 7, seats, [seats], Object.assign(Object.create(null), seats)])
    expect(isOrdinary(plain)).toBe(true);
  const bytes = new Uint8Array(8_000_000);
  const strange = [bytes, bytes.buffer, new Map(), new Set(), new Date(), /x/, new Error('x'), Object.create(seats)];
  for (const other of strange)
    for (const request of [other, { a: other }, [undefined, [{ b: [other] }]]]) expect(isOrdinary(request)).toBe(false);
  expect(isOrdinary(Array.from({ length: 50_001 }, () => 1))).toBe(false);
  const round: unknown[] = [];
  round.push(round, round);
  expect(isOrdinary(round)).toBe(false);
});
