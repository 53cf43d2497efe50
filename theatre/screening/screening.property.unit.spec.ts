import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activityOf } from './activity.ts';
import { decide, isRejection, type Policy } from './decide.ts';
import { evolve, fold } from './evolve.ts';
import { entries, get } from './persistent-map.ts';
import { initial, liveHold, seatOf, type ScreeningState } from './state.ts';
import { plan } from './testing/given.ts';
import { problemsOfMoney, problemsOfSales, problemsOfState, seats } from './testing/invariants.ts';
import { problemsOfHouse } from './testing/invariants-of-house.ts';
import { play, steps, type Scene } from './testing/night.ts';
import { examples } from './testing/seed.ts';
import { changedSeats, changedViewers } from './view.ts';

const policy: Policy = { holdMs: 1_000, checkoutMs: 1_500, limitMs: 2_500, maxSeats: 3 };
const nights = steps(plan, policy, 80);
const RUNS = 600;

/** All that a state says, as text: what `===` on shared parts cannot hide. */
const written = (state: ScreeningState): string =>
  JSON.stringify([{ ...state, index: 0, holds: 0, orders: 0 }, [...entries(state.holds)], [...entries(state.orders)]]);

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  const parts = value instanceof Map ? value.values() : Object.values(value);
  for (const part of parts) freeze(part);
}

/** A refused command changes nothing; an accepted one says its own id and leaves alone what is live and another's. */
function unfairness({ before, after, command, outcome }: Scene): string[] {
  if (!command || !outcome) return [];
  if (isRejection(outcome)) return after === before ? [] : ['a rejection changed something'];
  const wrong = outcome.events
    .filter(({ commandId }) => commandId !== command.id)
    .map(({ type }) => `${type}: wrong id`);
  // A release may be said by others, and a cancelled evening is everybody's.
  if (command.type === 'cancel') return wrong;
  const actor = 'viewerId' in command ? command.viewerId : undefined;
  // Seats that its buyer holds become the order's own.
  const buyer = 'order' in command ? get(before.orders, command.order)?.viewerId : undefined;
  const hurt = changedViewers(before, after).filter(
    (viewerId) => viewerId !== actor && viewerId !== buyer && liveHold(before, viewerId, command.at),
  );
  return [...wrong, ...hurt.map((viewerId) => `${viewerId} lost live seats to ${command.type}`)];
}

function wrongChanges({ before, after }: Scene): string[] {
  const then = new Map(seats(before));
  const differ = seats(after).filter(([seatId, seat]) => then.get(seatId) !== seat);
  const expected = differ.map(([seatId]) => seatId).join();
  const said = changedSeats(before, after).join();
  return said === expected ? [] : [`changed ${expected}, said ${said}`];
}

describe('over random nights', () => {
  test('seats and money add up, holds and marks agree, nothing is sold twice, nobody loses what is theirs', () => {
    fc.assert(
      fc.property(nights, (all) => {
        const problems: string[] = [];
        const { log, state } = play(all, plan, policy, (scene) => {
          problems.push(...problemsOfState(scene.after, policy), ...unfairness(scene), ...wrongChanges(scene));
        });
        const events = log.map(({ event }) => event);
        problems.push(...problemsOfSales(state, events), ...problemsOfMoney(state, events));
        expect([...problems, ...problemsOfHouse(state, log)]).toEqual([]);
      }),
      examples(RUNS),
    );
  });

  test('no state ever changes once it was there', () => {
    freeze(initial);
    fc.assert(
      fc.property(nights, (all) => {
        const earlier: [ScreeningState, string][] = [];
        play(all, plan, policy, ({ before, after }) => {
          freeze(before);
          earlier.push([after, written(after)]);
        });
        expect(earlier.filter(([state, then]) => written(state) !== then)).toEqual([]);
      }),
      examples(RUNS / 3),
    );
  });

  test('rebuilt from the log, at once or in two parts that overlap, it is the same state', () => {
    fc.assert(
      fc.property(nights, fc.nat(), fc.nat(5), (all, cut, overlap) => {
        const { log, state } = play(all, plan, policy);
        expect(fold(initial, log)).toEqual(state);
        const at = cut % (log.length + 1);
        const part = fold(initial, log.slice(0, at));
        expect(fold(part, log.slice(Math.max(0, at - overlap)))).toEqual(state);
        // Read again out of JSON, as the log has it.
        const read = JSON.parse(JSON.stringify(log)) as typeof log;
        expect(written(fold(initial, read))).toBe(written(state));
      }),
      examples(RUNS / 3),
    );
  });

  test('deciding again on the same state gives the same answer', () => {
    fc.assert(
      fc.property(nights, (all) => {
        const differ: Scene[] = [];
        play(all, plan, policy, (scene) => {
          if (!scene.command) return;
          const again = decide(scene.before, scene.command, policy);
          if (JSON.stringify(again) !== JSON.stringify(scene.outcome)) differ.push(scene);
        });
        expect(differ).toEqual([]);
      }),
      examples(RUNS / 3),
    );
  });

  test('a line of the feed names seats that changed, and a line about seats names some', () => {
    fc.assert(
      fc.property(nights, (all) => {
        const wrong: unknown[] = [];
        let state = initial;
        for (const recorded of play(all, plan, policy).log) {
          const after = evolve(state, recorded);
          const line = activityOf(state, recorded);
          const changed = new Set(changedSeats(state, after));
          state = after;
          if (line?.seatIds.some((seatId) => !changed.has(seatId))) wrong.push({ line, changed });
          if (line && recorded.event.type === 'selection' && line.seatIds.length === 0) wrong.push({ line, recorded });
        }
        expect(wrong).toEqual([]);
      }),
      examples(RUNS / 3),
    );
  });

  test('a claim is refused to every rival until its end, and to none from then on', () => {
    const wanted = fc.subarray(['C-A1', 'C-A2', 'C-A3'], { minLength: 1 });
    fc.assert(
      fc.property(fc.integer({ min: -policy.holdMs, max: 50 }), wanted, (offset, seatIds) => {
        const claim = (viewerId: string, clock: number) =>
          ({ kind: 'command', wish: { type: 'claim', viewerId, seatIds }, clock, pick: 0 }) as const;
        const { state } = play([claim('ann', 0), claim('bob', policy.holdMs + offset)], plan, policy);
        const holders = seatIds.map((seatId) => seatOf(state, seatId));
        expect(holders.map((seat) => seat && 'viewerId' in seat && seat.viewerId)).toEqual(
          seatIds.map(() => (offset < 0 ? 'ann' : 'bob')),
        );
      }),
      examples(200),
    );
  });
});
