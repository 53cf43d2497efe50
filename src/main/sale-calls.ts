/** Main's answers to what the window asks while it sells. */
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { Holder, Voided } from '../../theatre/contract/ipc-sale.ts';
import type { Refunded } from '../../theatre/screening/events.ts';
import { liveHold, seatOf, selectionOf } from '../../theatre/screening/state.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { refusalOf, type Counter } from './counter.ts';

type SaleCall =
  | 'toggle'
  | 'giveBack'
  | 'moreTime'
  | 'claimBest'
  | 'claim'
  | 'book'
  | 'voidSale'
  | 'withhold'
  | 'releaseSeats'
  | 'holderOf'
  | 'freeHold';

const notReady = notDone('not-ready');

/** `counter` is undefined until the log has answered. */
export function saleHandlers(counter: () => Counter | undefined): Pick<Handlers, SaleCall> {
  return {
    toggle: ({ screeningId, seatId }) =>
      counter()?.change(screeningId, (acting) => ({ ...acting, type: 'toggle', seatId })) ?? notReady,
    giveBack: ({ screeningId }) =>
      counter()?.change(screeningId, (acting) => ({ ...acting, type: 'release' })) ?? notReady,
    moreTime: ({ screeningId }) =>
      counter()?.change(screeningId, (acting) => ({ ...acting, type: 'extend', paying: false })) ?? notReady,
    claimBest: ({ screeningId, notThese, house: houseSeats, ...party }) =>
      counter()?.change(screeningId, (acting) => ({
        ...acting,
        type: 'claim-best',
        party,
        instead: true,
        ...(notThese ? { notThese } : {}),
        ...(houseSeats === undefined ? {} : { houseSeats }),
      })) ?? notReady,
    claim: ({ screeningId, seatIds }) =>
      counter()?.change(screeningId, (acting) => ({ ...acting, type: 'claim', seatIds, instead: true })) ?? notReady,
    book: (request) => counter()?.book(request) ?? notReady,
    voidSale: (request) => withCounter(counter(), (open) => voidSale(open, request)),
    withhold: (request) => withCounter(counter(), (open) => withhold(open, request)),
    releaseSeats: ({ screeningId, seatIds }) =>
      counter()?.change(screeningId, ({ actor }) => ({ actor, type: 'release-seats', seatIds })) ?? notReady,
    holderOf: (request) => withCounter(counter(), (open) => holderOf(open, request)),
    freeHold: (request) => withCounter(counter(), (open) => freeHold(open, request)),
  };
}

function withCounter<V>(
  counter: Counter | undefined,
  answer: (counter: Counter) => Answer<V> | Promise<Answer<V>>,
): Answer<V> | Promise<Answer<V>> {
  return counter ? answer(counter) : notReady;
}

async function voidSale(counter: Counter, { screeningId, order }: Request<'voidSale'>): Promise<Answer<Voided>> {
  const outcome = await counter.act(screeningId, ({ actor }) => ({ actor, type: 'void', order }));
  if ('done' in outcome) return outcome;
  if (!('accepted' in outcome)) return refusalOf(outcome);
  const refunded = outcome.events.find((event): event is Refunded => event.type === 'refunded');
  const seatIds = (refunded?.refundedSeats ?? []).map(({ seatId }) => seatId);
  // The clerk goes on where they were before the sale; should somebody have been faster, they see it on the map.
  if (seatIds.length > 0) await counter.act(screeningId, (acting) => ({ ...acting, type: 'claim', seatIds }));
  return done({ order, seatIds, tenders: refunded?.tenders ?? [] });
}

async function withhold(counter: Counter, request: Request<'withhold'>): Promise<Answer<null>> {
  const { screeningId, seatIds, reason, kind, releaseAt } = request;
  return counter.change(screeningId, (acting) => ({
    ...acting,
    type: 'withhold',
    seatIds,
    reason,
    kind,
    ...(releaseAt === undefined ? {} : { releaseAt }),
  }));
}

/** Whoever booked, or let go, while the clerk was asked has nothing that could be freed. */
async function freeHold(counter: Counter, { screeningId, viewerId }: Request<'freeHold'>): Promise<Answer<null>> {
  const outcome = await counter.act(screeningId, ({ actor }) => ({ actor, type: 'release', viewerId }));
  if ('done' in outcome) return outcome;
  if (!('accepted' in outcome)) return refusalOf(outcome);
  return outcome.events.length === 0 ? notDone('not-held') : done(null);
}

function holderOf(counter: Counter, { screeningId, seatId }: Request<'holderOf'>): Answer<Holder> {
  const state = counter.screening(screeningId);
  if (!state) return notDone('superseded');
  const seat = seatOf(state, seatId);
  if (seat?.status !== 'held' || !liveHold(state, seat.viewerId, Date.now())) return notDone('not-held');
  return done({ viewerId: seat.viewerId, seatIds: selectionOf(state, seat.viewerId), since: seat.since });
}
