/** A clerk's whole day by keys alone, from the first manager to the counted drawer; every sum is added up here as well. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { Clerk, openHouse, openSale, openShift } from './clerk.ts';
import { closeDay } from './close-day.ts';
import { find, isReady, ordered, panel, seat, told } from './counter.ts';
import { CENTRE_WITH_CODE, DayBook, money, ticket, worth, type Ticket } from './day-book.ts';
import { freshHash, shownHash } from './map-hash.ts';
import { ownLog } from './own-log.ts';

test('a day by keys alone: people, a shift, twenty sales of all kinds, what comes after them, an outage, the count and its report', async ({
  openKiosk,
}) => {
  test.setTimeout(180_000);
  const log = await ownLog();
  try {
    const kiosk = await openKiosk({ env: { NATS_URL: log.natsUrl } });
    const { window, data } = kiosk;
    const clerk = new Clerk(window);
    const book = new DayBook();
    const done = (words: string) => panel(window).locator('.done').filter({ hasText: words });

    const id = await openHouse(clerk);
    const phoned = [ticket('R-A1'), ticket('R-A2')];
    const phoneOrder = await ordered(
      await kiosk.url(),
      id,
      'Zoë Müller',
      phoned.map(({ seatId }) => seatId),
    );
    await openShift(clerk, 100_00);
    book.float = 100_00;
    await openSale(clerk);

    await test.step('two best seats for cash, in ten keys at most', async () => {
      clerk.presses = 0;
      const tickets = await clerk.best(2);
      await clerk.press('Enter');
      await clerk.due(worth(tickets));
      const ways = await clerk.takes(worth(tickets), { by: 'cash', given: 100_00 });
      await clerk.reference();
      expect(clerk.presses).toBeLessThanOrEqual(10);
      await expect(window.locator('.change-due b')).toHaveText('€3');
      book.sells(tickets, ways);

      clerk.presses = 0;
      const next = await clerk.best(2);
      await clerk.press('Enter');
      await clerk.due(worth(next));
      book.sells(next, await clerk.takes(worth(next), { by: 'exactly' }));
      await clerk.reference();
      expect(clerk.presses).toBe(3);
    });

    await test.step('named seats, of which one is exchanged for a dearer one and one given back', async () => {
      await clerk.goTo('l-c2-4');
      const tickets = await clerk.tickets(3);
      expect(tickets.map(({ seatId }) => seatId)).toEqual(['L-C2', 'L-C3', 'L-C4']);
      await clerk.toPayment(108_00);
      await clerk.press('n');
      await clerk.type('Grace Hopper');
      await clerk.press('Enter');
      book.sells(tickets, await clerk.takes(108_00, { by: 'cash', given: 110_00 }));
      const order = await clerk.reference();
      await expect(clerk.sold).toContainText('for Grace Hopper');

      await find(window, 'hopper', order);
      await clerk.press('e');
      await expect(panel(window).getByRole('checkbox', { name: /L-C2/ })).toBeFocused();
      await clerk.press('Space', 'm');
      await expect(seat(window, 'L-C2')).toBeFocused();
      const instead = await clerk.walk(['ArrowRight'], 'C-');
      await clerk.press('Enter');
      await expect(panel(window)).toContainText('The new seats cost €12.50 more.');
      await expect(panel(window).getByLabel('Cash given')).toBeFocused();
      book.settles(await clerk.takes(12_50, { by: 'cash', given: 20_00 }));
      await expect(done('Exchanged')).toContainText(instead);
      await expect(done('Exchanged')).toContainText('€7.50');
      await expect(seat(window, 'L-C2')).toHaveAttribute('data-status', 'available');

      // All are chosen to begin with: two of them stay.
      await clerk.press('r');
      const boxes = panel(window).getByRole('checkbox');
      await expect(boxes.first()).toBeFocused();
      const given = await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).value).at(-1) ?? '');
      await clerk.press('Space', 'ArrowDown', 'Space');
      const back = ticket(given);
      await expect(panel(window)).toContainText(`Give back ${money(back.price)} cash`);
      await clerk.press('Enter');
      await expect(panel(window)).toContainText('Type a reason');
      await clerk.type('Ill');
      await clerk.press('Enter');
      await expect(done(`Give back ${money(back.price)} cash`)).toBeVisible();
      await expect(seat(window, given)).toHaveAttribute('data-status', 'available');
      book.takesBack('refunds', [back], { cash: back.price });
      await clerk.press('Escape');
      await expect(panel(window)).toHaveCount(0);
    });

    await test.step('card, both ways, ticket types, places and codes', async () => {
      const sale = async (tickets: readonly Ticket[], payment: Parameters<Clerk['sells']>[1]) =>
        book.sells(tickets, await clerk.sells(tickets, payment));

      await sale(await clerk.best(1), { by: 'card', reference: 'T-4711' });
      await sale(await clerk.best(2), { by: 'both', cash: 20_00, reference: 'T-4712' });
      await clerk.best(1);
      await clerk.press('c');
      await expect(window.locator('.chips [data-type=concession]')).toHaveCount(1);
      await sale(await clerk.tickets(1), { by: 'exactly' });
      await clerk.goTo('1 full + 1 child');
      await expect(window.locator('.chips [data-type=child]')).toHaveCount(1);
      const family = await clerk.tickets(2);
      await sale(family, { by: 'likely', key: 'q', given: Math.ceil(worth(family) / 500) * 500 });
      await clerk.best(3);
      await clerk.press('c', 'h');
      await expect(window.locator('.chips [data-type=child]')).toHaveCount(1);
      await expect(window.locator('.chips [data-type=concession]')).toHaveCount(1);
      await sale(await clerk.tickets(3), { by: 'card', reference: '' });

      // A wheelchair place, and the seat beside it for who comes along.
      await clerk.press('a', 'a');
      await clerk.best(2);
      await clerk.press('k');
      const both = await clerk.tickets(2);
      expect(both.map(({ seatId, type }) => `${seatId} ${type}`).sort()).toEqual(['C-E1 full', 'C-E2 companion']);
      await sale(both, { by: 'exactly' });

      await clerk.best(1);
      await clerk.press('b', 'p');
      await expect(window.locator('input[name=promo]')).toBeFocused();
      await clerk.type('spring');
      await clerk.press('Enter');
      await clerk.due(CENTRE_WITH_CODE);
      const [cheap] = await window
        .locator('.chips button')
        .evaluateAll((all) => all.map((one) => one.dataset['ticket']));
      book.sells(
        [{ ...ticket(cheap ?? ''), price: CENTRE_WITH_CODE }],
        await clerk.takes(CENTRE_WITH_CODE, { by: 'exactly' }),
      );
      await clerk.reference();

      // By arrows: two seats beside each other.
      const left = await clerk.walk(['ArrowDown', 'ArrowLeft', 'ArrowDown', 'ArrowRight']);
      await clerk.press('Enter');
      await expect(seat(window, left)).toHaveAttribute('data-status', 'selected');
      await clerk.walk(['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown']);
      await clerk.press('Enter');
      await sale(await clerk.tickets(2), { by: 'card', reference: 'T-4713' });

      // Others than the best, and seats of the cheaper kind.
      const [first] = await clerk.best(1);
      await clerk.press('n');
      await expect(clerk.chips.first()).not.toHaveAttribute('data-ticket', first?.seatId ?? '');
      await sale(await clerk.tickets(1), { by: 'exactly' });
      await clerk.press('t', 't');
      const wings = await clerk.best(2);
      expect(worth(wings)).toBe(72_00);
      await sale(wings, { by: 'likely', key: 'w', given: 80_00 });

      // A group, by card, under its name and with an address for the tickets.
      await clerk.goTo('5 full + 3 concession');
      await expect(window.locator('.chips [data-type=concession]')).toHaveCount(3);
      const group = await clerk.tickets(8);
      await clerk.toPayment(worth(group));
      await clerk.press('n');
      await clerk.type('Ada Lovelace');
      await clerk.press('Tab');
      await clerk.type('ada@example.org');
      await clerk.press('Enter');
      book.sells(group, await clerk.takes(worth(group), { by: 'card', reference: 'T-4714' }));
      await clerk.reference();
      await expect(clerk.sold).toContainText('for Ada Lovelace');
    });

    await test.step('a sale undone by one key', async () => {
      const tickets = await clerk.best(1);
      const ways = await clerk.sells(tickets, { by: 'card', reference: 'T-4715' });
      book.sells(tickets, ways);
      const order = await clerk.reference();
      await clerk.press('F10');
      await expect(window.locator('.voided')).toContainText(`Order ${order} is undone.`);
      await expect(window.locator('.voided')).toContainText(`Give back ${money(worth(tickets))} by card`);
      book.takesBack('voids', tickets, ways);
      await clerk.tickets(1);
      await clerk.press('x');
      await expect(clerk.chips).toHaveCount(0);
    });

    await test.step('kept for collection, then paid and handed over; a phone’s order paid at the counter', async () => {
      const tickets = await clerk.best(2);
      await clerk.press('u');
      await expect(window.locator('.keep input[name=name]')).toBeFocused();
      await clerk.type('Nora Helmer');
      await clerk.press('Enter');
      await expect(clerk.sold).toContainText(`${money(worth(tickets))} to pay, for Nora Helmer until`);
      const kept = await clerk.reference();
      book.keeps(tickets);

      for (const [name, order, what, payment] of [
        ['helmer', kept, tickets, { by: 'exactly' }],
        ['muller zo', phoneOrder, phoned, { by: 'cash', given: 80_00 }],
      ] as const) {
        await find(window, name, order);
        await clerk.press('p');
        await clerk.due(worth(what));
        book.sells(what, await clerk.takes(worth(what), payment));
        await expect(
          done(payment.by === 'cash' ? 'Paid: €72. Change: €8.' : `Paid: ${money(worth(what))}.`),
        ).toBeVisible();
        await clerk.press('c');
        await expect(panel(window).getByRole('button', { name: /^Hand/ })).toBeFocused();
        await clerk.press('Enter');
        await expect(panel(window)).toContainText('Tickets handed over');
        await clerk.press('Escape');
        await expect(panel(window)).toHaveCount(0);
      }
    });

    await test.step('a comp is refused with the cashier’s own PIN, and agreed with a manager’s', async () => {
      await clerk.best(1);
      await clerk.press('o');
      const free = await clerk.tickets(1);
      await clerk.press('b');
      await expect(window.getByLabel('Reason for the comp')).toBeFocused();
      await clerk.type('The critic');
      await clerk.press('Enter');
      await expect(window.getByLabel('A manager’s PIN')).toBeFocused();
      await clerk.type('8024');
      await clerk.press('Enter', 'Enter');
      await expect(told(window)).toContainText('That is no manager’s PIN. Nothing was sold.');
      await expect(clerk.order).toHaveCount(0);
      await clerk.press('Enter');
      await expect(window.getByLabel('A manager’s PIN')).toBeFocused();
      await clerk.type('4711');
      await clerk.press('Enter', 'Enter');
      await expect(clerk.sold).toContainText('€0 given away');
      book.sells(free, {});
      book.comps.push({ order: await clerk.reference(), tickets: 1, reason: 'The critic' });
    });

    await test.step('while the log is away nothing is sold and orders are found; back, it goes on by itself', async () => {
      const tickets = await clerk.best(2);
      const booked = window.locator('button.seat[data-status=booked]');
      const before = await booked.count();
      await log.kill();
      await expect(window.locator('#log-status')).toHaveText(/^Log lost since/);
      await clerk.toPayment(worth(tickets));
      await clerk.press('Enter');
      await expect(told(window)).toContainText('The log does not answer');
      await expect(clerk.order).toHaveCount(0);
      await clerk.press('F3');
      await clerk.type('helmer');
      await expect(window.getByRole('option').first()).toContainText('Nora Helmer');
      await expect(window.locator('dialog.search')).toContainText(/As of \d\d:\d\d:\d\d/);
      await clerk.press('Escape');
      await expect(booked).toHaveCount(before);

      await log.restart();
      await isReady(window);
      await expect(window.locator('.shut')).toHaveText('');
      await expect(window.locator('.map-region')).toHaveAttribute('data-fresh', 'true');
      const viewerId = readFileSync(join(data, 'kiosk-id'), 'utf8').trim();
      expect(await shownHash(window)).toBe(await freshHash(log.natsUrl, id, viewerId));
      // The payment is still open, and so are its seats.
      await clerk.due(worth(tickets));
      book.sells(tickets, await clerk.takes(worth(tickets), { by: 'cash', given: 100_00 }));
      await clerk.reference();
      await expect(booked).toHaveCount(before + 2);
      const last = await clerk.best(1);
      book.sells(last, await clerk.sells(last, { by: 'exactly' }));
    });

    await test.step('paid out, counted blind by coin and note, reported', async () => {
      await closeDay(clerk, book, { data, natsUrl: log.natsUrl });
    });
  } finally {
    await log.dispose();
  }
});
