import { describe, expect, test } from 'vitest';
import type { Frame } from '../../theatre/contract/frame.ts';
import { evolve } from '../../theatre/screening/evolve.ts';
import { blank } from '../../theatre/screening/snapshot.ts';
import { openedEvent, policy, selectionEvent, T0 } from '../../theatre/screening/testing/given.ts';
import type { Moment } from './frame.ts';
import { ScreeningFeed } from './screening-feed.ts';

/** A feed whose clock and window are in the test's hand. */
function feed() {
  let now: Moment = { ...blank, fresh: true, settlement: null };
  let waiting: (() => void) | undefined;
  const sent: Frame[] = [];
  const change = (...seatIds: string[]) => {
    const event = seatIds.length === 0 ? openedEvent() : selectionEvent('phone-one', seatIds);
    const sequence = now.sequence + 1;
    now = { ...now, sequence, state: evolve(now.state, { sequence, at: T0, event }) };
  };
  change();
  const under = new ScreeningFeed({
    onlooker: { viewerId: 'kiosk-one', policy },
    now: () => now,
    send: (frame) => sent.push(frame),
    later: (run) => {
      expect(waiting, 'one flush at a time is due').toBeUndefined();
      waiting = run;
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
    isDue: () => waiting !== undefined,
    tick: () => {
      const run = waiting;
      waiting = undefined;
      run?.();
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
