/** Choosing for a sale: which seats this kiosk holds, which ticket each is for, and the steps back. */
import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { WholeScreening } from '../../theatre/contract/frame.ts';
import type { Answer } from '../../theatre/contract/ipc.ts';
import type { TicketType } from '../../theatre/screening/events.ts';
import { indexPlan, type PlannedSeat, type SeatId } from '../../theatre/seating/plan.ts';
import { fullHouse } from './full-house.ts';
import { beginning } from './house.ts';
import {
  carried,
  inOrder,
  noWishes,
  oneMore,
  only,
  partyOf,
  retyped,
  sameList,
  sameSet,
  sameTypes,
  typedCount,
  typeOf,
  type Step,
  type TicketTypes,
  type TypedCount,
  type Wanted,
  type Wishes,
} from './sale-model.ts';
import type { SaleMemory } from './sale-memory.ts';
import type { ShownScreening } from './screening-store.ts';
import { keysWaitFor } from './typeahead.ts';
import { until } from './until.ts';
import { problemWords } from './words.ts';

/** What choosing tells the sale that it is a part of. */
export interface Choosing {
  /** Something is done, and what keeps it from being done is said; undefined where it was not. */
  readonly attempt: <V>(what: () => Promise<Answer<V>>) => Promise<V | undefined>;
  /** What was said of the sale before is old. */
  readonly begin: () => void;
  readonly say: (problem: string) => void;
  /** No seats are held, or will be in a moment. */
  readonly onNothing: () => void;
  readonly memory: SaleMemory;
}

export function createChoice(whole: WholeScreening, shown: ShownScreening, choosing: Choosing) {
  const { attempt, begin, say, onNothing, memory } = choosing;
  const { screeningId } = whole;
  const planned = indexPlan(whole.plan).byId;
  const { types, setTypes } = memory;
  const [wishes, setWishes] = createSignal<Wishes>(noWishes);
  const [pending, setPending] = createSignal<ReadonlySet<SeatId>>(new Set());
  /** How much was asked for and is not on the screen yet. */
  const [asks, setAsks] = createSignal(0);
  /** Seats were asked for and are not on the screen yet; types typed meanwhile are theirs. */
  const [expected, setExpected] = createSignal(false);
  const [undoable, setUndoable] = createSignal<readonly Step[]>([]);
  let typing: TypedCount | undefined;
  /** How many the best seats were last asked for; 0 once seats were chosen one by one. */
  let asked = 0;
  let offered: readonly SeatId[] = [];
  /** The one that counts, of those that were asked for. */
  let latest = 0;
  /** Tickets for the seats that were asked for. */
  let wanted: Wanted | undefined;
  let typed: readonly TicketType[] = [];

  /** Sold, and not gone from the screen yet: the next sale may have begun by then. */
  const [gone, setGone] = createSignal<ReadonlySet<SeatId>>(new Set());
  const seats = createMemo(() => (shown.hold?.seats ?? []).filter(({ seatId }) => !gone().has(seatId)));
  createEffect(() => {
    if (gone().size > 0 && shown.hold?.seats.some(({ seatId }) => gone().has(seatId)) !== true)
      setGone(new Set<SeatId>());
  });
  const seatIds = createMemo(() => seats().map(({ seatId }) => seatId), [], { equals: sameList });
  const places = (): PlannedSeat[] => seatIds().flatMap((seatId) => planned.get(seatId) ?? []);
  createEffect(
    on(seatIds, (now, before) => {
      const coming = wanted;
      const more = typed;
      wanted = undefined;
      typed = [];
      setExpected(false);
      setTypes((had) => (coming ? coming.types(now) : carried(had, before ?? kept(now), now)));
      for (const type of more) put(oneMore(types(), places(), type));
      memory.seats = now;
      if (now.length === 0) onNothing();
    }),
  );

  /** The seats as they were left, where some of them are still held; else others hold them, or nobody. */
  const kept = (now: readonly SeatId[]) => (memory.seats.some((seatId) => now.includes(seatId)) ? memory.seats : []);

  /** What is asked for is known once the log has answered and it is so on the screen: until then nothing is sold. */
  const shownAfter = async (what: () => Promise<Answer<null>>, isSo: () => boolean): Promise<Answer<null>> => {
    const mine = ++latest;
    setAsks((others) => others + 1);
    try {
      const answer = await what();
      if (answer.done) await until(() => isSo() || mine !== latest, 400);
      return answer;
    } finally {
      setAsks((others) => others - 1);
    }
  };
  /** The same for what makes seats this kiosk's: keys that come before they are on the screen wait for them. */
  const expecting = async (what: () => Promise<Answer<null>>): Promise<void> => {
    if (seatIds().length === 0) setExpected(true);
    const done = await attempt(what);
    if (done !== undefined) {
      // The same seats as before make no change that would bring their tickets.
      if (wanted?.count === seatIds().length) setTypes(wanted.types(seatIds()));
      return;
    }
    setExpected(false);
    wanted = undefined;
    typed = [];
    if (seatIds().length === 0) onNothing();
  };
  const remember = () => {
    const before = { seatIds: seatIds(), types: types() };
    setUndoable((list) => [...list.slice(-20), before]);
  };

  const toggle = (seatId: SeatId) => {
    if (pending().has(seatId)) return;
    begin();
    remember();
    asked = 0;
    wanted = undefined;
    setPending((others) => new Set([...others, seatId]));
    const had = seatIds().includes(seatId);
    const isSo = () => seatIds().includes(seatId) !== had;
    void expecting(() => shownAfter(() => fullHouse.toggle({ screeningId, seatId }), isSo)).finally(() =>
      setPending((others) => new Set([...others].filter((other) => other !== seatId))),
    );
  };
  const claim = (seatIdsWanted: readonly SeatId[]) => {
    begin();
    remember();
    asked = 0;
    wanted = undefined;
    const isSo = () => sameSet(seatIds(), seatIdsWanted);
    return expecting(() => shownAfter(() => fullHouse.claim({ screeningId, seatIds: [...seatIdsWanted] }), isSo));
  };

  const ask = async (count: number, notThese: readonly SeatId[]): Promise<Answer<null>> => {
    const party = partyOf(count, wishes());
    const not = notThese.length === 0 ? {} : { notThese: [...notThese] };
    const before = seatIds();
    const isSo = () => seatIds().length === count && !sameList(seatIds(), before);
    return shownAfter(() => fullHouse.claimBest({ screeningId, ...party, ...not }), isSo);
  };
  /** The best seats for so many, in place of what is held. */
  const best = async (count: number, ticketTypes?: readonly TicketType[]) => {
    begin();
    remember();
    asked = count;
    offered = [];
    wanted = inOrder(ticketTypes);
    await expecting(() => ask(count, []));
  };
  /** Answers whether the digit made a number. */
  const digit = (value: number): boolean => {
    typing = typedCount(typing, value, performance.now(), beginning()?.maxSeats ?? 9);
    if (typing) void best(typing.count);
    return typing !== undefined;
  };
  /** Another digit is a number of its own. */
  const digitsEnd = () => (typing = undefined);
  const others = async () => {
    const now = seatIds();
    if (now.length === 0) {
      say(problemWords({ reason: 'nothing-selected', seats: [] }));
      return;
    }
    begin();
    remember();
    wanted = undefined;
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

  /** Keys wait until it is so: what they are for would go with the seats that are leaving. */
  const leaving = (what: () => Promise<Answer<null>>, isSo: () => boolean) =>
    keysWaitFor(
      () => attempt(() => shownAfter(what, isSo)),
      (done) => done !== undefined,
    );
  const giveBack = () => {
    if (seatIds().length > 0) remember();
    void leaving(
      () => fullHouse.giveBack({ screeningId }),
      () => seatIds().length === 0,
    );
  };
  const moreTime = () => void attempt(() => fullHouse.moreTime({ screeningId }));
  const put = (next: TicketTypes) => {
    if (sameTypes(next, types())) return;
    remember();
    setTypes(next);
  };
  const moreOf = (type: TicketType) => {
    if (expected()) typed = [...typed, type];
    else put(oneMore(types(), places(), type));
  };
  const retype = (seatId: SeatId, type: TicketType) => put(retyped(types(), seatId, type));

  /** Nothing of the sale before is left for the next. */
  const forget = () => {
    setGone(new Set(seatIds()));
    setWishes(noWishes);
    setUndoable([]);
    digitsEnd();
    asked = 0;
  };
  /** Once the seats of the sale before have left the screen. */
  const left = () => until(() => gone().size === 0, 2000);
  /** Says which tickets the seats of a sale that is being undone are for; without any, that they are not coming. */
  const expectTickets = (ticketTypes: readonly TicketType[] | undefined) => {
    setGone(new Set<SeatId>());
    wanted = inOrder(ticketTypes);
  };
  /** Back to the seats and tickets before the last step; false where there was none. */
  const stepBack = async (): Promise<boolean> => {
    const last = undoable().at(-1);
    if (!last) return false;
    begin();
    wanted = undefined;
    setUndoable((list) => list.slice(0, -1));
    if (sameSet(last.seatIds, seatIds())) {
      setTypes(last.types);
      return true;
    }
    if (last.seatIds.length > 0) wanted = { count: last.seatIds.length, types: (now) => only(last.types, now) };
    const back = [...last.seatIds];
    await leaving(
      () => (back.length === 0 ? fullHouse.giveBack({ screeningId }) : fullHouse.claim({ screeningId, seatIds: back })),
      () => sameSet(seatIds(), back),
    );
    return true;
  };

  return {
    seats,
    seatIds,
    types,
    hasComp: () => seatIds().some((seatId) => typeOf(types(), seatId) === 'comp'),
    wishes,
    wish,
    pending,
    /** Something was asked for that is not known yet, or not on the screen. */
    asking: () => asks() > 0,
    /** Seats were asked for and will be on the screen in a moment. */
    expected,
    toggle,
    claim,
    best,
    digit,
    digitsEnd,
    others,
    giveBack,
    moreTime,
    moreOf,
    retype,
    forget,
    left,
    expectTickets,
    /** Once seats are on the screen that were none before. */
    arrived: () => until(() => seatIds().length > 0, 1_000),
    /** Once none are. */
    emptied: () => until(() => seatIds().length === 0, 1_000),
    stepBack,
  };
}
