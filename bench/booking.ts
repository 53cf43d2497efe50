/**
 * What sealing costs a booking: the same sales through the same desk with a customer in plain words and with one who is sealed, whose
 * key is on disk first. The two take turns, so that both meet the same machine.
 *
 *     node bench/booking.ts [--rounds=40] [--at-once=1,16] [--ahead=8] [--folder=FOLDER]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openLog } from '../theatre/log/connection.ts';
import { CustomerKeys } from '../theatre/log/customer-keys.ts';
import { Desk } from '../theatre/log/desk.ts';
import { startEmbeddedLog } from '../theatre/log/embedded.ts';
import { Screenings } from '../theatre/log/screenings.ts';
import { bookSealed } from '../theatre/log/sealed-booking.ts';
import { planOf } from '../theatre/log/testing/plan.ts';
import type { Customer } from '../theatre/screening/events.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '40' },
    'at-once': { type: 'string', default: '1,16' },
    ahead: { type: 'string', default: '0' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const rounds = Number(values.rounds);
const crowds = values['at-once'].split(',').map(Number);

const folder = await mkdtemp(path.join(values.folder, 'full-house-bench-booking-'));
const embedded = await startEmbeddedLog({ folder });
const log = await openLog({ address: embedded.address, name: 'bench' });
const screenings = new Screenings(log);
const policy = { holdMs: 600_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 8 };
const desk = new Desk({ log, screenings, policy });
const keys = new CustomerKeys(log);
const ahead = Number(values.ahead);
if (ahead > 0) keys.keepAhead(ahead);
const person = { name: 'Anna Adler', email: 'anna@example.org' };
const payment = { status: 'due', tenders: [] } as const;
let count = 0;

async function open(): Promise<string> {
  const screeningId = `bench-${count++}`;
  const actor = { id: 'staff', role: 'manager' } as const;
  const [title, startsAt] = ['Bench', '2030-01-01T19:30:00Z'];
  const plan = planOf(26, 40);
  await desk.submit(screeningId, {
    type: 'open',
    actor,
    screeningId,
    title,
    startsAt,
    plan,
    prices: { a: 2500 },
    currency: 'EUR',
  });
  return screeningId;
}

const seatOf = (at: number) => `C-${String.fromCharCode(65 + Math.floor(at / 40))}${1 + (at % 40)}`;

/** Milliseconds that a booking took, its seat being held before. */
async function timed(screeningId: string, seat: number, sealed: boolean): Promise<number> {
  const viewerId = `viewer-${count++}`;
  const order = `order-${count}`;
  await desk.submit(screeningId, { type: 'claim', viewerId, seatIds: [seatOf(seat)] });
  const book = (customer: Customer) => desk.submit(screeningId, { type: 'book', viewerId, order, customer, payment });
  const began = performance.now();
  const outcome = sealed
    ? await bookSealed({
        keys,
        of: { screeningId, order },
        person,
        book,
        landed: (it) => ('accepted' in it ? it.events : []),
      })
    : await book(person);
  const took = performance.now() - began;
  if (!('accepted' in outcome)) throw new Error(`not booked: ${JSON.stringify(outcome)}`);
  return took;
}

const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const p95 = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

for (const crowd of crowds) {
  const times = { plain: [] as number[], sealed: [] as number[] };
  let id = await open();
  let seat = 0;
  for (let round = 0; round < rounds + 3; round++) {
    for (const kind of round % 2 === 0 ? (['plain', 'sealed'] as const) : (['sealed', 'plain'] as const)) {
      if (seat + crowd > 1040) [id, seat] = [await open(), 0];
      const first = seat;
      seat += crowd;
      const took = await Promise.all(
        Array.from({ length: crowd }, (_, at) => timed(id, first + at, kind === 'sealed')),
      );
      // The first rounds are for the machine to warm up.
      if (round >= 3) times[kind].push(...took);
    }
  }
  const [plain, sealed] = [median(times.plain), median(times.sealed)];
  console.log(
    `${crowd} at once: plain ${plain.toFixed(1)} ms (p95 ${p95(times.plain).toFixed(1)}), sealed ${sealed.toFixed(1)} ms (p95 ${p95(times.sealed).toFixed(1)}), ${(sealed / plain).toFixed(2)} times`,
  );
}

await keys.close();
await desk.close();
await screenings.close();
await log.close();
await embedded.stop();
await rm(folder, { recursive: true, force: true });
