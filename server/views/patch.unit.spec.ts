import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wordingFor } from '../../theatre/contract/wording.ts';
import { booked, closed, happened, record, selected, T0, withheld } from '../../theatre/screening/testing/given.ts';
import { opened, expired } from '../../theatre/screening/testing/given.ts';
import { EVENT_VERSION } from '../../theatre/screening/events.ts';
import { fold } from '../../theatre/screening/evolve.ts';
import { blank, type Snapshot } from '../../theatre/screening/snapshot.ts';
import { initial, seatOf } from '../../theatre/screening/state.ts';
import { changedSeats, changedViewers } from '../../theatre/screening/view.ts';
import { opera } from '../../theatre/seating/houses/opera.ts';
import { studio } from '../../theatre/seating/houses/studio.ts';
import { FakeScreening } from '../live/testing/fake-screening.ts';
import { patchHtml, seatMapHtml, wholeHtml } from './patch.ts';
import { Screen } from './testing/screen.ts';

const wording = wordingFor('en', 'en-GB', 'UTC');
const people = ['ann-11', 'bob-22', 'cat-33', 'dan-44'];

const snapshotOf = ({ sequence, state, presence, feed }: FakeScreening): Snapshot => ({
  sequence,
  state,
  presence,
  feed,
});

/** What a screen looks like that is drawn anew. */
function drawn(snapshot: Snapshot, viewerId?: string): Screen {
  return new Screen(wholeHtml(snapshot, viewerId, wording).replaceAll(' hx-swap-oob="outerMorph"', ''));
}

function shown(...history: Parameters<typeof record>[0]): Snapshot {
  const state = fold(initial, record([opened, ...history]));
  return { ...blank, sequence: state.sequence, state };
}

function patched(before: Snapshot, after: Snapshot, viewerId?: string): string {
  return patchHtml(before, after, viewerId, wording);
}

/** Whose own words a change needs. */
function touched(before: Snapshot, after: Snapshot): Set<string> {
  const all = new Set(changedViewers(before.state, after.state));
  for (const seatId of changedSeats(before.state, after.state)) {
    for (const { state } of [before, after]) {
      const seat = seatOf(state, seatId);
      if (seat && 'viewerId' in seat) all.add(seat.viewerId);
    }
  }
  return all;
}

type Move = { who: number; what: 'toggle' | 'book' | 'release' | 'come' | 'go' | 'staff'; seat: number; look: boolean };

const move: fc.Arbitrary<Move> = fc.record({
  who: fc.nat({ max: 11 }),
  what: fc.constantFrom('toggle', 'toggle', 'toggle', 'book', 'release', 'come', 'come', 'go', 'staff'),
  seat: fc.nat({ max: 66 }),
  look: fc.boolean(),
});

function play(screening: FakeScreening, { who, what, seat }: Move): void {
  const viewerId = people[who % people.length] ?? '';
  const seatIds = [...screening.state.index.byId.keys()];
  const seatId = seatIds[seat % seatIds.length] ?? '';
  const passer = { version: EVENT_VERSION, viewerId: `passer-${who}`, instance: 'one' };
  switch (what) {
    case 'toggle':
      screening.toggle(viewerId, seatId);
      break;
    case 'book':
      screening.do({
        type: 'book',
        viewerId,
        order: `ORDER-${screening.sequence}`,
        customer: { name: 'A Person' },
        payment: { status: 'due', tenders: [] },
      });
      break;
    case 'release':
      screening.do({ type: 'release', viewerId, by: seat % 2 ? 'log' : viewerId });
      break;
    case 'come':
      screening.put({ type: 'joined', color: 'teal', ...passer });
      break;
    case 'go':
      screening.put({ type: 'left', ...passer });
      break;
    case 'staff':
      if (seat === 8) screening.do({ type: 'suspend', actor: { id: 'staff', role: 'manager' }, reason: 'why' });
      else if (seat < 8 && seat > 2) screening.do({ type: 'resume', actor: { id: 'staff', role: 'manager' } });
      else if (seat === 0 && who === 0) screening.do({ type: 'close', actor: { id: 'staff', role: 'manager' } });
      else if (seat % 2)
        screening.do({
          type: 'withhold',
          kind: 'kill',
          actor: { id: 'staff', role: 'manager' },
          seatIds: [seatId],
          reason: 'press',
        });
      else screening.do({ type: 'release-seats', actor: { id: 'staff', role: 'manager' }, seatIds: [seatId] });
      break;
    default:
      what satisfies never;
  }
}

test('patched or drawn anew, a screen is the same, whatever happened and whenever it was told', () => {
  fc.assert(
    fc.property(fc.array(move, { maxLength: 120 }), (moves) => {
      const screening = new FakeScreening(studio);
      const [owner] = people;
      let before = snapshotOf(screening);
      const own = drawn(before, owner);
      const mixed = drawn(before, owner);
      const anyone = drawn(before);
      for (const next of [...moves, { who: 0, what: 'come', seat: 0, look: true } as const]) {
        play(screening, next);
        if (!next.look) continue;
        const after = snapshotOf(screening);
        own.apply(patched(before, after, owner));
        // As the hub does it: one's own frame only where the shared one does not tell all.
        mixed.apply(patched(before, after, touched(before, after).has(owner ?? '') ? owner : undefined));
        anyone.apply(patched(before, after));
        before = after;
      }
      expect(own.toString()).toBe(drawn(before, owner).toString());
      expect(mixed.toString()).toBe(drawn(before, owner).toString());
      expect(anyone.toString()).toBe(drawn(before).toString());
    }),
    { numRuns: 300 },
  );
});

test('a whole refresh makes any screen right', () => {
  const before = shown(selected('ann-11', ['C-A1'], T0));
  const after = shown(booked('bob-22', ['L-A1', 'L-A2']), closed());
  const screen = drawn(before, 'ann-11');
  screen.apply(wholeHtml(after, undefined, wording));
  expect(screen.toString()).toBe(drawn(after).toString());
});

describe('a seat', () => {
  const state = shown(selected('ann-11', ['C-A1']), booked('bob-22', ['L-A1']), withheld(['C-A3']));

  test('is a button with the seat’s id, its status, and place, price and status in words', () => {
    const seat = drawn(state).find('C-A2');
    expect(seat?.tag).toBe('button');
    expect(Object.fromEntries(seat?.attributes ?? [])).toEqual({
      id: 'C-A2',
      'data-status': 'available',
      'aria-label': 'Centre, row A, seat 2, €25, available',
    });
  });

  test('is selected for whom it belongs to, and on hold with a colour for everyone else', () => {
    const mine = drawn(state, 'ann-11').find('C-A1')?.attributes;
    expect([mine?.get('data-status'), mine?.get('aria-pressed')]).toEqual(['selected', 'true']);
    const other = drawn(state).find('C-A1')?.attributes;
    expect(other?.get('data-status')).toBe('other_selected');
    expect(other?.get('aria-label')).toMatch(/on hold for someone else$/);
    expect(other?.get('data-by')).toMatch(/^[a-z]+$/);
  });

  test('that is booked can be found but not had; what the house withholds looks the same', () => {
    for (const seatId of ['L-A1', 'C-A3']) {
      const seat = drawn(state).find(seatId)?.attributes;
      expect([seat?.get('data-status'), seat?.get('aria-disabled')]).toEqual(['booked', 'true']);
    }
  });

  test('is not there where the plan has none', () => {
    expect(seatMapHtml(state)).not.toContain('C-B2');
  });
});

describe('a frame', () => {
  test('has nothing for nothing', () => {
    const state = shown(selected('ann-11', ['C-A1']));
    expect(patched(state, state, 'ann-11')).toBe('');
    expect(patched(state, { ...state, sequence: 99 })).toBe('');
  });

  test('is one line of little', () => {
    const frame = patched(shown(), shown(selected('ann-11', ['C-A1'])));
    expect(frame).not.toMatch(/[\n\r]/);
    const seat = /<button id="C-A1".*?<\/button>/.exec(frame)?.[0] ?? '';
    expect(seat.length).toBeGreaterThan(0);
    expect(seat.length).toBeLessThan(170);
  });

  test('tells the loser which seat and why, and nobody else', () => {
    const before = shown(selected('ann-11', ['C-A1', 'C-A2']));
    const after = shown(selected('ann-11', ['C-A1', 'C-A2']), booked('bob-22', ['C-A1']));
    const screen = drawn(before, 'ann-11');
    screen.apply(patched(before, after, 'ann-11'));
    expect(screen.text('notices')).toBe('Someone else just booked C-A1.');
    expect(screen.find('notices')?.attributes.get('role')).toBe('alert');
    expect(screen.text('strip')).toContain('1 seat');
    expect(patched(before, after)).not.toContain('notices');
    expect(patched(before, after, 'bob-22')).not.toContain('Someone else');
  });

  test('shows the order once it is in the log', () => {
    const before = shown(selected('ann-11', ['C-A1']));
    const after = shown(selected('ann-11', ['C-A1']), booked('ann-11', ['C-A1']));
    const screen = drawn(before, 'ann-11');
    expect(screen.find('strip')?.attributes.get('data-expires-at')).toBe(String(T0 + 300_000));
    screen.apply(patched(before, after, 'ann-11'));
    expect(screen.text('strip')).toContain('AAAA-0001');
    expect(screen.find('strip')?.attributes.get('data-order')).toBe('AAAA-0001');
  });

  test('shows an order also where the seats were chosen since the last frame', () => {
    const screen = drawn(shown(), 'ann-11');
    screen.apply(patched(shown(), shown(selected('ann-11', ['C-A1']), booked('ann-11', ['C-A1'])), 'ann-11'));
    expect(screen.text('strip')).toContain('AAAA-0001');
  });

  test('says that time ran out', () => {
    const before = shown(selected('ann-11', ['C-A1']));
    const after = shown(selected('ann-11', ['C-A1']), expired('ann-11', T0 + 300_000));
    const screen = drawn(before, 'ann-11');
    screen.apply(patched(before, after, 'ann-11'));
    expect(screen.text('notices')).toBe('Your time ran out, and C-A1 went back on sale.');
  });

  test('says when sales are paused, but not why: that is for staff', () => {
    const suspended = happened(T0, {
      type: 'suspended',
      version: EVENT_VERSION,
      commandId: 'c',
      by: 'staff',
      reason: 'the log differs',
    });
    const screen = drawn(shown());
    screen.apply(patched(shown(), shown(suspended)));
    expect(screen.text('sales')).toContain('paused');
    expect(screen.toString()).not.toContain('the log differs');
  });
});

test('a thousand arrivals are one line and a number', () => {
  const screening = new FakeScreening();
  const before = snapshotOf(screening);
  for (let who = 0; who < 1000; who++) {
    screening.put({
      type: 'joined',
      version: EVENT_VERSION,
      viewerId: `viewer-${who}`,
      color: 'teal',
      instance: 'one',
    });
  }
  const after = snapshotOf(screening);
  const frame = patched(before, after);
  expect(frame.length).toBeLessThan(3000);
  const screen = drawn(before);
  screen.apply(frame);
  expect(screen.text('feed')).toContain('1000 people came to look');
  expect(screen.text('viewer-count')).toBe('1000');
  expect(screen.text('viewers-more')).toBe('and 976 more');
  expect(screen.find('viewers')?.children).toHaveLength(24);
});

test('who leaves and comes again comes last', () => {
  const screening = new FakeScreening();
  const passer = { version: EVENT_VERSION, instance: 'one' } as const;
  const come = (viewerId: string) => screening.put({ type: 'joined', color: 'teal', viewerId, ...passer });
  for (const viewerId of people) come(viewerId);
  const before = snapshotOf(screening);
  screening.put({ type: 'left', viewerId: people[0] ?? '', ...passer });
  come(people[0] ?? '');
  const after = snapshotOf(screening);
  const screen = drawn(before);
  screen.apply(patched(before, after));
  expect(screen.toString()).toBe(drawn(after).toString());
});

test('fifty changed seats of the large house render in half a millisecond', () => {
  const screening = new FakeScreening(opera);
  const before = snapshotOf(screening);
  const seatIds = [...screening.state.index.byId.keys()];
  for (let who = 0; who < 50; who++) screening.toggle(`viewer-${who}`, seatIds[who * 25] ?? '');
  const after = snapshotOf(screening);
  let best = Infinity;
  for (let run = 0; run < 300; run++) {
    const start = performance.now();
    patched(before, after);
    best = Math.min(best, performance.now() - start);
  }
  expect(best).toBeLessThan(0.5);
});
