import { describe, expect, test } from 'vitest';
import { wordingFor } from '../../theatre/contract/wording.ts';
import { openedEvent, policy, record, selected, T0, happened } from '../../theatre/screening/testing/given.ts';
import { fold } from '../../theatre/screening/evolve.ts';
import { blank, type Snapshot } from '../../theatre/screening/snapshot.ts';
import { initial } from '../../theatre/screening/state.ts';
import { houses } from '../../theatre/seating/houses/index.ts';
import type { SeatingPlan } from '../../theatre/seating/plan.ts';
import { Tally, type SalesFigures } from '../consumers/stats/tally.ts';
import { plan as attic } from '../../theatre/screening/testing/given.ts';
import { boardHtml } from './board.ts';
import { orderHtml } from './order-page.ts';
import { pageHtml } from './patch.ts';
import { planCss, planCssName, planCssNamed, planCssPath } from './plan-css.ts';
import { problemHtml } from './problem-page.ts';
import { programmeHtml, programmePatch, type ProgrammeLine } from './programme.ts';

const wording = wordingFor('en', 'en-GB', 'UTC');
const hostile = `"><img src=x onerror=alert(1)>'</title><script>alert(2)</script>`;

function night(title: string, plan: SeatingPlan = attic): Snapshot {
  const opening = happened(
    T0 - 1000,
    openedEvent({ title, plan, prices: { a: 2_550, b: 1_800, c: 900, d: 800, e: 700 } }),
  );
  const state = fold(initial, record([opening, selected('ann-11', ['C-A1'])]));
  return { ...blank, sequence: state.sequence, state };
}

const line = (overrides: Partial<ProgrammeLine> = {}): ProgrammeLine => ({
  id: 'tempest',
  title: 'The Tempest',
  startsAt: '2030-01-01T19:30:00Z',
  house: 'The Attic',
  phase: 'open',
  capacity: 100,
  counts: { available: 90, held: 4, booked: 6, withheld: 0 },
  currency: 'EUR',
  prices: { a: 2_500, b: 1_850 },
  ...overrides,
});

function salesFigures(more: { takings: number; holds?: { made: number; open: number; bought: number } }): SalesFigures {
  const tally = new Tally();
  tally.ledger(record([happened(T0, openedEvent({ screeningId: 'tempest' }))])[0] as never);
  const none = tally.figures();
  if (!none) throw new Error('it was opened');
  const { holds = none.holds, ...rest } = more;
  return {
    ...none,
    ...rest,
    holds: { ...none.holds, ...holds },
    visitors: 12,
    conversion: { holds: 0.5, visitors: 0.25 },
  };
}

const order = {
  reference: 'AAAA-0001',
  screeningId: 'tempest',
  title: hostile,
  startsAt: '2030-01-01T19:30:00Z',
  house: hostile,
  name: hostile,
  email: hostile,
  total: 4_350,
  currency: 'EUR',
  paymentStatus: 'due',
  status: 'held',
  bookedAt: T0,
  seats: [{ seatId: 'C-A1', category: 'a', price: 2_500 }],
} as const;

const now = Date.parse('2029-12-01T12:00:00Z');
const pages: Record<string, string> = {
  programme: programmeHtml([line({ title: hostile, house: hostile })], { sequence: 7, now, wording }),
  'empty programme': programmeHtml([], { sequence: 7, now, wording }),
  screening: pageHtml(night(hostile), 'ann-11', { now: T0, policy, wording }),
  board: boardHtml(night(hostile), { origin: 'http://house.example', now: T0, wording }),
  order: orderHtml(order, wording),
  problem: problemHtml({ status: 404, title: hostile, detail: hostile }, wording),
};

test('the page of an order that was sold without a name and an address says nothing of either', () => {
  expect(orderHtml({ ...order, name: 'Ada', email: null }, wording)).toContain('For Ada');
  expect(orderHtml({ ...order, name: '', email: 'ada@example.org' }, wording)).toContain('For ada@example.org');
  expect(orderHtml({ ...order, name: '', email: null }, wording)).not.toContain('For ');
});

describe.each(Object.entries(pages))('the page: %s', (_name, page) => {
  test('has nothing that the policy of our pages forbids', () => {
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+="|javascript:/i);
    expect(page.match(/<script/g)?.length ?? 0).toBe(page.match(/<script src="\/assets\//g)?.length ?? 0);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('has a language, a title and one main heading', () => {
    expect(page).toContain('<html lang="en-GB"');
    expect(page).toMatch(/<title>[^<]+ · Full House<\/title>/);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  test('shows what people wrote as it is', () => {
    expect(page).not.toContain('<img');
    expect(page).not.toContain('<script>');
  });
});

describe('a screening’s page', () => {
  const page = pageHtml(night('The Tempest'), 'ann-11', { now: T0, policy, wording });

  test('goes on where its snapshot ends', () => {
    expect(page).toContain('hx-sse:connect="/screenings/first-night/events?from=2&amp;lang=en"');
  });

  test('shows the viewer’s own seats from the first moment', () => {
    expect(page).toContain('<button id="C-A1" data-status="selected"');
    expect(page).toContain('data-expires-at="1700000300000"');
    expect(page).toContain('€25.50');
  });

  test('has every seat of every house once', () => {
    for (const plan of houses) {
      const ids = [...pageHtml(night('x', plan), 'ann-11', { wording }).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });
});

describe('the programme', () => {
  test('says what is left in words, also when that is nothing', () => {
    const entries = [
      line(),
      line({ id: 'out', counts: { available: 0, held: 0, booked: 100, withheld: 0 } }),
      line({ id: 'hold', counts: { available: 0, held: 3, booked: 97, withheld: 0 } }),
      line({ id: 'over', phase: 'closed' }),
      line({ id: 'one', counts: { available: 1, held: 0, booked: 99, withheld: 0 } }),
    ];
    const page = programmeHtml(entries, { now, wording });
    const left = (id: string) => new RegExp(`id="left-${id}" data-left="(\\w+)">([^<]+)<`).exec(page)?.slice(1);
    expect(left('tempest')).toEqual(['many', '90 seats left']);
    expect(left('out')).toEqual(['none', 'Sold out']);
    expect(left('hold')).toEqual(['none', 'None free; 3 on hold may come back']);
    expect(left('over')).toEqual(['none', 'Sales have closed']);
    expect(left('one')).toEqual(['few', '1 seat left']);
  });

  test('shows what comes next first, and what is past last', () => {
    const entries = [
      line({ id: 'later', startsAt: '2030-02-01T19:30:00Z' }),
      line({ id: 'past', startsAt: '2029-11-01T19:30:00Z' }),
      line({ id: 'soon', startsAt: '2029-12-02T19:30:00Z' }),
    ];
    const ids = [...programmeHtml(entries, { now, wording }).matchAll(/id="screening-(\w+)"/g)].map(([, id]) => id);
    expect(ids).toEqual(['soon', 'later', 'past']);
  });

  test('is told of a number alone when a number changes', () => {
    const before = [line(), line({ id: 'other' })];
    const after = [line(), line({ id: 'other', counts: { available: 89, held: 5, booked: 6, withheld: 0 } })];
    expect(programmePatch(before, before, { now, wording })).toBe('');
    expect(programmePatch(before, [...before], { now, wording })).toBe('');
    expect(programmePatch(before, after, { now, wording })).toBe(
      '<span id="left-other" data-left="many" class="changed" hx-swap-oob="true">89 seats left</span>' +
        '<span id="sold-other" class="sold" hx-swap-oob="outerMorph">6 sold · 5 being chosen</span>',
    );
  });

  test('says what is sold and what is being chosen to everybody, and what was taken to staff alone', () => {
    const figures = salesFigures({ takings: 12_350, holds: { made: 9, open: 2, bought: 4 } });
    const lines = [line({ figures })];
    const page = programmeHtml(lines, { sequence: 7, now, wording, staff: true });
    expect(page).toContain('>6 sold · 4 being chosen<');
    expect(page).toMatch(/<dl id="figures-tempest"[^]*€123\.50[^]*9, 3 lost[^]*25% of 12/);
    expect(page).toContain('hx-sse:connect="/programme/events?staff&amp;lang=en"');
    const before = [line({ figures: salesFigures({ takings: 1 }) })];
    expect(programmePatch(before, lines, { now, wording, staff: true })).toMatch(
      /^<dl id="figures-tempest" +hx-swap-oob/,
    );
    const late = programmeHtml([line()], { now, wording, staff: true });
    expect(late).toContain('still being read');
    // They come where there was nothing to put them in: the list is new.
    expect(programmePatch([line()], lines, { now, wording, staff: true })).toContain('<div id="programme"');
    for (const text of [programmeHtml([line()], { now, wording }), programmePatch([], [line()], { now, wording })]) {
      expect(text).toContain('6 sold · 4 being chosen');
      expect(text).not.toMatch(/<dl|Takings|\/staff|still being read/);
    }
  });

  test('is told of all of it when a screening comes or changes', () => {
    const patch = programmePatch([line()], [line({ title: hostile }), line({ id: 'new' })], { now, wording });
    expect(patch).toContain('<div id="programme"');
    expect(patch).toContain('id="screening-new"');
    expect(patch).not.toContain('<img');
  });
});

test('a plan’s stylesheet has its content’s hash in its name, and is found by it', () => {
  const path = planCssPath(attic, 'first-night');
  expect(path).toMatch(/^\/assets\/plans\/attic-[0-9a-f]{12}\.css\?of=first-night$/);
  expect(planCssNamed(planCssName(attic))).toBe(planCss(attic));
  expect(planCss(attic)).toContain('#C-A1,#C-A2');
  const moved = { ...attic, curvature: 1 };
  expect(planCssName(moved)).not.toBe(planCssName(attic));
  expect(planCssNamed('attic-000000000000')).toBeUndefined();
});
