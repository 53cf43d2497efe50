/** The log stops: every command is answered in time and truly, nothing is half done, and it goes on as soon as it can. */
import { afterEach, expect, test } from 'vitest';
import { stopwatch } from '../theatre/log/testing/stopwatch.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
let paused: number | undefined;
afterEach(async () => {
  if (paused !== undefined) process.kill(paused, 'SIGCONT');
  paused = undefined;
  await house.dispose();
});

const PATIENCE_MS = 3000;

/** The answer, and whether it came within so many milliseconds. */
async function timed(asked: Promise<Response>, promisedMs: number): Promise<{ answer: Response; inTime: boolean }> {
  const time = stopwatch();
  const answer = await asked;
  return { answer, inTime: time.within(promisedMs) };
}

/** The log’s process stands still, as one does whose disk hangs: connections stay open, nothing is answered. */
function pause(): void {
  paused = house.testLog.embedded.pid;
  process.kill(paused, 'SIGSTOP');
}

function goOn(): void {
  if (paused !== undefined) process.kill(paused, 'SIGCONT');
  paused = undefined;
}

test('a log that stands still: 503 within three seconds, for what is known and what is not', async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
  const id = await house.screening();
  const [anna, ben] = [await house.visitor(id), await house.visitor(id)];
  await done(anna.toggle('C-A2'));
  const key = 'k3y-of-this-form';
  pause();

  const asked = await Promise.all([
    timed(anna.book({ key }), PATIENCE_MS),
    timed(ben.toggle('C-A3'), PATIENCE_MS),
    timed(house.staff(`/api/screenings/${id}/withhold`, { seatIds: ['C-A4'] }), PATIENCE_MS),
    timed(
      house.staff('/api/screenings', { title: 'New', house: 'studio', startsAt: '2030-01-01T19:30:00Z' }),
      PATIENCE_MS,
    ),
  ]);
  for (const { answer, inTime } of asked) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(['unsettled', 'log-unreachable']).toContain((await problemIn(answer)).code);
    expect(inTime).toBe(true);
  }
  // Once it is known that the log is out of reach, nothing is tried any more, so that nothing can land later.
  await expect.poll(() => house.log.connected).toBe(false);
  const late = await timed(ben.toggle('C-B2'), 500);
  expect(late.inTime).toBe(true);
  expect((await problemIn(late.answer)).code).toBe('log-unreachable');
  expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
  // What is known can still be looked at; what is not cannot be made up.
  expect((await anna.get(`/screenings/${id}`)).status).toBe(200);
  const unknown = await timed(fetch(`${house.url}/screenings/never-heard-of`), PATIENCE_MS);
  expect(unknown.answer.status).toBe(503);
  expect(unknown.inTime).toBe(true);

  goOn();
  await expect.poll(async () => (await fetch(`${house.url}/readyz`)).status).toBe(200);
  // Whatever became of the booking, asking again with its key answers with the one order that there is.
  const again = await anna.book({ key });
  expect(again.status).toBe(201);
  const live = await house.screenings.open(id);
  expect(live?.state.orders.size).toBe(1);
  expect(live?.state.counts.booked).toBe(1);
  const order = (await (await anna.get(again.headers.get('location') ?? '')).json()) as { seats: { seatId: string }[] };
  expect(order.seats.map(({ seatId }) => seatId)).toEqual(['C-A2']);

  // Where another log was found in its place, no balancer sends anybody here until this server is started anew.
  house.log.foundReplaced?.();
  expect((await fetch(`${house.url}/readyz`)).status).toBe(503);
  // What was refused without being tried did not happen.
  expect(live?.state.rows.flat().filter(({ status }) => status === 'held').length).toBeLessThanOrEqual(1);
  expect((await done(ben.toggle('C-B2'))).status).toBe(204);
});

test('a log that is killed: the next sale goes through at once when it is back', async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
  const id = await house.screening();
  const anna = await house.visitor(id);
  await done(anna.toggle('C-A2'));
  process.kill(house.testLog.embedded.pid, 'SIGKILL');
  const { answer, inTime } = await timed(anna.toggle('C-A3'), PATIENCE_MS);
  expect(inTime).toBe(true);
  // It starts again by itself, so either may be: taken, or refused in words.
  expect([204, 503]).toContain(answer.status);
  await expect.poll(async () => (await anna.post('extend')).status).toBe(204);
  const booked = await anna.book({ seatIds: answer.status === 204 ? ['C-A2', 'C-A3'] : undefined });
  expect(booked.status).toBe(201);
});
