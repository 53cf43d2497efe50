/**
 * A full house with phones as they are: they sleep, read slowly, change networks, are sent to another server, and one server
 * restarts. Whoever looks at the end sees what the log says. `CROWD_SECONDS=60` makes it a longer night.
 */
import { expect, test } from 'vitest';
import { statusFor } from '../../theatre/screening/view.ts';
import { seatOf } from '../../theatre/screening/state.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { LINES } from '../views/feed.ts';
import { testLog } from '../../theatre/log/testing/test-log.ts';
import { Sessions } from '../session.ts';
import { openHouse, type House } from '../testing/open-house.ts';
import { Phone } from './testing/phone.ts';
import { until } from './testing/until.ts';

const SECONDS = Number(process.env['CROWD_SECONDS'] ?? 10);
const PHONES = 300;
const TAPPING = 50;
const SESSION_KEY = 'a-key-that-both-servers-share-for-one-test';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const below = (limit: number) => Math.floor(Math.random() * limit);

test(
  `${PHONES} phones that come, go, sleep and crawl all end with the log's map`,
  { timeout: SECONDS * 1000 + 90_000 },
  async () => {
    const log = await testLog();
    const open = () => openHouse({ log, env: { FULL_HOUSE_SESSION_KEY: SESSION_KEY, FULL_HOUSE_RATE_LIMIT: 'off' } });
    const servers: House[] = [await open(), await open()];
    const anyServer = () => servers[below(servers.length)]?.url ?? '';
    try {
      const id = await (servers[0] as House).screening({ house: 'playhouse' });
      const phones = Array.from({ length: PHONES }, () => new Phone(id));
      for (let from = 0; from < PHONES; from += 50) {
        await Promise.all(
          phones.slice(from, from + 50).map(async (phone) => {
            await phone.load(anyServer());
            await phone.connect(anyServer());
          }),
        );
      }
      const seatIds = [...(phones[0]?.seats.keys() ?? [])];
      let over = false;
      let taps = 0;
      let reconnects = 0;

      const tapping = phones.slice(0, TAPPING).map(async (phone) => {
        while (!over) {
          await wait(below(1000));
          const status = await phone.tap(anyServer(), seatIds[below(seatIds.length)] ?? '').catch(() => 0);
          expect([204, 409, 503, 0]).toContain(status);
          taps++;
        }
      });
      // A stream that cannot be opened just now is opened a little later, as a phone does.
      const reconnect = async (phone: Phone) => {
        for (;;) {
          try {
            await phone.connect(anyServer());
            reconnects++;
            return;
          } catch {
            await wait(100 + below(200));
          }
        }
      };
      const living = phones.map(async (phone) => {
        while (!over) {
          await wait(below(4000));
          const mood = below(10);
          if (phone.reader === undefined || mood < 3) {
            await phone.vanish();
            await wait(below(3000));
            await reconnect(phone);
          } else if (mood < 5) {
            phone.reader.sleep();
            await wait(below(5000));
            phone.reader?.wake();
          } else if (mood < 7) {
            for (let crawl = 0; crawl < 20 && !over; crawl++) {
              phone.reader?.sleep();
              await wait(100);
              phone.reader?.wake();
              await wait(5);
            }
          } else if (mood === 7) {
            await phone.vanish();
            await phone.load(anyServer()).catch(() => undefined);
            await reconnect(phone);
          }
        }
      });

      await wait((SECONDS * 1000) / 2);
      const second = servers.pop() as House;
      await second.dispose();
      await wait(1000);
      servers.push(await open());
      await wait((SECONDS * 1000) / 2);
      over = true;
      await Promise.all([...tapping, ...living]);
      // Streams that ended with the server that was closed are opened again, like a phone's.
      for (const phone of phones) {
        phone.reader?.wake();
        const ended = await Promise.race([phone.reader?.closed.then(() => true), wait(0).then(() => false)]);
        if (ended || !phone.reader) await reconnect(phone);
      }

      const [first, other] = servers as [House, House];
      expect(taps).toBeGreaterThan(SECONDS * 20);
      expect(reconnects).toBeGreaterThan(PHONES / 2);
      const sessions = new Sessions(SESSION_KEY);
      const wrong = async () => {
        const shown = await snapshotOf(first, id);
        // Who has just come is told to one server before the other.
        const level = shown.sequence === (await snapshotOf(other, id)).sequence;
        if (!level || shown.presence.viewers.size !== PHONES) return phones;
        return phones.filter((phone) => !shows(phone, shown, sessions));
      };
      await until('every phone to show what the log says', async () => (await wrong()).length === 0, 60_000);
      await Promise.all(phones.map((phone) => phone.vanish()));
    } finally {
      await Promise.all(servers.map((server) => server.dispose()));
      await log.dispose();
    }
  },
);

async function snapshotOf(house: House, id: string): Promise<Snapshot> {
  const snapshot = await house.parts.hubs.snapshot(id);
  if (!snapshot) throw new Error('the screening is gone');
  return snapshot;
}

function shows(phone: Phone, { state, feed, presence }: Snapshot, sessions: Sessions): boolean {
  const viewerId = sessions.viewerOf(decodeURIComponent(phone.cookie.split('=')[1] ?? '')) ?? '';
  for (const [seatId, status] of phone.seats) {
    const seat = seatOf(state, seatId);
    if (!seat || statusFor(seat, { viewerId, staff: false }) !== status) return false;
  }
  const lines = feed.slice(0, LINES).map(({ sequence }) => `f${sequence}`);
  return phone.viewers === String(presence.viewers.size) && phone.feed.join() === lines.join();
}
