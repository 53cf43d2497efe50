import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Kiosk } from '../fixtures/electron.ts';
import { removeFolder, temporaryFolder } from '../fixtures/folder.ts';
import { expect, test } from '../fixtures/test.ts';
import { createScreening, isReady } from './counter.ts';

const BY_CARD = 52;
const IN_CASH = 2;

/** So many orders of one seat, sold at this kiosk; answers what each was paid. */
async function sellMany(window: Page, screeningId: string): Promise<ReadonlyMap<string, number>> {
  const paid = await window.evaluate(
    async ({ id, card, cash }) => {
      const { fullHouse } = self;
      const opened = await fullHouse.openScreening({ screeningId: id });
      if (!opened.done) throw new Error(opened.problem.reason);
      const { plan, priceList } = opened.value;
      const seats = plan.sections.flatMap((section) =>
        section.rows.flatMap(({ id: row, positions }) =>
          Array.from(positions).flatMap((category, at) =>
            category === '.' ? [] : [{ seatId: `${section.id}-${row}${at + 1}`, category }],
          ),
        ),
      );
      const orders: [string, number][] = [];
      for (const [at, { seatId, category }] of seats.slice(0, card + cash).entries()) {
        const total = priceList.prices[category] ?? 0;
        await fullHouse.claim({ screeningId: id, seatIds: [seatId] });
        const kind = at < card ? ('card' as const) : ('cash' as const);
        const sold = await fullHouse.book({
          screeningId: id,
          seatIds: [seatId],
          total,
          tenders: [{ kind, amount: total }],
          name: `Customer ${at}`,
        });
        if (!sold.done) throw new Error(sold.problem.reason);
        orders.push([sold.value.order, total]);
      }
      await fullHouse.leaveScreening();
      return orders;
    },
    { id: screeningId, card: BY_CARD, cash: IN_CASH },
  );
  return new Map(paid);
}

/** What the ledger says was given back for each order, refund by refund. */
async function givenBack(kiosk: Kiosk, orders: Iterable<string>): Promise<Map<string, number[]>> {
  const origin = await kiosk.url();
  const token = readFileSync(join(kiosk.data, 'staff-token'), 'utf8').trim();
  const found = [...orders].map(async (order): Promise<[string, number[]]> => {
    const answer = await fetch(`${origin}/api/orders/${order}`, { headers: { authorization: `Bearer ${token}` } });
    const { events } = (await answer.json()) as { events: { event: { type: string; amount: number } }[] };
    return [order, events.filter(({ event }) => event.type === 'refunded').map(({ event }) => event.amount)];
  });
  return new Map(await Promise.all(found));
}

async function toRefunds(window: Page): Promise<void> {
  await isReady(window);
  const screening = window.locator('.screenings button').first();
  await expect(screening).toContainText('Cancelled: The lead is ill');
  await screening.focus();
  await window.keyboard.press('x');
  await expect(window.locator('main.refunds')).toBeVisible();
}

const left = (window: Page) => window.locator('#refunds-left');
const due = (window: Page) => window.locator('.refund-lines [data-order]');

test('refunds that kill -9 falls into go on exactly where they were: no order is refunded twice, none is forgotten', async ({
  openKiosk,
}) => {
  const data = temporaryFolder('refunds-killed');
  try {
    const first = await openKiosk({ data });
    const { window } = first;
    const id = await createScreening(window, 'The Tempest', 'playhouse');
    await window.keyboard.press('Escape');
    await expect(window.locator('.screenings button')).toBeFocused();
    const paid = await sellMany(window, id);
    const cancelled = await window.evaluate(
      (screeningId) => self.fullHouse.cancelScreening({ screeningId, reason: 'The lead is ill' }),
      id,
    );
    expect(cancelled).toMatchObject({ done: true });
    await expect(window.locator('.screenings button')).toContainText('Refunds to do');
    await toRefunds(window);
    await expect(left(window)).toHaveText(`${BY_CARD + IN_CASH} orders to go, 0 done`);
    // One over the counter; then all that need no cash, and the power goes in the middle of them.
    await due(window).last().press('Enter');
    await window.keyboard.press('Enter');
    await expect(left(window)).toHaveText(`${BY_CARD + IN_CASH - 1} orders to go, 1 done`);
    await window.keyboard.press('a');
    await expect(window.locator('#refund-ask')).toBeVisible();
    const child = first.app.process();
    await window.keyboard.press('Enter');
    child.kill('SIGKILL');
    await expect.poll(() => child.signalCode).toBe('SIGKILL');

    const second = await openKiosk({ data });
    const later = second.window;
    await toRefunds(later);
    await expect(left(later)).toHaveText(/^\d+ orders? to go, \d+ done$/);
    const [togo = 0, done = 0] = (await left(later).innerText()).match(/\d+/g)?.map(Number) ?? [];
    expect(togo + done).toBe(BY_CARD + IN_CASH);
    if (togo > IN_CASH - 1) {
      await later.keyboard.press('a');
      await expect(later.locator('#refund-ask')).toBeVisible();
      await later.keyboard.press('Enter');
    }
    await expect(due(later)).toHaveCount(IN_CASH - 1);
    for (let more = IN_CASH - 2; more >= 0; more -= 1) {
      await due(later).first().press('Enter');
      await expect(later.locator('#refund-ask')).toContainText('in cash');
      await later.keyboard.press('Enter');
      await expect(due(later)).toHaveCount(more);
    }
    await expect(later.locator('.finished')).toHaveText(`All ${BY_CARD + IN_CASH} orders are refunded.`);

    // Each once, and to the unit what it was paid.
    const once = new Map([...paid].map(([order, amount]) => [order, [amount]]));
    await expect.poll(() => givenBack(second, paid.keys())).toEqual(once);
    await second.close();
  } finally {
    removeFolder(data);
  }
});
