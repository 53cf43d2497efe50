import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Desk } from './desk.ts';
import { boxOffice, openScreening, planOf, type BoxOffice } from './testing/box-office.ts';
import { testLog, type TestLog } from './testing/test-log.ts';
import { houseById } from '../seating/houses/index.ts';
import { values } from '../screening/persistent-map.ts';

/** As the house promises it; fewer in a hurry. */
const ROUNDS = Number(process.env['FULL_HOUSE_RUSH_ROUNDS'] ?? 1000);

let theatre: TestLog;
/** Two processes' worth of desks on one log. */
let offices: readonly BoxOffice[];

beforeAll(async () => {
  theatre = await testLog();
  offices = await Promise.all(['first', 'second'].map(async (name) => boxOffice(await theatre.connect(name))));
});

afterAll(async () => {
  await Promise.all(offices.map((office) => office.close()));
  await theatre.dispose();
});

const deskOf = (client: number): Desk => offices[client % offices.length]!.desk;

async function stateOf(screeningId: string) {
  const live = await offices[0]!.screenings.open(screeningId);
  if (!live) throw new Error(`there is no screening ${screeningId}`);
  // What the other desk was told last may be on its way to this one.
  const other = await offices[1]!.screenings.open(screeningId);
  await live.reached(other?.state.sequence ?? 0);
  return live.state;
}

describe('a rush', () => {
  it('of 200 clients for one seat has one winner, round after round', { timeout: 120_000 }, async () => {
    await openScreening(deskOf(0), 'one-seat', planOf(40, 25));
    const live = await offices[0]!.screenings.open('one-seat');
    const seats = [...live!.state.index.byId.keys()];
    for (let round = 0; round < ROUNDS; round++) {
      const seatId = seats[round % seats.length]!;
      const outcomes = await Promise.all(
        Array.from({ length: 200 }, (_, client) =>
          deskOf(client).submit('one-seat', { type: 'toggle', viewerId: `viewer-${round}-${client}`, seatId }),
        ),
      );
      const winners = outcomes.filter((outcome) => 'accepted' in outcome);
      const losers = outcomes.filter((outcome) => 'rejected' in outcome && outcome.rejected === 'seat-taken');
      expect([winners.length, losers.length]).toEqual([1, 199]);
    }
    expect((await stateOf('one-seat')).counts.held).toBe(Math.min(ROUNDS, seats.length));
  });

  it('of 50 parties of two on the same ten seats leaves five pairs and nobody with one seat', async () => {
    await openScreening(deskOf(0), 'ten-seats', planOf(1, 10));
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, party) => {
        const first = 1 + 2 * (party % 5);
        const seatIds = [`C-A${first}`, `C-A${first + 1}`];
        return deskOf(party).submit('ten-seats', { type: 'claim', viewerId: `party-${party}`, seatIds });
      }),
    );
    expect(outcomes.filter((outcome) => 'accepted' in outcome)).toHaveLength(5);
    // Both lost seats are named, with who has them and since when.
    const refusals = outcomes.flatMap((outcome) => ('rejected' in outcome ? [outcome.seats] : []));
    const lost = { status: 'held', holder: expect.stringMatching(/^party-/), byMs: expect.any(Number) };
    expect(refusals).toEqual(
      Array.from({ length: 45 }, () => [expect.objectContaining(lost), expect.objectContaining(lost)]),
    );
    const state = await stateOf('ten-seats');
    expect([...values(state.holds)].map(({ seatIds }) => seatIds.length)).toEqual([2, 2, 2, 2, 2]);
  });

  it('of overlapping pairs never splits one', async () => {
    await openScreening(deskOf(0), 'overlaps', planOf(1, 10));
    await Promise.all(
      Array.from({ length: 50 }, (_, party) => {
        const first = 1 + (party % 9);
        const seatIds = [`C-A${first}`, `C-A${first + 1}`];
        return deskOf(party).submit('overlaps', { type: 'claim', viewerId: `party-${party}`, seatIds });
      }),
    );
    for (const { seatIds } of values((await stateOf('overlaps')).holds)) expect(seatIds).toHaveLength(2);
  });

  it('of 160 parties on a large house seats everybody while seats suffice', async () => {
    const house = houseById('opera')!;
    await deskOf(0).submit('large', {
      type: 'open',
      actor: { id: 'staff', role: 'manager' },
      screeningId: 'large',
      title: 'Turandot',
      startsAt: '2030-01-01T19:30:00Z',
      plan: house,
      prices: Object.fromEntries(house.categories.map(({ id }) => [id, 3000])),
      currency: 'EUR',
    });
    // 160 parties of 1 to 8, 720 people.
    const sizes = Array.from({ length: 160 }, (_, party) => 1 + (party % 8));
    const outcomes = await Promise.all(
      sizes.map((seats, party) =>
        deskOf(party).submit('large', { type: 'claim-best', viewerId: `party-${party}`, party: { seats } }),
      ),
    );
    expect(outcomes.filter((outcome) => !('accepted' in outcome))).toEqual([]);
    const state = await stateOf('large');
    const held = new Map([...values(state.holds)].map(({ viewerId, seatIds }) => [viewerId, seatIds]));
    expect(sizes.map((_, party) => held.get(`party-${party}`)?.length)).toEqual(sizes);
    expect(new Set([...held.values()].flat()).size).toBe(720);
    expect(state.counts.held).toBe(720);
  });
});
