import { describe, expect, test } from 'vitest';
import { EVENT_VERSION, type Gone, type PresenceEvent } from './events.ts';
import { get, values } from './persistent-map.ts';
import { evolvePresence, isPresent, nobody, type PresenceState } from './presence.ts';
import { viewerColor, viewerColors, viewerPersona } from './viewer.ts';

const version = EVENT_VERSION;
const joined = (viewerId: string, instance = 'door'): PresenceEvent => ({
  type: 'joined',
  version,
  viewerId,
  color: 'teal',
  instance,
});
const left = (viewerId: string, instance = 'door'): PresenceEvent => ({ type: 'left', version, viewerId, instance });
const gone = (instance: string): Gone => ({ type: 'gone', version, instance });

const after = (...events: (PresenceEvent | Gone)[]): PresenceState =>
  events.reduce((state, event, at) => evolvePresence(state, { at, event }), nobody);
const names = (state: PresenceState) =>
  [...values(state.viewers)].map(({ viewerId }) => viewerId).toSorted((a, b) => a.localeCompare(b));

describe('who is there', () => {
  test('whoever joined and has not left', () => {
    const state = after(joined('ann'), joined('bob'), left('ann'));
    expect(names(state)).toEqual(['bob']);
    expect(isPresent(state, 'ann')).toBe(false);
    expect(get(state.viewers, 'bob')).toEqual({ viewerId: 'bob', color: 'teal', instances: ['door'], since: 1 });
  });

  test('whoever is seen by two instances stays until both say otherwise, since they first came', () => {
    const both = after(joined('ann', 'door'), joined('ann', 'kiosk'));
    expect(get(both.viewers, 'ann')).toMatchObject({ instances: ['door', 'kiosk'], since: 0 });
    expect(isPresent(evolvePresence(both, { at: 9, event: left('ann', 'door') }), 'ann')).toBe(true);
    expect(
      isPresent(after(joined('ann', 'door'), joined('ann', 'kiosk'), left('ann', 'door'), left('ann', 'kiosk')), 'ann'),
    ).toBe(false);
  });

  test('an instance that is gone takes along all that it alone saw', () => {
    const state = after(
      joined('ann', 'door'),
      joined('bob', 'door'),
      joined('bob', 'kiosk'),
      joined('cat', 'kiosk'),
      gone('door'),
    );
    expect(names(state)).toEqual(['bob', 'cat']);
    expect(get(state.viewers, 'bob')).toMatchObject({ instances: ['kiosk'] });
  });

  test.each([
    ['joining twice', joined('ann')],
    ['a stranger leaving', left('bob')],
    ['leaving elsewhere', left('ann', 'kiosk')],
    ['another instance gone', gone('kiosk')],
  ])('%s changes nothing: the very same state', (_, event) => {
    const state = after(joined('ann'));
    expect(evolvePresence(state, { at: 9, event })).toBe(state);
  });

  test('earlier states stay as they were', () => {
    const one = after(joined('ann'));
    evolvePresence(one, { at: 1, event: joined('bob') });
    evolvePresence(one, { at: 2, event: gone('door') });
    expect(names(one)).toEqual(['ann']);
    expect(names(nobody)).toEqual([]);
  });

  test('a big house empties at once', () => {
    const all = Array.from({ length: 2_000 }, (_, number) => joined(`viewer-${number}`));
    expect(after(...all).viewers.size).toBe(2_000);
    expect(after(...all, gone('door')).viewers.size).toBe(0);
  });
});

describe('a viewer’s name and colour', () => {
  const ids = Array.from({ length: 1_000 }, (_, number) => `viewer_${number}-${number * 7}`);

  test('are always the same for the same id', () => {
    expect(viewerPersona('aB3-_x9Q')).toEqual(viewerPersona('aB3-_x9Q'));
    for (const id of ids) expect(viewerPersona(id).color).toBe(viewerColor(id));
  });

  test('spread over all there are, without favourites', () => {
    const counts = new Map<string, number>();
    for (const id of ids) counts.set(viewerColor(id), (counts.get(viewerColor(id)) ?? 0) + 1);
    expect(counts.size).toBe(viewerColors.length);
    expect(Math.max(...counts.values())).toBeLessThan(2 * (ids.length / viewerColors.length));
    const personas = new Set(ids.map((id) => JSON.stringify(viewerPersona(id))));
    expect(personas.size).toBeGreaterThan(950);
  });

  test('are there for any text', () => {
    for (const id of ['', '🎭', 'x'.repeat(10_000)]) {
      const { shade, animal } = viewerPersona(id);
      expect([shade, animal].every((part) => Number.isInteger(part) && part >= 0)).toBe(true);
    }
  });
});
