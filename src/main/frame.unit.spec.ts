import { describe, expect, test } from 'vitest';
import { VIEWERS_SHOWN } from '../../theatre/contract/frame.ts';
import type { Frame, SeatCell, WholeScreening } from '../../theatre/contract/frame.ts';
import { activityOf } from '../../theatre/screening/activity.ts';
import type { LedgerEvent, PresenceEvent } from '../../theatre/screening/events.ts';
import { evolve } from '../../theatre/screening/evolve.ts';
import { evolvePresence } from '../../theatre/screening/presence.ts';
import { blank, feedAfter } from '../../theatre/screening/snapshot.ts';
import { bookedEvent, MINUTE, openedEvent, policy, selectionEvent, T0 } from '../../theatre/screening/testing/given.ts';
import { frameBetween as frameAfter, wholeScreening, type Moment } from './frame.ts';

const kiosk = { viewerId: 'kiosk-one', policy };
const nothing: Moment = { ...blank, fresh: true, settlement: null };

function after(before: Moment, ...events: (LedgerEvent | PresenceEvent)[]): Moment {
  let now = before;
  for (const event of events) {
    const recorded = { sequence: now.sequence + 1, at: T0, event };
    const activity = activityOf(now.state, recorded);
    const presence =
      event.type === 'joined' || event.type === 'left' ? evolvePresence(now.presence, { at: T0, event }) : now.presence;
    const state =
      event.type === 'joined' || event.type === 'left' ? now.state : evolve(now.state, { ...recorded, event });
    const feed = activity ? feedAfter(now.feed, activity) : now.feed;
    now = { ...now, sequence: recorded.sequence, state, presence, feed };
  }
  return now;
}

const joined = (viewerId: string): PresenceEvent => ({
  type: 'joined',
  version: 1,
  viewerId,
  color: 'teal',
  instance: 'server',
});

/** A window's memory of the seats, kept by frames as the page keeps its own. */
function seatsOf(whole: WholeScreening, frames: readonly (Frame | undefined)[]): Map<string, SeatCell> {
  const seats = new Map<string, SeatCell>();
  for (const cell of [...whole.seats, ...frames.flatMap((frame) => frame?.seats ?? [])]) {
    if (cell[1] === 'available') seats.delete(cell[0]);
    else seats.set(cell[0], cell);
  }
  return seats;
}

const frameBetween = (before: Moment, now: Moment, onlooker: typeof kiosk, frame: number) =>
  frameAfter({ seats: before, lists: before }, now, onlooker, frame);

const open = after(nothing, openedEvent());

describe('the whole of a screening', () => {
  test('lists what is not available, as staff see it, with the holder’s colour', () => {
    const now = after(
      open,
      selectionEvent('phone-one', ['C-A1']),
      selectionEvent('kiosk-one', ['C-A2']),
      { type: 'withheld', version: 1, commandId: 'w', by: 'staff', seatIds: ['L-A1'], reason: 'press' },
      bookedEvent('phone-one', ['C-A1']),
      selectionEvent('phone-two', ['C-A4']),
    );

    const { seats, hold, counts } = wholeScreening(now, kiosk);

    expect(seats).toEqual([
      ['L-A1', 'withheld', '', { kind: 'kill', reason: 'press' }],
      ['C-A1', 'booked', ''],
      ['C-A2', 'selected', expect.stringMatching(/^[a-z]+$/)],
      ['C-A4', 'other_selected', expect.stringMatching(/^[a-z]+$/)],
    ]);
    expect(counts).toEqual({ available: 5, held: 2, booked: 1, withheld: 1 });
    expect(hold).toMatchObject({ seats: [{ seatId: 'C-A2', category: 'a', price: 2_500 }], total: 2_500 });
  });

  test('says whether more time would give any', () => {
    const early = after(open, selectionEvent('kiosk-one', ['C-A1'], { startedAt: T0, expiresAt: T0 + 5 * MINUTE }));
    const late = after(open, selectionEvent('kiosk-one', ['C-A1'], { startedAt: T0, expiresAt: T0 + policy.limitMs }));

    expect(wholeScreening(early, kiosk).hold?.extendable).toBe(true);
    expect(wholeScreening(late, kiosk).hold?.extendable).toBe(false);
  });
});

describe('a frame', () => {
  test('is nothing when nothing changed', () => {
    expect(frameBetween(open, open, kiosk, 1)).toBeUndefined();
    expect(frameBetween(open, { ...open, sequence: 99 }, kiosk, 1)).toBeUndefined();
  });

  test('has the changed seats and the changed parts, and no other', () => {
    const now = after(open, selectionEvent('phone-one', ['C-A1', 'C-A2']));

    const frame = frameBetween(open, now, kiosk, 7);

    expect(frame?.seats.map(([seatId, status]) => [seatId, status])).toEqual([
      ['C-A1', 'other_selected'],
      ['C-A2', 'other_selected'],
    ]);
    expect(Object.keys(frame ?? {}).sort()).toEqual(
      ['counts', 'feed', 'frame', 'fresh', 'screeningId', 'seats', 'sequence', 'viewers'].sort(),
    );
    expect(frame).toMatchObject({ frame: 7, screeningId: 'first-night', sequence: 2, fresh: true });
  });

  test('has what this kiosk holds and lost when that changed', () => {
    const held = after(open, selectionEvent('kiosk-one', ['C-A1']));
    const lost = after(
      held,
      selectionEvent('kiosk-one', [], { action: 'expire', expiresAt: held.state.holds.size > 0 ? T0 + 5 * MINUTE : 0 }),
    );

    expect(frameBetween(open, held, kiosk, 1)?.hold?.seats).toHaveLength(1);
    expect(frameBetween(held, lost, kiosk, 2)?.hold).toMatchObject({
      seats: [],
      total: 0,
      lost: [{ seatId: 'C-A1', why: 'expired' }],
    });
  });

  test('says that the log is away, though no seat changed', () => {
    expect(frameBetween(open, { ...open, fresh: false }, kiosk, 1)).toMatchObject({ fresh: false, seats: [] });
  });

  test('says when sales are suspended and resumed, and closed', () => {
    const common = { version: 1, commandId: 'c', by: 'staff' };
    const suspended = after(open, { ...common, type: 'suspended', reason: 'the log went backwards' });
    const resumed = after(suspended, { ...common, type: 'resumed' });
    const closed = after(resumed, { ...common, type: 'closed' });

    expect(frameBetween(open, suspended, kiosk, 1)?.suspended).toBe('the log went backwards');
    expect(frameBetween(suspended, resumed, kiosk, 1)?.suspended).toBeNull();
    expect(frameBetween(resumed, closed, kiosk, 1)?.phase).toBe('closed');
  });

  test('puts viewers with seats first, and counts those it does not name', () => {
    const many = Array.from({ length: VIEWERS_SHOWN + 20 }, (_, at) => `phone-${String(at).padStart(3, '0')}`);
    const now = after(open, ...many.map(joined), selectionEvent('phone-055', ['C-A1', 'C-A2']));

    const viewers = frameBetween(open, now, kiosk, 1)?.viewers;

    expect(viewers?.total).toBe(VIEWERS_SHOWN + 20);
    expect(viewers?.shown).toHaveLength(VIEWERS_SHOWN);
    expect(viewers?.shown[0]).toEqual({ viewerId: 'phone-055', color: 'teal', seats: 2 });
    expect(viewers?.shown[1]).toEqual({ viewerId: 'phone-000', color: 'teal', seats: 0 });
  });

  test('leaves the lists for later when it is told to, and then has all that they missed', () => {
    const one = after(open, joined('phone-one'), selectionEvent('phone-one', ['C-A1']));
    const two = after(one, selectionEvent('phone-one', ['C-A1', 'C-A2']));

    const without = frameAfter({ seats: open, lists: open }, one, kiosk, 1, false);
    expect(without?.seats).toHaveLength(1);
    expect(without).not.toHaveProperty('feed');
    expect(without).not.toHaveProperty('viewers');

    const all = frameAfter({ seats: one, lists: open }, two, kiosk, 2);
    expect(all?.seats).toHaveLength(1);
    expect(all?.feed).toHaveLength(4);
    expect(all?.viewers).toEqual({ shown: [{ viewerId: 'phone-one', color: 'teal', seats: 2 }], total: 1 });
    expect(frameAfter({ seats: two, lists: one }, two, kiosk, 3)?.seats).toEqual([]);
    expect(frameAfter({ seats: two, lists: one }, two, kiosk, 3, false)).toBeUndefined();
  });

  test('leaves a window that skipped any number of moments with the same seats as one that saw each', () => {
    const history: (LedgerEvent | PresenceEvent)[] = [
      selectionEvent('phone-one', ['C-A1']),
      selectionEvent('phone-one', ['C-A1', 'C-A2']),
      selectionEvent('kiosk-one', ['C-A4']),
      bookedEvent('phone-one', ['C-A1', 'C-A2']),
      selectionEvent('kiosk-one', [], { action: 'deselect' }),
      selectionEvent('phone-two', ['C-A4', 'L-A1']),
    ];
    const moments = [open];
    for (const event of history) moments.push(after(moments.at(-1) ?? open, event));
    const last = moments.at(-1) ?? open;
    const whole = wholeScreening(open, kiosk);

    const each = moments.slice(1).map((moment, at) => frameBetween(moments[at] ?? open, moment, kiosk, at + 1));
    const one = [frameBetween(open, last, kiosk, 1)];

    expect(seatsOf(whole, one)).toEqual(seatsOf(whole, each));
    expect(seatsOf(whole, one)).toEqual(new Map(wholeScreening(last, kiosk).seats.map((cell) => [cell[0], cell])));
  });
});
