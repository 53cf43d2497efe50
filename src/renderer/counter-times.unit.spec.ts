import { expect, it } from 'vitest';
import { instantOf, usualCollection } from './counter-times.ts';

const at = (day: number, hour: number, minute = 0) => new Date(2027, 0, day, hour, minute).getTime();
const starts = at(15, 19, 30);

it.each([
  ['18:30', at(15, 12), at(15, 18, 30)],
  ['1830', at(15, 12), at(15, 18, 30)],
  ['18.30', at(3, 12), at(15, 18, 30)],
  ['9:05', at(14, 12), at(15, 9, 5)],
  ['-30', at(15, 12), at(15, 19)],
  ['- 90', at(3, 12), at(15, 18)],
  ['20:15', at(15, 20), at(15, 20, 15)],
])('"%s" is read', (text, now, instant) => expect(instantOf(text, now, starts)).toBe(instant));

it.each([
  ['18:30', at(15, 18, 30)],
  ['25:00', at(15, 12)],
  ['-30', at(15, 19, 10)],
  ['soon', at(15, 12)],
  ['', at(15, 12)],
])('"%s" is no time to come', (text, now) => expect(instantOf(text, now, starts)).toBeUndefined());

it('tickets are usually kept until half an hour before the start', () => {
  expect(usualCollection(at(15, 12), starts)).toBe(at(15, 19));
  expect(usualCollection(at(15, 18, 58), starts)).toBe(at(15, 19, 15));
  expect(usualCollection(at(15, 19, 18), starts)).toBe(at(15, 19, 25));
  expect(usualCollection(at(15, 19, 28), starts)).toBeUndefined();
});
