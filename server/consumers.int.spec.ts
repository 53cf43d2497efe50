/** Consumers as the server runs them: the list, the example of CONTRIBUTING.md, and the figures that staff see. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';
import type { ConsumerContext } from './consumers/consumer.ts';
import { consumers, startConsumers } from './open-consumers.ts';
import { startBusiestSeat } from './testing/example-consumer.ts';
import { openHouse, type House } from './testing/open-house.ts';
import { Stream } from './testing/stream.ts';
import { done, problemIn } from './testing/visitor.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse({ env: { FULL_HOUSE_RATE_LIMIT: 'off' } });
});
afterAll(() => house.dispose());

const context = (): ConsumerContext => ({
  log: house.log,
  config: readConfig({ FULL_HOUSE_DATA: house.testLog.folder }),
  secrets: { sessionKey: 'k'.repeat(40), staffToken: house.staffToken, ticketKey: 't'.repeat(40) },
  office: { now: async () => undefined, link: () => undefined },
  onProblem: (problem) => house.notices.push(problem),
});

describe('a consumer', () => {
  test('as CONTRIBUTING shows it is a folder and a line', async () => {
    const guide = readFileSync(join(import.meta.dirname, '../CONTRIBUTING.md'), 'utf8');
    const example = readFileSync(join(import.meta.dirname, 'testing/example-consumer.ts'), 'utf8');
    expect(guide).toContain(
      example
        .trim()
        .replaceAll("'../../theatre", "'../../../theatre")
        .replace("'../consumers/consumer", "'../consumer"),
    );

    const id = await house.screening();
    const [anna, ben] = [await house.visitor(id), await house.visitor(id)];
    for (const visitor of [anna, ben]) {
      await done(visitor.toggle('C-C4'));
      await done(visitor.toggle('C-C4'));
    }
    await done(anna.toggle('C-C5'));
    const { started, all, stop } = await startConsumers({ busiestSeat: startBusiestSeat }, context());
    await expect.poll(() => started.busiestSeat.seatId).toBe('C-C4');
    await expect.poll(() => all.map(({ name, lag }) => ({ name, lag }))).toEqual([{ name: 'busiest_seat', lag: 0 }]);
    await stop();
  });

  test('has a name of its own, and its lag is in the metrics', async () => {
    const metrics = await (await fetch(`${house.url}/metrics`)).text();
    for (const name of Object.keys(consumers))
      expect(metrics).toMatch(new RegExp(`^full_house_${name}_lag \\d+$`, 'm'));
  });

  test('that cannot start stops those before it, and says why', async () => {
    const stopped: string[] = [];
    const still = { lag: 0, sequence: 0, fresh: true };
    const good = () => ({ name: 'good', ...still, stop: async () => void stopped.push('good') });
    const bad = () => {
      throw new Error('the disk is full: make room');
    };
    await expect(startConsumers({ good, bad }, context())).rejects.toThrow('the disk is full: make room');
    expect(stopped).toEqual(['good']);
  });
});

describe('the figures of a screening', () => {
  const token = () => ({ authorization: `Bearer ${house.staffToken}` });
  const figures = async (id: string) =>
    (await fetch(`${house.url}/api/screenings/${id}/figures`, { headers: token() })).json();

  test('follow every sale, live, and are the same when they are counted anew', async () => {
    const id = await house.screening();
    const url = `${house.url}/api/screenings/${id}/figures`;
    const anna = await house.visitor(id);
    const stream = await Stream.open(url, { ...token(), accept: 'text/event-stream' });
    await stream.until(/event: figures\n[^]*"made":0/);
    const phone = await Stream.open(`${house.url}/screenings/${id}/events`, { cookie: anna.cookie });
    await stream.until(/"visitors":1/);
    await done(anna.toggle('C-A2'));
    await stream.until(/"made":1,"open":1/);
    const order = (await done(anna.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
    await stream.until(/"seatsSold":1[^\n]*"bought":1/);
    const { due } = (await figures(id)) as { due: number };
    await done(house.staff(`/api/orders/${order}/payment`, { tenders: [{ kind: 'cash', amount: due }] }));
    await stream.until(new RegExp(`"takings":${due},"due":0`));
    await done(house.staff(`/api/orders/${order}/refund`, { reason: 'Ill' }));
    await stream.until(new RegExp(`"givenBack":${due}`));
    const told = await figures(id);
    expect(told).toMatchObject({ seatsSold: 0, seatsRefunded: 1, takings: 0, givenBack: due, visitors: 1, buyers: 1 });
    stream.close();
    phone.close();

    const { started, stop } = await startConsumers({ stats: consumers.stats }, context());
    await started.stats.caughtUp;
    const again = started.stats.of(id);
    expect(told).toMatchObject({ ...again?.figures });
    await stop();
    const all = await (await fetch(`${house.url}/api/figures`, { headers: token() })).json();
    expect(all).toMatchObject({ screenings: expect.arrayContaining([expect.objectContaining({ id, takings: 0 })]) });
    await expect.poll(() => house.parts.figuresStreams.size).toBe(0);
  });

  test('are on the staff’s home, live', async () => {
    const id = await house.screening({ title: 'Looked at' });
    const home = await (await fetch(`${house.url}/staff`, { headers: token() })).text();
    const card = `<dl id="figures-${id}"`;
    expect(home).toContain(card);
    const from = /hx-sse:connect="([^"]+)"/.exec(home)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect((await problemIn(await fetch(house.url + from))).code).toBe('no-token');
    const stream = await Stream.open(house.url + from, token());
    const anna = await house.visitor(id);
    await done(anna.toggle('C-A2'));
    await done(anna.book());
    await stream.until(new RegExp(`${card}[^>]*hx-swap-oob[^\\n]*>1 of 67<`));
    stream.close();
    await expect.poll(() => house.parts.staffStreams.size).toBe(0);
  });

  test('are for staff, and of screenings that there are', async () => {
    const id = await house.screening();
    for (const path of ['/api/figures', `/api/screenings/${id}/figures`]) {
      expect((await problemIn(await fetch(house.url + path))).code).toBe('no-token');
    }
    const none = await fetch(`${house.url}/api/screenings/none/figures`, { headers: token() });
    expect((await problemIn(none)).code).toBe('unknown-screening');
  });
});
