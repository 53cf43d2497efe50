/** The end of a clerk's day: what was counted, what the screen reports, and what the log alone says, are the same sums. */
import { execFileSync } from 'node:child_process';
import { environment, node, root } from '../../scripts/steps.ts';
import { expect } from '../fixtures/test.ts';
import type { Clerk } from './clerk.ts';
import { exact, inCoins, type DayBook } from './day-book.ts';

/** Pays something out, counts half a euro too little and compares the report, row by row. */
export async function closeDay(
  clerk: Clerk,
  book: DayBook,
  { data, natsUrl }: { data: string; natsUrl: string },
): Promise<void> {
  const { window } = clerk;
  await clerk.press('F4', 'o');
  await expect(window.locator('input[name=amount]')).toBeFocused();
  await clerk.type('12.50');
  await clerk.press('Enter');
  await expect(window.locator('input[name=reason]')).toBeFocused();
  await clerk.type('Flowers');
  await clerk.press('Enter');
  await expect(window.locator('.moves li')).toContainText('Flowers');
  book.paidOut = 12_50;
  await clerk.press('c');
  await expect(window.locator('input[name="count-50000"]')).toBeFocused();
  // Half a euro is missing. What should be there is nowhere before the count.
  const counted = book.expected - 50;
  await expect(window.locator('.till')).not.toContainText(exact(book.expected));
  for (const count of inCoins(counted)) {
    if (count > 0) await clerk.type(String(count));
    // Down the list, and from its end on to the report.
    await clerk.press('Enter');
  }
  await expect(window.locator('.verdict')).toHaveText('€0.50 missing');
  expect(book.sold.orders).toBeGreaterThanOrEqual(20);
  const rows = await window
    .locator('.report tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')));
  expect(rows, 'the report on the screen').toEqual(book.rows(counted));

  const shift = (await window.locator('.report').getAttribute('data-shift')) ?? '';
  const recomputed = execFileSync(node, ['scripts/shift-report.ts', '--shift', shift, '--json'], {
    cwd: root,
    encoding: 'utf8',
    env: environment({ FULL_HOUSE_DATA: data, NATS_URL: natsUrl }),
  });
  expect(JSON.parse(recomputed), 'what the log alone says').toMatchObject({ shift, ...book.report(counted) });
}
