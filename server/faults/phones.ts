/** Phones that look on while something breaks: how long each shows a map that lacks something the log has. */
import { setTimeout as sleep } from 'node:timers/promises';
import { readLedger } from '../../theatre/log/testing/read-ledger.ts';
import type { LogAddress } from '../../theatre/log/address.ts';
import { Phone } from '../live/testing/phone.ts';
import type { Storm } from './storm.ts';

/** As htmx tries again at first; unlike htmx always as soon. */
const AGAIN_MS = 300;
const PAGE_WITHIN_MS = 20_000;

interface Look {
  readonly phone: Phone;
  readonly screeningId: string;
  /** Stream sequences its map has come to, and when. */
  readonly arrived: { readonly sequence: number; readonly at: number }[];
  stop(): Promise<void>;
}

export class Phones {
  readonly #looks: Look[] = [];
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** So many phones at each of the storm's present screenings. */
  async open(storm: Storm, each = 2): Promise<void> {
    const ids = storm.screenings.slice(-storm.onSale).flatMap((id) => Array.from({ length: each }, () => id));
    this.#looks.push(...(await Promise.all(ids.map((id) => look(this.#origin, id)))));
  }

  /**
   * Waits until all have caught up with the log and answers the longest that any of them lacked an event, in milliseconds; with what is
   * wrong on their maps then, in words.
   */
  async judge(address: LogAddress, within: number): Promise<{ readonly worstMs: number; readonly problems: string[] }> {
    let worstMs = 0;
    const problems: string[] = [];
    for (const { phone, screeningId, arrived } of this.#looks) {
      const ledger = await readLedger(address, screeningId);
      const last = ledger.at(-1)?.sequence ?? 0;
      const until = Date.now() + within;
      while ((arrived.at(-1)?.sequence ?? phone.loadedAt) < last && Date.now() < until) await sleep(20);
      let next = 0;
      for (const { sequence, at } of ledger) {
        // The page had it already, however long it took for anything more to happen.
        if (sequence <= phone.loadedAt) continue;
        while (next < arrived.length && (arrived[next]?.sequence ?? 0) < sequence) next++;
        const shown = arrived[next];
        if (!shown) {
          problems.push(`a phone at ${screeningId} never came to ${sequence}`);
          break;
        }
        worstMs = Math.max(worstMs, shown.at - at);
      }
      problems.push(...(await wrongSeats(this.#origin, phone, screeningId)));
    }
    return { worstMs, problems };
  }

  async close(): Promise<void> {
    await Promise.all(this.#looks.map((each) => each.stop()));
  }
}

async function look(origin: string, screeningId: string): Promise<Look> {
  const phone = new Phone(screeningId);
  await loaded(phone, origin);
  let over = false;
  const arrived: Look['arrived'] = [];
  const follow = async () => {
    while (!over) {
      await phone
        .connect(origin, ({ id }) => arrived.push({ sequence: Number(id), at: Date.now() }))
        .then(
          () => phone.ended(),
          () => phone.vanish(),
        );
      if (!over) await sleep(AGAIN_MS);
    }
  };
  const following = follow();
  return {
    phone,
    screeningId,
    arrived,
    async stop() {
      over = true;
      await phone.vanish();
      await following;
    },
  };
}

/** A server that has just come back may have to refuse a page for a moment. */
async function loaded(phone: Phone, origin: string): Promise<void> {
  const until = Date.now() + PAGE_WITHIN_MS;
  for (;;) {
    try {
      return await phone.load(origin);
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(AGAIN_MS);
    }
  }
}

/** Against a fresh page: whoever looks on has no seats of their own, so both show the same. */
async function wrongSeats(origin: string, phone: Phone, screeningId: string): Promise<string[]> {
  const fresh = new Phone(screeningId);
  await loaded(fresh, origin);
  const wrong = [...fresh.seats].filter(([seatId, status]) => phone.seats.get(seatId) !== status);
  if (fresh.seats.size === 0) return [`a fresh phone at ${screeningId} shows no seats`];
  return wrong
    .slice(0, 3)
    .map(([seatId, status]) => `a phone shows ${seatId} ${phone.seats.get(seatId)} for ${status}`);
}
