/** The whole server on a disk that is full: what a sale does then, what staff are told, and what is left of it after. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { smallDisk } from '../theatre/log/testing/small-disk.ts';
import { serverProcess } from './testing/server-process.ts';
import { over, told } from './testing/told.ts';
import { done, problemIn, Visitor } from './testing/visitor.ts';

const disk = smallDisk(48);
afterAll(() => disk?.remove());

const staffToken = 'full-disk-full-disk';
const headers = { authorization: `Bearer ${staffToken}`, 'content-type': 'application/json' };

// Without a small disk there is nothing to fill: filling the machine's own would be no test.
test.runIf(disk !== undefined)(
  'honest refusals, a notice that says what to do, nothing lost, and it sells on',
  { timeout: 120_000 },
  async () => {
    const data = join(disk?.folder ?? '', 'data');
    const server = await serverProcess(data, { FULL_HOUSE_RATE_LIMIT: 'off', FULL_HOUSE_STAFF_TOKEN: staffToken });
    try {
      const at = { url: server.url, staffToken };
      const body = JSON.stringify({ title: 'Full', house: 'studio', startsAt: '2030-01-01T19:30:00Z' });
      const opened = await done(fetch(`${at.url}/api/screenings`, { method: 'POST', headers, body }));
      const { id } = (await opened.json()) as { id: string };
      const seatsNow = async () => {
        const answer = await done(fetch(`${at.url}/api/screenings/${id}`));
        const { seats } = (await answer.json()) as { seats: Record<string, { status: string }> };
        return Object.entries(seats)
          .filter(([, { status }]) => status !== 'available')
          .map(([seatId, { status }]) => `${seatId} ${status}`);
      };
      const ordersNow = async () => {
        const answer = await fetch(`${at.url}/api/orders?q=adler`, { headers });
        return ((await answer.json()) as { orders: { reference: string }[] }).orders
          .map(({ reference }) => reference)
          .sort();
      };
      const buy = async (seatId: string) => {
        const visitor = new Visitor(at.url, id);
        await done(visitor.page());
        await done(visitor.toggle(seatId));
        return (await done(visitor.book())).headers.get('location')?.slice('/orders/'.length) ?? '';
      };
      const orders = [await buy('C-A2'), await buy('C-A3')];
      await expect.poll(ordersNow).toHaveLength(2);
      const anna = new Visitor(at.url, id);
      await done(anna.page());
      await done(anna.toggle('C-A4'));
      const acknowledged = await seatsNow();

      const ballast = join(disk?.folder ?? '', 'ballast');
      expect(() => writeFileSync(ballast, Buffer.alloc(60_000_000))).toThrow(/ENOSPC/);
      // The last block that was begun still takes some.
      const refused = async () => {
        for (const seatId of ['L-A1', 'L-A2', 'L-B1', 'L-B2', 'R-A1', 'R-A2', 'R-B1', 'R-B2']) {
          const visitor = new Visitor(at.url, id);
          await done(visitor.page());
          const answer = await visitor.toggle(seatId);
          if (!answer.ok) return { seatId, refused: await problemIn(answer) };
          acknowledged.push(`${seatId} held`);
        }
        throw new Error('it sells on a full disk');
      };
      const { seatId: doubtful, refused: first } = await refused();
      expect(first.status).toBe(503);
      expect(['unsettled', 'log-unreachable']).toContain(first.code);
      const { title, todo } = await told(at, 'disk-filling', 'urgent');
      expect([title, todo].join()).toMatch(/The disk is filling: 0 MB free.*Make room on the disk of the data folder/);
      // What is on the screens is what was acknowledged: not a seat more, not a seat less.
      const certain = async () => (await seatsNow()).filter((seat) => seat !== `${doubtful} held`).sort();
      expect(await certain()).toEqual(acknowledged.sort());

      rmSync(ballast);
      await over(at, 'disk-filling');
      // What was not settled may land now that there is room, or not; what was held is still there to be booked.
      const again = async () => {
        const answer = await anna.book({ key: 'the-key-of-this-form' });
        return answer.ok ? 'booked' : (await problemIn(answer)).code;
      };
      await expect.poll(again).toMatch(/booked|nothing-selected/);
      orders.push(await buy('C-B4'));
      await expect.poll(ordersNow).toHaveLength(4);
      expect(await ordersNow()).toEqual(expect.arrayContaining(orders));
      const sold = ['C-A2 booked', 'C-A3 booked', 'C-A4 booked', 'C-B4 booked'];
      const wanted = [...sold, ...acknowledged.filter((seat) => seat.startsWith('L') || seat.startsWith('R'))].sort();
      expect(await certain()).toEqual(wanted);
      // And all of it is in the log: a server that begins anew knows the same.
      await server.kill();
      await server.start();
      await expect.poll(certain).toEqual(wanted);
      expect(await ordersNow()).toHaveLength(4);
    } finally {
      await server.stop();
    }
  },
);
