import { describe, expect, test } from 'vitest';
import type { Frame } from '../../theatre/contract/frame.ts';
import { evolve } from '../../theatre/screening/evolve.ts';
import { activityOf } from '../../theatre/screening/activity.ts';
import { blank, feedAfter } from '../../theatre/screening/snapshot.ts';
import { openedEvent, policy, selectionEvent, T0 } from '../../theatre/screening/testing/given.ts';
import type { Moment } from './frame.ts';
import { ScreeningFeed } from './screening-feed.ts';

/** A feed whose clock and window are in the test's hand. */
function feed() {
  let now: Moment = { ...blank, fresh: true, settlement: null };
  let waiting: { run: () => void; ms: number } | undefined;
  let clock = 1_000_000;
  const sent: Frame[] = [];
  const change = (...seatIds: string[]) => {
    const event = seatIds.length === 0 ? openedEvent() : selectionEvent('phone-one', seatIds);
    const sequence = now.sequence + 1;
    const activity = activityOf(now.state, { sequence, at: T0, event });
    const feed = activity ? feedAfter(now.feed, activity) : now.feed;
    now = { ...now, sequence, feed, state: evolve(now.state, { sequence, at: T0, event }) };
  };
  change();
  const under = new ScreeningFeed({
    onlooker: { viewerId: 'kiosk-one', policy },
    now: () => now,
    send: (frame) => sent.push(frame),
    clock: () => clock,
    later: (run, ms) => {
      expect(waiting, 'one flush at a time is due').toBeUndefined();
      waiting = { run, ms };
      return () => (waiting = undefined);
    },
  });
  return {
    feed: under,
    sent,
    change: (...seatIds: string[]) => {
      change(...seatIds);
      under.changed();
    },
    /** In how many milliseconds the next flush is due. */
    dueIn: () => waiting?.ms,
    isDue: () => waiting !== undefined,
    /** Lets the time pass until the next flush, and flushes. */
    tick: () => {
      const due = waiting;
      waiting = undefined;
      clock += due?.ms ?? 0;
      due?.run();
    },
  };
}

describe('a screening’s feed to the window', () => {
  test('sends what happened within a frame as one message', () => {
    const { change, tick, sent } = feed();

    change('C-A1');
    change('C-A1', 'C-A2');
    change('C-A2');
    tick();

    expect(sent).toHaveLength(1);
    expect(sent[0]?.seats.map(([seatId]) => seatId)).toEqual(['C-A2']);
  });

  test('sends no further frame before the window has shown the last, then the difference once', () => {
    const { feed: under, change, tick, isDue, sent } = feed();
    change('C-A1');
    tick();

    change('C-A1', 'C-A2');
    change('C-A2', 'C-A3');
    expect(isDue()).toBe(false);

    under.shown(1);
    tick();
    expect(sent.map(({ frame }) => frame)).toEqual([1, 2]);
    expect(sent[1]?.seats.map(([seatId, status]) => [seatId, status])).toEqual([
      ['C-A1', 'available'],
      ['C-A2', 'other_selected'],
      ['C-A3', 'other_selected'],
    ]);
  });

  test('sends nothing for changes that cancelled out while the window was behind', () => {
    const { feed: under, change, tick, sent } = feed();
    change('C-A1');
    tick();
    change('C-A1', 'C-A2');
    change('C-A1');
    under.shown(1);
    tick();

    // The feed's lines and the counts are new objects; no seat is.
    expect(sent.slice(1).flatMap(({ seats }) => seats)).toEqual([]);
  });

  test('renews the feed and the viewers less often than the seats, and misses nothing of them', () => {
    const { feed: under, change, tick, dueIn, sent } = feed();
    change('C-A1');
    tick();
    for (const [at, seatIds] of [['C-A2'], ['C-A3'], ['C-A4']].entries()) {
      under.shown(at + 1);
      change(...seatIds);
      tick();
    }
    expect(sent.map(({ feed: lines }) => lines?.length)).toEqual([2, undefined, undefined, undefined]);

    under.shown(4);
    tick();
    expect(sent).toHaveLength(4);
    expect(dueIn()).toBeGreaterThan(100);
    tick();
    expect(sent).toHaveLength(5);
    expect(sent[4]?.seats).toEqual([]);
    expect(sent[4]?.feed).toHaveLength(5);
    expect(sent[4]?.viewers).toBeDefined();
  });

  test('lets no seat wait for the lists', () => {
    const { feed: under, change, tick, dueIn, sent } = feed();
    change('C-A1');
    tick();
    under.shown(1);
    change('C-A2');
    tick();
    under.shown(2);
    tick();
    expect(dueIn()).toBeGreaterThan(100);

    change('C-A3');
    expect(dueIn()).toBe(16);
    tick();
    expect(sent[2]?.seats.map(([seatId]) => seatId)).toEqual(['C-A2', 'C-A3']);
  });

  test('takes no word of frames that are not the last one sent', () => {
    const { feed: under, change, tick, isDue } = feed();
    change('C-A1');
    tick();

    under.shown(7);
    under.shown(0);
    change('C-A2');
    expect(isDue()).toBe(false);
  });

  test('sends nothing once it is stopped', () => {
    const { feed: under, change, tick, sent } = feed();
    change('C-A1');
    under.stop();
    tick();
    change('C-A2');
    tick();
    expect(sent).toEqual([]);
  });
});
