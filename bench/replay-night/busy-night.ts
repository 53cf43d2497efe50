/** A long night as the log has it: people come, choose, change their minds, are refused, run out of time, buy and leave. */
import { decide, isRejection, type Command, type Policy } from '../../theatre/screening/decide.ts';
import {
  EVENT_VERSION,
  type Gone,
  type LedgerEvent,
  type PresenceEvent,
  type Refused,
} from '../../theatre/screening/events.ts';
import { evolve } from '../../theatre/screening/evolve.ts';
import { get } from '../../theatre/screening/persistent-map.ts';
import { initial, selectionOf } from '../../theatre/screening/state.ts';
import { indexPlan, type SeatingPlan } from '../../theatre/seating/plan.ts';
import { itemOf, type NightItem } from '../../theatre/replay/items.ts';

const policy: Policy = { holdMs: 300_000, checkoutMs: 600_000, limitMs: 1_800_000, maxSeats: 8 };

/** Numbers in [0, 1) that depend on the seed alone (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `length` items; by the end nearly all seats are sold. Out of JSON, as a reader gets them. */
export function busyNight(
  plan: SeatingPlan,
  length: number,
  options: { id?: string; seed?: number } = {},
): NightItem[] {
  const { id = 'busy', seed = 1 } = options;
  const random = randomFrom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const seatIds = [...indexPlan(plan).byId.keys()];
  const viewers = Array.from(
    { length: Math.max(60, seatIds.length) },
    (_, at) => `viewer-${String(at).padStart(9, '0')}`,
  );
  const items: NightItem[] = [];
  let state = initial;
  let at = 1_700_000_000_000;
  const add = (event: LedgerEvent | PresenceEvent | Gone | Refused) => {
    const item = itemOf(items.length + 1, at, event);
    items.push(item);
    if (item.kind === 'ledger') state = evolve(state, item);
  };
  const ask = (wish: { type: Command['type'] } & Record<string, unknown>) => {
    const command = { id: `0b9f6c1e-command-${String(items.length).padStart(12, '0')}`, at, ...wish } as Command;
    const outcome = decide(state, command, policy);
    if (!isRejection(outcome)) outcome.events.forEach(add);
    else if ('viewerId' in command) {
      const { rejected: reason, seats } = outcome;
      add({
        type: 'refused',
        version: EVENT_VERSION,
        commandId: command.id,
        viewerId: command.viewerId,
        command: command.type,
        reason,
        seats,
      });
    }
  };
  const prices = Object.fromEntries(plan.categories.map((category) => [category.id, 2_500]));
  ask({
    type: 'open',
    actor: { id: 'staff', role: 'manager' },
    screeningId: id,
    title: 'A busy night',
    startsAt: '2030-01-01T19:30:00Z',
    plan,
    prices,
    currency: 'EUR',
  });
  while (items.length < length) {
    at += Math.floor(random() * 120);
    const viewerId = pick(viewers);
    const mine = selectionOf(state, viewerId);
    const luck = random();
    const soldInTime = state.counts.booked / seatIds.length < (items.length / length) * 0.97;
    const instance = `server-${1 + Math.floor(random() * 2)}`;
    if (luck < 0.06) add({ type: 'joined', version: EVENT_VERSION, viewerId, color: 'amber', instance });
    else if (luck < 0.1) add({ type: 'left', version: EVENT_VERSION, viewerId, instance });
    else if (mine.length > 0 && luck < 0.2 && soldInTime) {
      const order = `ORDER-${items.length}`;
      ask({
        type: 'book',
        viewerId,
        order,
        customer: { name: 'A Person', email: 'a.person@example.org' },
        payment: { status: 'due', tenders: [] },
      });
    } else if (mine.length > 0 && luck < 0.6) ask({ type: 'toggle', viewerId, seatId: pick(mine) });
    else if (mine.length > 0 && luck < 0.65) ask({ type: 'extend', viewerId, paying: random() < 0.5 });
    else if (mine.length > 0 && luck < 0.7) {
      const hold = get(state.holds, viewerId);
      add({
        type: 'selection',
        version: EVENT_VERSION,
        commandId: `end-${items.length}`,
        by: 'log',
        viewerId,
        selectedSeatIds: [],
        action: 'expire',
        expiresAt: hold?.expiresAt ?? at,
        startedAt: hold?.startedAt ?? at,
        checkedOut: false,
      });
    } else if (luck < 0.75) {
      const from = Math.floor(random() * seatIds.length);
      ask({ type: 'claim', viewerId, seatIds: seatIds.slice(from, from + 2 + Math.floor(random() * 3)) });
    } else ask({ type: 'toggle', viewerId, seatId: pick(seatIds) });
  }
  return JSON.parse(JSON.stringify(items)) as NightItem[];
}
