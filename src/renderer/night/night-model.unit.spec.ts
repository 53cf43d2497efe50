import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../theatre/contract/catalogue/index.ts';
import { busyNight } from '../../../bench/replay-night/busy-night.ts';
import { figuresOf } from '../../../theatre/replay/figures.ts';
import { nightOf } from '../../../theatre/replay/night.ts';
import { blank } from '../../../theatre/screening/snapshot.ts';
import { snapshotAfter } from '../../../theatre/replay/scene.ts';
import { seatOf } from '../../../theatre/screening/state.ts';
import { statusFor } from '../../../theatre/screening/view.ts';
import { studio } from '../../../theatre/seating/houses/studio.ts';
import { indexPlan } from '../../../theatre/seating/plan.ts';
import { createScreeningStore } from '../screening-store.ts';
import { NightModel } from './night-model.ts';

const items = busyNight(studio, 3000);
const seatIds = [...indexPlan(studio).byId.keys()];

/** As the window does it: in parts, then a picture after another on one screen. */
function opened() {
  const model = new NightModel();
  const first = model.add(items.slice(0, 700));
  const whole = model.whole();
  if (!whole) throw new Error('no house');
  const store = createScreeningStore(whole);
  const rest = model.add(items.slice(700));
  const show = (count: number) => {
    const picture = model.picture(count);
    if (!picture) throw new Error('no picture');
    store.apply(picture.frame);
    return picture;
  };
  return { model, store, show, first, rest };
}

describe('a night on the screen', () => {
  test('shows at every place what a fold from the start gives, wherever it was before', () => {
    const { store, show } = opened();
    for (const count of [3000, 1, 1500, 1499, 1501, 40, 2999, 257, 256, 255, 3000]) {
      let fold = blank;
      for (const item of items.slice(0, count)) fold = snapshotAfter(fold, item);
      const picture = show(count);
      expect(picture.figures).toEqual(figuresOf(fold));
      expect(picture.count).toBe(count);
      const should = seatIds.map((seatId) => {
        const seat = seatOf(fold.state, seatId);
        return seat && statusFor(seat, { staff: true });
      });
      expect(seatIds.map((seatId) => store.shown.status[seatId])).toEqual(should);
      expect(store.shown.feed.map(({ sequence }) => sequence)).toEqual(fold.feed.map(({ sequence }) => sequence));
    }
  });

  test('never shows a selection as somebody’s own', () => {
    const { store, show } = opened();
    for (let count = 1; count <= 3000; count += 97) {
      show(count);
      expect(Object.values(store.shown.status)).not.toContain('selected');
    }
  });

  test('begins where the house was opened, and says before that that there is none', () => {
    expect(new NightModel().whole()).toBeUndefined();
    expect(new NightModel().picture(1)).toBeUndefined();
    expect(opened().show(0).count).toBe(1);
  });

  test('tells of each part when its items happened and what is marked in it', () => {
    const { first, rest } = opened();
    const night = nightOf(items);
    expect([...first.times, ...rest.times]).toEqual(items.map((_, at) => night.timeOf(at + 1)));
    expect([first.length, rest.length, rest.opening, rest.sequence]).toEqual([700, 3000, 1, 3000]);
    const sold = [...first.marks, ...rest.marks].filter(({ kind }) => kind === 'booked').length;
    expect(sold).toBe(items.filter(({ event }) => event.type === 'booked').length);
  });
});

describe('a night that is asked', () => {
  const { model, show } = opened();
  show(3000);
  const sale = items.find(({ event }) => event.type === 'booked');
  if (sale?.event.type !== 'booked') throw new Error('nobody bought');
  const { viewerId, order, bookedSeats } = sale.event;
  const seatId = bookedSeats[0]?.seatId ?? '';

  test('knows who bought a seat, and what else they did', () => {
    const bought = expect.objectContaining({ kind: 'bought', viewerId, order });
    expect(model.seatStory(seatId).lines).toContainEqual(bought);
    expect(model.viewerStory(viewerId).lines).toContainEqual(expect.objectContaining({ kind: 'bought', order }));
  });

  test('finds a seat by its id and a buyer by their order', () => {
    expect(model.find(` ${seatId.toLowerCase()} `).seatIds[0]).toBe(seatId);
    expect(model.find(order).viewerIds).toEqual([viewerId]);
    expect(model.find('')).toEqual({ seatIds: [], viewerIds: [] });
    expect(model.find('nobody of that name')).toEqual({ seatIds: [], viewerIds: [] });
  });

  test('ranks hesitation from 1 to 5, and answers what if with what it cannot know', () => {
    const { heat, hottest } = model.insights();
    expect(new Set(heat.map(([, level]) => level))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(heat[0]?.[0]).toBe(hottest[0]?.seatId);
    const answer = model.whatIf({ maxSeats: 1 });
    expect(answer.tried.maxSeats).toBe(1);
    expect(answer.otherwise.refusals['too-many-seats']).toBeGreaterThan(0);
    expect(catalogueOf('en').stories.cannotKnow(answer).length).toBeGreaterThan(3);
    // It crosses to the window as it is.
    expect(structuredClone(answer)).toEqual(answer);
  });
});
