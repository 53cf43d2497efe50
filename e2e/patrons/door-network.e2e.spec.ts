import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { atTheDoor, KEY, outcomes, sell } from './door-desk.ts';

test.use({ theatreOptions: { env: { FULL_HOUSE_TICKET_KEY: KEY } } });

const ADMISSIONS = '**/admissions';

/** As a scanner does it: types, and Enter. */
async function scan(door: Page, code: string): Promise<void> {
  await door.getByLabel('Scan a ticket').focus();
  await door.keyboard.insertText(code);
  await door.keyboard.press('Enter');
}
const answer = (door: Page, outcome: string) => door.locator(`.answer[data-outcome="${outcome}"]`);

test('an answer that is lost on the way lets in once, and is said when it is asked for again', async ({
  theatre,
  browser,
}) => {
  const { id } = await theatre.createScreening();
  const { codes } = await sell(theatre, id, 'C-B4', 'C-B5', 'C-B6');
  const [first = '', second = '', third = ''] = codes;
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  try {
    const door = await atTheDoor(context, theatre, id);
    const keys: string[] = [];
    let lost = 0;
    /** Lets the server have it, and cuts the connection before its answer. */
    const lose = (times: number) =>
      door.route(ADMISSIONS, async (route) => {
        keys.push((route.request().postDataJSON() as { key: string }).key);
        await route.fetch();
        if (lost++ < times) await route.abort('connectionreset');
        else await route.continue();
      });

    // Once: the page asks again by itself.
    await lose(1);
    await scan(door, first);
    await expect(answer(door, 'admitted')).toContainText('by this very scan: its answer was lost');
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(2);
    await door.unrouteAll({ behavior: 'wait' });
    await expect(door.locator('#in')).toContainText('1 of 3 are in');

    // Whatever it tries: it says that it does not know, and the same scan after a reload does.
    lost = 0;
    await lose(99);
    await scan(door, second);
    await expect(answer(door, 'unreached')).toContainText('C-B5');
    await expect(answer(door, 'unreached')).toContainText('not known whether this ticket was let in');
    await door.unrouteAll({ behavior: 'wait' });
    await door.reload({ waitUntil: 'load' });
    await scan(door, second);
    await expect(answer(door, 'admitted')).toContainText('by this very scan');
    await expect(door.locator('#in')).toContainText('2 of 3 are in');
    // Another scan of a ticket that was let in is no lost answer.
    await scan(door, first);
    await expect(answer(door, 'already-admitted')).toContainText('at Main door');

    // Slow: asked once, answered in order, whatever is scanned meanwhile.
    let under = 0;
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const sent: string[] = [];
    await door.route(ADMISSIONS, async (route) => {
      expect(++under, 'one at a time').toBe(1);
      sent.push((route.request().postDataJSON() as { code: string }).code);
      await held;
      under--;
      await route.continue();
    });
    await scan(door, third);
    await scan(door, third);
    await scan(door, 'https://example.org');
    await expect(answer(door, 'asking')).toContainText('Still waiting');
    letGo();
    await expect(answer(door, 'no-ticket')).toBeVisible();
    expect(sent).toEqual([third, 'https://example.org']);
    expect(await outcomes(door)).toEqual(['no-ticket', 'admitted', 'already-admitted', 'admitted']);
  } finally {
    await context.close();
  }
});

test('offline it says so at once, sends nothing later, and tells a forged ticket from a genuine one', async ({
  theatre,
  browser,
}) => {
  const { id } = await theatre.createScreening();
  const other = await theatre.createScreening({ title: 'Hamlet' });
  const [ticket = ''] = (await sell(theatre, id, 'C-B4')).codes;
  const [elsewhere = ''] = (await sell(theatre, other.id, 'C-B4')).codes;
  const context = await browser.newContext();
  try {
    const door = await atTheDoor(context, theatre, id);
    await context.setOffline(true);
    await scan(door, ticket);
    await expect(answer(door, 'genuine')).toContainText('Not checked');
    await expect(answer(door, 'genuine')).toHaveAttribute('data-tone', 'hold');
    await expect(answer(door, 'genuine')).toContainText('C-B4');
    await scan(door, ticket.replace('C-B4', 'C-B5'));
    await expect(answer(door, 'not-genuine')).toBeVisible();
    await scan(door, elsewhere);
    await expect(answer(door, 'other-screening')).toContainText('C-B4');
    await scan(door, '7K3M-XY2Q C-B5');
    await expect(answer(door, 'offline')).toContainText('Nothing was sent');

    await context.setOffline(false);
    // The page's stream is back, and nothing came with it.
    await expect(door.locator('#line')).toBeEmpty();
    await expect(door.locator('#in')).toContainText('0 of 1 are in');
    await scan(door, ticket);
    await expect(answer(door, 'admitted')).not.toContainText('lost');
    await expect(door.locator('#in')).toContainText('1 of 1 are in');
  } finally {
    await context.close();
  }
});

test('a fault of the page itself is told, and the next ticket is asked all the same', async ({ theatre, browser }) => {
  const { id } = await theatre.createScreening();
  const [first = '', second = ''] = (await sell(theatre, id, 'C-B4', 'C-B5')).codes;
  const context = await browser.newContext();
  try {
    const door = await atTheDoor(context, theatre, id);
    // Once, where a scan's key is made.
    await door.evaluate(() => {
      const make = crypto.getRandomValues.bind(crypto);
      crypto.getRandomValues = () => {
        crypto.getRandomValues = make;
        throw new Error('a fault');
      };
    });
    await scan(door, first);
    await expect(answer(door, 'unreached')).toContainText('C-B4');
    await scan(door, second);
    await expect(answer(door, 'admitted')).toContainText('C-B5');
  } finally {
    await context.close();
  }
});
