/** A clerk who has no pointer: all they do is press keys and look at the screen. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '../fixtures/test.ts';
import { isReady, seat, tabTo } from './counter.ts';
import { money, ticket, worth, type Ticket, type Type, type Ways } from './day-book.ts';
import { addCashier, firstManager, signIn } from './people.ts';

/** How a customer pays; sums in cents. */
export type Payment =
  | { readonly by: 'exactly' }
  | { readonly by: 'cash'; readonly given: number }
  /** The sum that `key` offers beside the field. */
  | { readonly by: 'likely'; readonly key: 'q' | 'w' | 'e' | 'r'; readonly given: number }
  | { readonly by: 'card'; readonly reference: string }
  | { readonly by: 'both'; readonly cash: number; readonly reference: string };

export class Clerk {
  /** Since the last `count()`. */
  presses = 0;
  readonly window: Page;

  constructor(window: Page) {
    this.window = window;
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.presses += 1;
      await this.window.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    this.presses += text.length;
    await this.window.keyboard.type(text);
  }

  /** The order of the sale just made. */
  get order(): Locator {
    return this.window.locator('.order');
  }

  get sold(): Locator {
    return this.window.locator('.sold');
  }

  get chips(): Locator {
    return this.window.locator('.chips button');
  }

  /** What is chosen, once it is so many seats, as this test prices it; the screen has to say the same. */
  async tickets(count: number): Promise<Ticket[]> {
    await expect(this.chips).toHaveCount(count);
    const chosen = await this.chips.evaluateAll((all) =>
      all.map(({ dataset }) => [dataset['ticket'], dataset['type']]),
    );
    const tickets = chosen.map(([seatId, type]) => ticket(seatId ?? '', type as Type));
    await expect(this.window.locator('.total')).toHaveText(money(worth(tickets)));
    return tickets;
  }

  /** So many of the best seats. */
  async best(count: number): Promise<Ticket[]> {
    await this.press(String(count));
    return this.tickets(count);
  }

  /** Types something into the one field for seats, rows and parties. */
  async goTo(text: string): Promise<void> {
    await this.press('g');
    await expect(this.window.locator('input[name=go-to]')).toBeFocused();
    await this.type(text);
    await this.press('Enter');
  }

  /** Presses arrows until a seat that is free has the focus, of those whose ids begin so; answers which. */
  async walk(keys: readonly string[], beginning = ''): Promise<string> {
    for (let step = 0; step < 40; step++) {
      await this.press(keys[step % keys.length] ?? 'ArrowRight');
      const [id, status] = await this.window.evaluate(() => {
        const focused = document.activeElement;
        return focused instanceof HTMLElement ? [focused.id, focused.dataset['status']] : [];
      });
      if (id?.startsWith(beginning) && status === 'available') return id;
    }
    throw new Error('no arrow leads to a free seat');
  }

  /** From chosen seats to their payment, which asks for so much. */
  async toPayment(amount: number): Promise<void> {
    await this.press('b');
    await this.due(amount);
  }

  async due(amount: number): Promise<void> {
    await expect(this.window.locator('.tender .due b')).toHaveText(money(amount));
    await expect(this.window.locator('.tender button[type=submit]')).toHaveAttribute('aria-disabled', 'false');
  }

  /** Takes the money for what the form asks; answers which way how much of it came. */
  async takes(amount: number, payment: Payment): Promise<Ways> {
    const change = this.window.locator('.tender .change b');
    switch (payment.by) {
      case 'exactly':
        await this.press('Enter');
        return { cash: amount };
      case 'cash':
      case 'likely':
        if (payment.by === 'likely') await this.press(payment.key);
        else await this.type(typed(payment.given));
        await expect(change).toHaveText(money(payment.given - amount));
        await this.press('Enter');
        return { cash: amount };
      case 'card':
        await this.press('Space');
        await expect(this.window.locator('.tender .due')).toHaveText(`Key in ${money(amount)}`);
        await this.type(payment.reference);
        await this.press('Enter');
        return { card: amount };
      case 'both':
        await this.type(typed(payment.cash));
        await this.press('Space');
        await expect(this.window.locator('.tender .due b')).toHaveText(money(amount - payment.cash));
        await this.type(payment.reference);
        await this.press('Enter');
        return { cash: payment.cash, card: amount - payment.cash };
      default:
        return payment satisfies never;
    }
  }

  /** The reference of the sale just made. */
  async reference(): Promise<string> {
    await expect(this.order).toHaveText(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    return this.order.innerText();
  }

  /** Sells what is chosen; the seats are sold on the map, too. */
  async sells(tickets: readonly Ticket[], payment: Payment): Promise<Ways> {
    const amount = worth(tickets);
    await this.toPayment(amount);
    const ways = await this.takes(amount, payment);
    await this.reference();
    const given = payment.by === 'cash' || payment.by === 'likely' ? payment.given : amount;
    const change = this.window.locator('.change-due b');
    if (given > amount) await expect(change).toHaveText(money(given - amount));
    else await expect(change).toHaveCount(0);
    for (const { seatId } of tickets) await expect(seat(this.window, seatId)).toHaveAttribute('data-status', 'booked');
    return ways;
  }
}

const typed = (cents: number): string => (cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2));

/** By keys: a screening next year, its prices and a promo code, a manager and a cashier, who is signed in then. Answers the screening's id. */
export async function openHouse(clerk: Clerk): Promise<string> {
  const { window } = clerk;
  await isReady(window);
  await clerk.press('n');
  await expect(window.getByLabel('Title')).toBeFocused();
  await clerk.type('The Tempest');
  // Next year, whatever the time of the day is now: the field's third part is the year.
  await tabTo(window, 'start');
  await clerk.press('ArrowRight', 'ArrowRight', 'ArrowUp', 'Enter');
  const address = await window.locator('.url').innerText();
  await clerk.press('Escape');
  await firstManager(window);
  await addCashier(window);
  await clerk.press('Escape');
  await expect(window.locator('.screenings button')).toBeFocused();

  await clerk.press('p');
  const dialog = window.locator('.screening-dialog');
  await expect(dialog.locator('input[name=price-a]')).toBeFocused();
  await clerk.type('48.50');
  await tabTo(window, 'promos');
  await clerk.type('SPRING 25');
  await clerk.press('Tab', 'Enter');
  await expect(dialog).toHaveCount(0);

  await clerk.press('F8');
  await expect(window.getByRole('heading', { name: 'This kiosk is locked' })).toBeVisible();
  await clerk.press('Escape');
  await signIn(window, 'to', '8024');
  await expect(window.locator('.acting')).toContainText('Tom Brandt, Cashier');
  return new URL(address).pathname.split('/').at(-1) ?? '';
}

/** From the list of screenings. */
export async function openShift(clerk: Clerk, float: number): Promise<void> {
  await clerk.press('F4');
  await expect(clerk.window.locator('input[name=float]')).toBeFocused();
  await clerk.type(typed(float));
  await clerk.press('Enter');
  await expect(clerk.window.locator('.till-lamp')).toHaveAttribute('data-open', 'true');
  await clerk.press('Escape');
}

/** From the list of screenings to the sale of the first. */
export async function openSale(clerk: Clerk): Promise<void> {
  await expect(clerk.window.locator('.screenings button')).toBeFocused();
  await clerk.press('Enter');
  await expect(clerk.window.locator('button.seat[tabindex="0"]')).toBeFocused();
}
