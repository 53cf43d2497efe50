/**
 * Hashes by which two replays, or a replay and the live house, are compared. Not for secrets: 64 bits against accident, the
 * same on every machine and in every JavaScript.
 */
import { entries, get, type PersistentMap } from '../screening/persistent-map.ts';
import { initial, seatOf, type Hold, type Order, type ScreeningState, type Seat } from '../screening/state.ts';
import { changedKeys, changedSeats, changedViewers } from '../screening/view.ts';
import type { Scene } from './scene.ts';

/** Two independent FNV-1a lanes of 32 bits over UTF-16 code units. */
export class TextHash {
  #low = 0x811c9dc5;
  #high = 0x9dc5811c;

  add(text: string): this {
    let [low, high] = [this.#low, this.#high];
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      low = Math.imul(low ^ code, 0x01000193);
      high = Math.imul(high ^ code ^ (low >>> 7), 0x01000193);
    }
    // Ends the text, so that `ab` and `c` are not `a` and `bc`.
    this.#low = Math.imul(low ^ 0x1f, 0x01000193);
    this.#high = Math.imul(high ^ 0x1f ^ (this.#low >>> 7), 0x01000193);
    return this;
  }

  /** 16 hexadecimal digits of all that was added so far. */
  get digest(): string {
    return [this.#high, this.#low].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** Of all that a state says, whatever way it came about. */
export function stateHash(state: ScreeningState): string {
  const { phase, suspended = '', sequence, id, title, startsAt, prices, currency, index, counts } = state;
  const hash = new TextHash()
    .add([phase, suspended, sequence, id, title, startsAt, currency].join('\n'))
    .add(
      Object.entries(prices)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .join(),
    )
    .add([counts.available, counts.held, counts.booked, counts.withheld].join());
  for (const [rowIndex, row] of index.rows.entries()) {
    for (const [at, { id: seatId }] of row.entries()) hash.add(`${seatId}${seatText(state.rows[rowIndex]?.[at])}`);
  }
  for (const [, hold] of sorted(state.holds)) hash.add(holdText(hold));
  for (const [, order] of sorted(state.orders)) hash.add(orderText(order));
  return hash.digest;
}

/** A hash of a whole way through a night: every item in its place and everything that it changed. */
export class NightHash {
  readonly #hash = new TextHash();
  #state: ScreeningState = initial;

  add({ item, before, after }: Scene): void {
    const hash = this.#hash.add(`${item.sequence} ${item.at} ${item.event.type}`);
    this.#state = after.state;
    for (const seatId of changedSeats(before.state, after.state)) {
      hash.add(`${seatId}${seatText(seatOf(after.state, seatId))}`);
    }
    for (const viewerId of changedViewers(before.state, after.state).sort()) {
      hash.add(holdText(get(after.state.holds, viewerId)));
    }
    for (const order of changedKeys(before.state.orders, after.state.orders).sort()) {
      const changed = get(after.state.orders, order);
      hash.add(changed ? orderText(changed) : `${order} gone`);
    }
    for (const viewerId of changedKeys(before.presence.viewers, after.presence.viewers).sort()) {
      const there = get(after.presence.viewers, viewerId);
      hash.add(`${viewerId} ${there?.instances.join() ?? 'gone'}`);
    }
  }

  /** 16 hexadecimal digits of the way so far and of the state that it led to. */
  get digest(): string {
    return new TextHash().add(this.#hash.digest).add(stateHash(this.#state)).digest;
  }
}

export function nightHash(scenes: Iterable<Scene>): string {
  const hash = new NightHash();
  for (const scene of scenes) hash.add(scene);
  return hash.digest;
}

function seatText(seat: Seat | undefined): string {
  if (!seat) return '?';
  switch (seat.status) {
    case 'available':
      return '-';
    case 'held':
      return `h${seat.viewerId} ${seat.since}`;
    case 'booked':
      return `b${seat.viewerId} ${seat.order} ${seat.since}`;
    case 'withheld':
      return `w${seat.reason} ${seat.since}`;
    default:
      return seat satisfies never;
  }
}

function holdText(hold: Hold | undefined): string {
  if (!hold) return 'none';
  const { viewerId, seatIds, expiresAt, startedAt, checkedOut, lost } = hold;
  const losses = lost.map(({ seatId, why, at }) => `${seatId} ${why} ${at}`);
  return [viewerId, seatIds.join(), expiresAt, startedAt, checkedOut, losses.join()].join(' ');
}

function orderText({ order, viewerId, seats, total, at, payment, drawer, collected }: Order): string {
  const priced = seats.map(({ seatId, price }) => `${seatId} ${price}`).join();
  return [order, viewerId, priced, total, at, payment, drawer.cash, drawer.card, collected].join(' ');
}

function sorted<V>(map: PersistentMap<V>): (readonly [string, V])[] {
  return [...entries(map)].sort(([a], [b]) => (a < b ? -1 : 1));
}
