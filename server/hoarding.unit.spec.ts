import { expect, test } from 'vitest';
import { fold } from '../theatre/screening/evolve.ts';
import { initial, type ScreeningState } from '../theatre/screening/state.ts';
import { openedEvent, selectionEvent, T0 } from '../theatre/screening/testing/given.ts';
import { Hoarding } from './hoarding.ts';

/** The attic has nine seats: two thirds are six. */
const PERCENT = 67;
const LIMIT_MS = 60_000;
let now = T0;
const clock = () => now;

function holding(holds: Readonly<Record<string, readonly string[]>>): ScreeningState {
  const events = [openedEvent(), ...Object.entries(holds).map(([viewerId, ids]) => selectionEvent(viewerId, ids))];
  return fold(
    initial,
    events.map((event, at) => ({ sequence: at + 1, at: T0, event })),
  );
}

const ask = (hoarding: Hoarding, state: ScreeningState, viewerId: string, seats: number, address = '192.0.2.1') =>
  hoarding.ask(state, { address, viewerId, seats, maxSeats: 4 });

test('counts what its viewers hold and what they have asked for', () => {
  now = T0;
  const hoarding = new Hoarding(PERCENT, LIMIT_MS, clock);
  const first = ask(hoarding, holding({}), 'viewer-one', 4);
  expect(first).toBeTypeOf('function');
  expect(ask(hoarding, holding({}), 'viewer-two', 3)).toBeUndefined();
  const held = holding({ 'viewer-one': ['C-A1', 'C-A2', 'C-A3', 'C-A4'] });
  first?.();
  first?.();
  expect(ask(hoarding, held, 'viewer-two', 3)).toBeUndefined();
  expect(ask(hoarding, held, 'viewer-two', 2)).toBeTypeOf('function');
});

test('other addresses and other screenings count for themselves', () => {
  now = T0;
  const hoarding = new Hoarding(PERCENT, LIMIT_MS, clock);
  ask(hoarding, holding({}), 'viewer-one', 4);
  expect(ask(hoarding, holding({}), 'viewer-two', 4, '192.0.2.2')).toBeTypeOf('function');
  expect(ask(hoarding, { ...holding({}), id: 'second-night' }, 'viewer-one', 4)).toBeTypeOf('function');
});

test('a hold that ran out no longer counts', () => {
  now = T0;
  const hoarding = new Hoarding(PERCENT, LIMIT_MS, clock);
  ask(hoarding, holding({}), 'viewer-one', 4)?.();
  const held = holding({ 'viewer-one': ['C-A1', 'C-A2', 'C-A3', 'C-A4'] });
  expect(ask(hoarding, held, 'viewer-two', 4)).toBeUndefined();
  now = T0 + 24 * 3_600_000;
  expect(ask(hoarding, held, 'viewer-two', 4)).toBeTypeOf('function');
});

test('one viewer can always have what the house allows one', () => {
  now = T0;
  expect(ask(new Hoarding(1, LIMIT_MS, clock), holding({}), 'viewer-one', 4)).toBeTypeOf('function');
});

test('forgets addresses whose holds must have ended, and none before', () => {
  now = T0;
  const hoarding = new Hoarding(PERCENT, LIMIT_MS, clock);
  ask(hoarding, holding({}), 'viewer-one', 1)?.();
  ask(hoarding, holding({}), 'viewer-two', 1, '192.0.2.2');
  now = T0 + LIMIT_MS;
  hoarding.sweep();
  expect(hoarding.size).toBe(2);
  now++;
  hoarding.sweep();
  expect(hoarding.size).toBe(1);
});
