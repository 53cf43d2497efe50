/** A random night at two tills and two screenings: sales of all kinds, kept and paid orders, refunds, exchanges, mistakes undone. */
import fc from 'fast-check';
import { decide, isRejection, type Actor, type Command } from '../../screening/decide.ts';
import type { LedgerEvent, Recorded, Tender, TicketType } from '../../screening/events.ts';
import { evolve } from '../../screening/evolve.ts';
import { values } from '../../screening/persistent-map.ts';
import { quote } from '../../screening/price.ts';
import { initial, seatOf, type Order, type ScreeningState } from '../../screening/state.ts';
import { openedEvent, policy, T0, type Wish } from '../../screening/testing/given.ts';
import type { TillEvent } from '../events.ts';
import { Takings } from '../takings.ts';
import { decideTill, evolveTill, newTill, openShiftOf, type TillCommand, type TillState } from '../till.ts';

/** Numbers are taken modulo what there is, so that each step means something at any time. */
export interface TillStep {
  readonly kind:
    | 'sell'
    | 'keep'
    | 'patron'
    | 'pay'
    | 'refund'
    | 'exchange'
    | 'void'
    | 'in'
    | 'out'
    | 'close'
    | 'reprice';
  readonly till: number;
  readonly screening: number;
  readonly which: number;
  readonly seats: number;
  readonly ticketType: TicketType;
  /** Share of the money that is cash, in percent. */
  readonly cash: number;
  readonly promo: boolean;
  readonly amount: number;
}

export const tillSteps = (maxLength: number): fc.Arbitrary<TillStep[]> =>
  fc.array(
    fc.record({
      kind: fc.constantFrom<TillStep['kind'][]>(
        ...(['sell', 'sell', 'sell', 'sell', 'keep', 'patron', 'pay', 'pay', 'refund', 'refund'] as const),
        ...(['exchange', 'exchange', 'void', 'in', 'out', 'close', 'reprice'] as const),
      ),
      till: fc.nat(1),
      screening: fc.nat(1),
      which: fc.nat(999),
      seats: fc.integer({ min: 1, max: 3 }),
      ticketType: fc.constantFrom<TicketType[]>('full', 'concession', 'child', 'comp'),
      cash: fc.nat(100),
      promo: fc.boolean(),
      amount: fc.integer({ min: 1, max: 9_999 }),
    }),
    { maxLength, size: 'max' },
  );

export interface TillNight {
  readonly tills: readonly TillState[];
  readonly screenings: readonly ScreeningState[];
  /** All that is on the ledgers, in the order of the log. */
  readonly log: readonly { readonly screeningId: string; readonly recorded: Recorded<LedgerEvent> }[];
  readonly takings: Takings;
  /** Kinds of events that happened. */
  readonly happened: ReadonlySet<string>;
}

const ids = ['first-night', 'second-night'];
const FLOAT = 5_000;

export function playTillNight(steps: readonly TillStep[]): TillNight {
  const promos = [{ code: 'HALF', percent: 50 }];
  const takings = new Takings();
  const log: { screeningId: string; recorded: Recorded<LedgerEvent> }[] = [];
  const happened = new Set<string>();
  const screenings: ScreeningState[] = ids.map(() => initial);
  const tills: TillState[] = [newTill, newTill];
  let [sequence, now] = [0, T0];

  const append = (at: number, event: LedgerEvent): void => {
    const recorded = { sequence: ++sequence, at: now, event };
    log.push({ screeningId: ids[at] ?? '', recorded });
    takings.add(ids[at] ?? '', recorded);
    screenings[at] = evolve(screenings[at] ?? initial, recorded);
    happened.add(event.type === 'refunded' && event.void === true ? 'voided' : event.type);
  };
  const submit = (at: number, wish: Wish): boolean => {
    const command = { id: `command-${sequence}`, ...wish, at: now } as Command;
    const outcome = decide(screenings[at] ?? initial, command, policy);
    if (!isRejection(outcome)) outcome.events.forEach((event) => append(at, event));
    return !isRejection(outcome);
  };
  const atTill = (at: number, command: Omit<TillCommand, 'id' | 'at'>): void => {
    const outcome = decideTill(tills[at] ?? newTill, { ...command, id: `till-${sequence}`, at: now } as TillCommand);
    if ('rejected' in outcome) return;
    for (const event of outcome.events as readonly TillEvent[]) {
      tills[at] = evolveTill(tills[at] ?? newTill, { sequence: ++sequence, at: now, event });
      happened.add(event.type);
    }
  };
  const open = (at: number): void =>
    atTill(at, {
      type: 'open-shift',
      actor: actorAt(at),
      shift: `shift-${sequence}`,
      float: FLOAT,
      currency: 'EUR',
    } as never);
  const actorAt = (at: number): Actor => {
    const shift = openShiftOf(tills[at] ?? newTill)?.shift;
    return { id: `op-${at}`, role: 'manager', ...(shift === undefined ? {} : { shift }) };
  };

  ids.forEach((screeningId, at) => append(at, openedEvent({ screeningId, promos, commandId: `opening-${at}` })));
  for (const step of steps) {
    now += 1_000;
    const { till, screening, which } = step;
    const state = screenings[screening] ?? initial;
    if (!openShiftOf(tills[till] ?? newTill)) open(till);
    const actor = actorAt(till);
    const orders = [...values(state.orders)].filter(({ seatIds }) => seatIds.length > 0);
    const order: Order | undefined = orders[which % Math.max(1, orders.length)];
    const seatIds = freeSeats(state)
      .slice(which % 5)
      .slice(0, step.seats);
    switch (step.kind) {
      case 'sell':
      case 'keep':
      case 'patron': {
        const viewerId = `viewer-${sequence}`;
        const who = step.kind === 'patron' ? {} : { actor };
        if (seatIds.length === 0 || !submit(screening, { type: 'claim', viewerId, seatIds, ...who })) break;
        const type = step.kind === 'patron' ? 'full' : step.ticketType;
        const code = step.promo && type !== 'comp' ? 'HALF' : undefined;
        const wanted = seatIds.map((seatId) => ({
          seatId,
          category: state.index.byId.get(seatId)?.category ?? 'a',
          ticketType: type,
        }));
        const asked = quote(state, wanted, code);
        if ('rejected' in asked) break;
        submit(screening, {
          type: 'book',
          viewerId,
          order: `ORDER-${sequence}`,
          customer: { name: 'A Person' },
          payment:
            step.kind === 'sell'
              ? { status: 'paid', tenders: split(asked.total, step.cash) }
              : { status: 'due', tenders: [] },
          ...(type === 'full' ? {} : { ticketTypes: Object.fromEntries(seatIds.map((seatId) => [seatId, type])) }),
          ...(type === 'comp' ? { comp: { reason: 'press', approvedBy: 'op-0' } } : {}),
          ...(code === undefined ? {} : { promo: code }),
          ...who,
        });
        break;
      }
      case 'pay':
        if (order)
          submit(screening, { type: 'pay', actor, order: order.order, tenders: split(order.total, step.cash) });
        break;
      case 'refund': {
        if (!order) break;
        const back = order.seatIds.slice(0, step.seats);
        const amount = order.seats
          .filter(({ seatId }) => back.includes(seatId))
          .reduce((sum, { price }) => sum + price, 0);
        const tenders = order.payment === 'paid' && step.promo ? { tenders: split(amount, step.cash) } : {};
        submit(screening, { type: 'refund', actor, order: order.order, seatIds: back, reason: 'ill', ...tenders });
        break;
      }
      case 'exchange': {
        if (!order || seatIds.length === 0) break;
        const from = order.seatIds.slice(0, seatIds.length);
        const to = seatIds.slice(0, from.length);
        const priceOf = (seatId: string) => state.prices[state.index.byId.get(seatId)?.category ?? ''] ?? 0;
        const difference =
          to.reduce((sum, seatId) => sum + priceOf(seatId), 0) -
          order.seats.filter(({ seatId }) => from.includes(seatId)).reduce((sum, { price }) => sum + price, 0);
        const tenders = order.payment === 'paid' ? { tenders: split(Math.abs(difference), step.cash) } : {};
        if (!submit(screening, { type: 'exchange', actor, order: order.order, from, to, ...tenders }))
          submit(screening, { type: 'exchange', actor, order: order.order, from, to });
        break;
      }
      case 'void':
        if (order) submit(screening, { type: 'void', actor, order: order.order });
        break;
      case 'in':
      case 'out':
        if (actor.shift !== undefined)
          atTill(till, {
            type: `pay-${step.kind}`,
            actor,
            shift: actor.shift,
            amount: step.amount,
            reason: 'why',
          } as never);
        break;
      case 'close': {
        const cashSales = takings.cashOf(actor.shift ?? '', 'EUR');
        const counted = [{ unit: 1, count: step.amount }];
        atTill(till, { type: 'close-shift', actor, shift: actor.shift, counted, cashSales } as never);
        break;
      }
      case 'reprice':
        submit(screening, { type: 'reprice', actor, prices: { a: step.amount, b: step.amount } });
        break;
      default:
        step.kind satisfies never;
    }
  }
  return { tills, screenings, log, takings, happened };
}

function freeSeats(state: ScreeningState): string[] {
  return [...state.index.byId.keys()].filter((seatId) => seatOf(state, seatId)?.status === 'available');
}

/** In cash first, the rest by card. */
function split(total: number, cashPercent: number): Tender[] {
  const cash = Math.floor((total * cashPercent) / 100);
  const both: Tender[] = [
    { kind: 'cash', amount: cash },
    { kind: 'card', amount: total - cash },
  ];
  return both.filter(({ amount }) => amount > 0);
}
