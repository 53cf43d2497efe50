/** One sale at the counter, from the first key to the order, and its undoing: what the parts of the strip show and do. */
import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { WholeScreening } from '../../theatre/contract/frame.ts';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { Voided } from '../../theatre/contract/ipc-sale.ts';
import type { Minor, Tender, TicketType } from '../../theatre/screening/events.ts';
import { quote, type Quote } from '../../theatre/screening/price.ts';
import { indexPlan, type PlannedSeat, type SeatId } from '../../theatre/seating/plan.ts';
import { fullHouse } from './full-house.ts';
import { beginning } from './house.ts';
import {
  assigned,
  carried,
  noWishes,
  oneMore,
  partyOf,
  retyped,
  typedCount,
  typeOf,
  type TicketTypes,
  type TypedCount,
  type Wishes,
} from './sale-model.ts';
import type { ShownScreening } from './screening-store.ts';
import { texts } from './texts.ts';
import { problemWords } from './words.ts';

export type Stage = 'choose' | 'go-to' | 'pay' | 'keep' | 'withhold' | 'release' | 'free';

/** The sale that was just made, until the next begins. */
export interface Sold {
  readonly order: string;
  readonly seatIds: readonly SeatId[];
  readonly total: Minor;
  readonly name: string;
  readonly tenders: readonly Tender[];
  readonly change: Minor;
  readonly collectBy?: number;
  /** What was sold for each seat, for whoever undoes it. */
  readonly types: readonly TicketType[];
}

/** How a sale is settled: money that was taken, or a time until which it is kept. */
export type Settling = { readonly tenders: readonly Tender[]; readonly change: Minor; readonly collectBy?: number };

/** What is said of a buyer, all of it optional. */
export interface Buyer {
  readonly name: string;
  readonly email: string;
  readonly promo: string;
  readonly compReason: string;
  readonly pin: string;
}

const nobody: Buyer = { name: '', email: '', promo: '', compReason: '', pin: '' };

interface Doubt {
  readonly sold: Sold;
  readonly seats: string;
}

export type Sale = ReturnType<typeof createSale>;

export function createSale(whole: WholeScreening, shown: ShownScreening) {
  const { screeningId } = whole;
  const planned = indexPlan(whole.plan).byId;
  const [stage, setStage] = createSignal<Stage>('choose');
  const [problem, setProblem] = createSignal<string>();
  const [types, setTypes] = createSignal<TicketTypes>({});
  const [wishes, setWishes] = createSignal<Wishes>(noWishes);
  const [buyer, setBuyer] = createSignal<Buyer>(nobody);
  const [pending, setPending] = createSignal<ReadonlySet<SeatId>>(new Set());
  const [asking, setAsking] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [pinAsked, setPinAsked] = createSignal(false);
  const [sold, setSold] = createSignal<Sold>();
  const [voided, setVoided] = createSignal<Voided>();
  /** Of a sale that nobody answered for: asked again under the same number, it cannot be sold twice. */
  const [unsettled, setUnsettled] = createSignal<Doubt>();
  const [undoable, setUndoable] = createSignal<readonly (readonly SeatId[])[]>([]);
  let typing: TypedCount | undefined;
  /** How many the best seats were last asked for; 0 once seats were chosen one by one. */
  let asked = 0;
  let offered: readonly SeatId[] = [];
  let wanted: readonly TicketType[] | undefined;
  /** Seats were asked for and are not on the screen yet; types typed meanwhile are theirs. */
  const [expected, setExpected] = createSignal(false);
  let typed: readonly TicketType[] = [];

  const seats = createMemo(() => shown.hold?.seats ?? []);
  const seatIds = createMemo(() => seats().map(({ seatId }) => seatId), [], { equals: sameList });
  const places = (): PlannedSeat[] => seatIds().flatMap((seatId) => planned.get(seatId) ?? []);
  const price = createMemo(() =>
    quote(
      shown.priceList,
      seats().map(({ seatId, category }) => ({ seatId, category, ticketType: typeOf(types(), seatId) })),
      buyer().promo.trim() === '' ? undefined : buyer().promo,
    ),
  );
  const quoted = (): Quote | undefined => {
    const now = price();
    return 'rejected' in now ? undefined : now;
  };
  const hasComp = () => seatIds().some((seatId) => typeOf(types(), seatId) === 'comp');
  createEffect(
    on(seatIds, (now, before) => {
      const list = wanted;
      const more = typed;
      wanted = undefined;
      typed = [];
      setExpected(false);
      setTypes((had) => {
        const first = list ? assigned(list, now) : carried(had, before ?? [], now);
        return more.reduce((types, type) => oneMore(types, places(), type), first);
      });
      if (now.length === 0 && stage() === 'pay') setStage('choose');
    }),
  );

  /** What was said of the sale before is old once the next begins. */
  const begin = () => {
    setProblem(undefined);
    setSold(undefined);
    setVoided(undefined);
  };
  /** Does something; what keeps it from being done is said beside the tickets. Answers whether it was done. */
  const attempt = async <V>(what: () => Promise<Answer<V>>): Promise<V | undefined> => {
    setProblem(undefined);
    const answer = await what();
    if (answer.done) return answer.value;
    setProblem(problemWords(answer.problem));
    return undefined;
  };
  /** The same for what makes seats this kiosk's: keys that come before they are on the screen wait for them. */
  const expecting = async (what: () => Promise<Answer<null>>): Promise<void> => {
    if (seatIds().length === 0) setExpected(true);
    const done = await attempt(what);
    if (done !== undefined) return;
    setExpected(false);
    wanted = undefined;
    typed = [];
    if (seatIds().length === 0) setStage('choose');
  };
  const remember = () => {
    const before = seatIds();
    setUndoable((list) => [...list.slice(-20), before]);
  };

  const toggle = (seatId: SeatId) => {
    if (pending().has(seatId)) return;
    begin();
    remember();
    asked = 0;
    setPending((others) => new Set([...others, seatId]));
    void expecting(() => fullHouse.toggle({ screeningId, seatId })).finally(() =>
      setPending((others) => new Set([...others].filter((other) => other !== seatId))),
    );
  };
  const claim = (seatIdsWanted: readonly SeatId[]) => {
    begin();
    remember();
    asked = 0;
    return expecting(() => fullHouse.claim({ screeningId, seatIds: [...seatIdsWanted] }));
  };

  const ask = async (count: number, notThese: readonly SeatId[]): Promise<Answer<null>> => {
    setAsking(true);
    const party = partyOf(count, wishes());
    const not = notThese.length === 0 ? {} : { notThese: [...notThese] };
    return fullHouse.claimBest({ screeningId, ...party, ...not }).finally(() => setAsking(false));
  };
  /** The best seats for so many, in place of what is held. */
  const best = async (count: number, ticketTypes?: readonly TicketType[]) => {
    begin();
    remember();
    asked = count;
    offered = [];
    wanted = ticketTypes;
    await expecting(() => ask(count, []));
  };
  const toPayment = () => {
    if (seatIds().length > 0 || expected()) setStage('pay');
    else setProblem(problemWords({ reason: 'nothing-selected', seats: [] }));
  };
  /** Answers whether the digit made a number. */
  const digit = (value: number): boolean => {
    typing = typedCount(typing, value, performance.now(), beginning()?.maxSeats ?? 9);
    if (typing) void best(typing.count);
    return typing !== undefined;
  };
  const others = async () => {
    const now = seatIds();
    if (now.length === 0) {
      setProblem(problemWords({ reason: 'nothing-selected', seats: [] }));
      return;
    }
    begin();
    remember();
    offered = [...new Set([...offered, ...now])];
    await attempt(async () => {
      const answer = await ask(now.length, offered);
      // All were offered: from the best on again, but not the same as now.
      if (answer.done || answer.problem.reason !== 'not-enough-seats' || offered.length === now.length) return answer;
      offered = now;
      return ask(now.length, now);
    });
    asked = now.length;
  };
  const wish = (next: Wishes) => {
    setWishes(next);
    if (asked > 0 && seatIds().length > 0) void best(asked);
  };

  const giveBack = () => {
    if (seatIds().length > 0) remember();
    setStage('choose');
    void attempt(() => fullHouse.giveBack({ screeningId }));
  };
  const moreTime = () => void attempt(() => fullHouse.moreTime({ screeningId }));
  const moreOf = (type: TicketType) => {
    if (expected()) typed = [...typed, type];
    else setTypes((had) => oneMore(had, places(), type));
  };
  const retype = (seatId: SeatId, type: TicketType) => setTypes((had) => retyped(had, seatId, type));

  const finish = (now: Sold) => {
    setUnsettled(undefined);
    setProblem(undefined);
    setBuyer(nobody);
    setPinAsked(false);
    setWishes(noWishes);
    setUndoable([]);
    typing = undefined;
    asked = 0;
    setStage('choose');
    setSold(now);
  };
  // The log has said after all what became of a sale in doubt.
  createEffect(
    on(
      () => shown.settlement,
      (settlement) => {
        const doubt = unsettled();
        if (!settlement || settlement.order !== doubt?.sold.order) return;
        if (settlement.sold) return finish(doubt.sold);
        setUnsettled(undefined);
        return setProblem(texts().sale.notSold(settlement.order));
      },
    ),
  );

  /** Sells, or keeps for collection, what is held for what is shown. Answers whether it was done. */
  const sell = async ({ tenders, change, collectBy }: Settling): Promise<boolean> => {
    const now = quoted();
    if (!now || busy()) return false;
    begin();
    const ids = seatIds();
    // Once it is sold the seats are gone from the screen, and their tickets with them.
    const sellingAs = ids.map((seatId) => typeOf(types(), seatId));
    const { name, email, compReason, pin } = buyer();
    const doubt = unsettled();
    const request: Request<'book'> = {
      screeningId,
      seatIds: [...ids],
      total: now.total,
      tenders: [...tenders],
      name: name.trim() === '' ? texts().sale.noName : name.trim(),
      ...(email.trim() === '' ? {} : { email: email.trim() }),
      ...(Object.keys(types()).length === 0 ? {} : { ticketTypes: types() }),
      ...(now.promo === undefined ? {} : { promo: now.promo }),
      ...(hasComp() ? { comp: { reason: compReason.trim(), ...(pin === '' ? {} : { pin }) } } : {}),
      ...(collectBy === undefined ? {} : { collectBy }),
      ...(doubt?.seats === ids.join() ? { order: doubt.sold.order } : {}),
    };
    setBusy(true);
    const answer = await fullHouse.book(request).finally(() => setBusy(false));
    const settling = {
      types: sellingAs,
      tenders,
      change,
      ...(collectBy === undefined ? {} : { collectBy }),
    };
    const called = name.trim();
    if (answer.done) {
      finish({ ...answer.value, name: called, ...settling });
      return true;
    }
    const { order, reason } = answer.problem;
    const inDoubt =
      order === undefined ? undefined : { order, seatIds: ids, total: now.total, name: called, ...settling };
    setUnsettled(inDoubt && { sold: inDoubt, seats: ids.join() });
    if (reason === 'needs-manager' || reason === 'wrong-pin') setPinAsked(true);
    setBuyer((had) => ({ ...had, pin: '' }));
    setProblem(problemWords(answer.problem));
    return false;
  };

  /** One step back: of the selection while a sale is being made, of the sale itself right after it. */
  const undo = async () => {
    const made = sold();
    if (made) {
      // Its seats are chosen again, with the same tickets.
      wanted = made.types;
      const undone = await attempt(() => fullHouse.voidSale({ screeningId, order: made.order }));
      if (!undone) {
        wanted = undefined;
        return;
      }
      setSold(undefined);
      setVoided(undone);
      return;
    }
    const last = undoable().at(-1);
    if (!last) {
      setProblem(texts().sale.nothingToUndo);
      return;
    }
    begin();
    setUndoable((list) => list.slice(0, -1));
    if (last.length === 0) await attempt(() => fullHouse.giveBack({ screeningId }));
    else await attempt(() => fullHouse.claim({ screeningId, seatIds: [...last] }));
  };

  return {
    whole,
    shown,
    stage,
    setStage,
    problem,
    setProblem,
    attempt,
    seats,
    seatIds,
    types,
    quoted,
    /** Whether the promo code that was typed is none of this screening's. */
    promoUnknown: () => 'rejected' in price(),
    hasComp,
    wishes,
    wish,
    buyer,
    setBuyer: (part: Partial<Buyer>) => setBuyer((had) => ({ ...had, ...part })),
    pinAsked,
    pending,
    asking,
    /** Seats were asked for and will be on the screen in a moment. */
    expected,
    busy,
    sold,
    voided,
    begin,
    toggle,
    claim,
    best,
    digit,
    others,
    toPayment,
    giveBack,
    moreTime,
    moreOf,
    retype,
    sell,
    undo,
  };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}
