import { crowd, emptyTally } from '../../scripts/demo/crowd.ts';
import { PhoneClient } from '../../scripts/demo/client.ts';
import { expect, test } from '../fixtures/test.ts';

// They all come from one address and think a hundred times as fast as people do.
test.use({ theatreOptions: { env: { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_GRACE_SECONDS: '1' } } });

test('a crowd that fights over a small house leaves with every seat sold once', async ({ theatre }) => {
  const screening = await theatre.createScreening({ house: 'studio' });
  const phones = { origin: theatre.url, screening: screening.id };
  const tally = emptyTally();
  const over = new AbortController();
  const evening = crowd({ ...phones, patrons: 20, pace: 0.01, signal: over.signal }, tally);
  try {
    await expect.poll(() => tally.sales.length, { timeout: 30_000 }).toBeGreaterThanOrEqual(10);
  } finally {
    over.abort();
    await evening;
  }

  expect(tally.lastFailure).toBe('');
  const sold = tally.sales.flatMap(({ seatIds }) => seatIds);
  expect(new Set(sold).size, 'no seat is sold twice').toBe(sold.length);
  const orders = tally.sales.map(({ order }) => order);
  expect(new Set(orders).size, 'each has an order of its own').toBe(orders.length);

  const seats = async () => {
    const { seats } = await new PhoneClient(phones).look();
    return Object.entries(seats).map(([seatId, { status }]) => ({ seatId, status }));
  };
  // Who was thrown out at the end keeps their seats for the grace period, and not longer.
  await expect.poll(async () => (await seats()).filter(({ status }) => status === 'held').length).toBe(0);
  const booked = (await seats()).filter(({ status }) => status === 'booked').map(({ seatId }) => seatId);
  expect(booked.toSorted(), 'what was sold is booked').toEqual(expect.arrayContaining(sold.toSorted()));
});
