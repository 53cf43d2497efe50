import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyMap, entries, get, remove, set, values, type PersistentMap } from './persistent-map.ts';
import { changedKeys } from './view.ts';

describe('a persistent map', () => {
  test('is empty at first and forgets what is removed', () => {
    const map = set(emptyMap<number>(), 'ann', 1);
    expect([emptyMap().size, map.size, remove(map, 'ann').size]).toEqual([0, 1, 0]);
    expect(get(map, 'ann')).toBe(1);
    expect(get(remove(map, 'ann'), 'ann')).toBeUndefined();
  });

  test('comes back itself when there is nothing to remove', () => {
    const map = set(emptyMap<number>(), 'ann', 1);
    expect(remove(map, 'bob')).toBe(map);
  });

  test.each(['', '__proto__', 'constructor', '🎭', 'x'.repeat(10_000)])('takes any key: %j', (key) => {
    expect(get(set(emptyMap<number>(), key, 7), key)).toBe(7);
  });

  test('does as a Map does, and leaves every earlier one whole', () => {
    const step = fc.record({ key: fc.string({ maxLength: 3 }), value: fc.option(fc.nat()) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const model = new Map<string, number>();
        let map: PersistentMap<number> = emptyMap();
        const earlier: [PersistentMap<number>, [string, number][]][] = [];
        for (const { key, value } of steps) {
          const before = map;
          const known = model.get(key);
          map = value === null ? remove(map, key) : set(map, key, value);
          if (value === null) model.delete(key);
          else model.set(key, value);
          expect(changedKeys(before, map)).toEqual(known === (value ?? undefined) ? [] : [key]);
          earlier.push([map, [...model]]);
        }
        for (const [then, content] of earlier) {
          expect(then.size).toBe(content.length);
          expect(new Map(entries(then))).toEqual(new Map(content));
          expect([...values(then)]).toEqual(Array.from(entries(then), ([, value]) => value));
        }
      }),
    );
  });
});
