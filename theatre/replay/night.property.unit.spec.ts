import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../screening/evolve.ts';
import { blank, type Snapshot } from '../screening/snapshot.ts';
import { initial } from '../screening/state.ts';
import { problemsOfState } from '../screening/testing/invariants.ts';
import { examples } from '../screening/testing/seed.ts';
import { figuresOf } from './figures.ts';
import { Night, nightOf } from './night.ts';
import { NightHash, nightHash, stateHash } from './night-hash.ts';
import { snapshotAfter } from './scene.ts';
import { policy, randomNight } from './testing/random-night.ts';

const shown = ({ sequence, state, presence, feed }: Snapshot): Snapshot => ({ sequence, state, presence, feed });

describe('over random nights', () => {
  test('what is seen at every place, in any order of looking, is the fold from the start', () => {
    fc.assert(
      fc.property(randomNight, fc.integer({ min: 1, max: 20 }), fc.array(fc.nat()), (items, keyframeEvery, looks) => {
        const night = nightOf(items, { keyframeEvery });
        const folds: Snapshot[] = [blank];
        for (const item of items) folds.push(snapshotAfter(folds.at(-1) as Snapshot, item));
        let near = night.seek(0);
        for (const look of [...looks, ...folds.keys()]) {
          const count = look % folds.length;
          expect(shown(night.seek(count))).toEqual(folds[count]);
          near = night.seek((count * 7) % folds.length, near);
          expect(shown(near)).toEqual(folds[near.count]);
        }
      }),
      examples(150),
    );
  });

  test('the state at every place is what evolve makes of the ledger alone', () => {
    fc.assert(
      fc.property(randomNight, (items) => {
        const night = nightOf(items, { keyframeEvery: 7 });
        for (let count = 0; count <= items.length; count++) {
          const ledger = items.slice(0, count).filter((item) => item.kind === 'ledger');
          const { state, presence } = night.seek(count);
          expect(stateHash(state)).toBe(stateHash(fold(initial, ledger)));
          expect(problemsOfState(state, policy)).toEqual([]);
          const { available, held, sold, withheld, capacity } = figuresOf({ state, presence });
          expect(available + held + sold + withheld).toBe(capacity);
        }
      }),
      examples(40),
    );
  });

  test('a place found by its time has all that had happened by then and nothing else', () => {
    fc.assert(
      fc.property(randomNight, fc.nat(100_000), (items, later) => {
        const night = nightOf(items);
        const at = night.startsAt + later;
        const count = night.countAt(at);
        expect(night.timeOf(count)).toBeLessThanOrEqual(Math.max(at, night.startsAt));
        expect(count === night.length || night.timeOf(count + 1) > at).toBe(true);
        expect(night.seekTime(at).count).toBe(count);
      }),
      examples(200),
    );
  });

  test('two replays of one night have the same hash, however they were loaded and walked; another night has another', () => {
    fc.assert(
      fc.property(randomNight, fc.nat(), fc.nat(), (items, cut, other) => {
        const whole = nightHash(nightOf(items, { keyframeEvery: 5 }).scenes());
        // Read again out of JSON, folded while loading, and walked in two parts.
        const night = new Night();
        const loading = new NightHash();
        for (const item of JSON.parse(JSON.stringify(items)) as typeof items) loading.add(night.add(item));
        expect(loading.digest).toBe(whole);
        const at = cut % (night.length + 1);
        const parts = new NightHash();
        for (const scene of night.scenes(0, at)) parts.add(scene);
        for (const scene of night.scenes(at)) parts.add(scene);
        expect(parts.digest).toBe(whole);
        if (items.length < 2) return;
        const without = items.filter((_, index) => index !== other % items.length);
        expect(nightHash(nightOf(without).scenes())).not.toBe(whole);
      }),
      examples(150),
    );
  });
});
