/** Choosing for a sale: which seats this kiosk holds, which ticket each is for, and the steps back. */
import { createEffect, createMemo, createRoot, createSignal, on } from 'solid-js';
import type { WholeScreening } from '../../theatre/contract/frame.ts';
import type { Answer } from '../../theatre/contract/ipc.ts';
import type { TicketType } from '../../theatre/screening/events.ts';
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
  type TypedCount,
  type Wishes,
} from './sale-model.ts';
import type { SaleMemory } from './sale-memory.ts';
import type { ShownScreening } from './screening-store.ts';
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
  const [asking, setAsking] = createSignal(false);
  /** Seats were asked for and are not on the screen yet; types typed meanwhile are theirs. */
  const [expected, setExpected] = createSignal(false);
  const [undoable, setUndoable] = createSignal<readonly (readonly SeatId[])[]>([]);
  let typing: TypedCount | undefined;
  /** How many the best seats were last asked for; 0 once seats were chosen one by one. */
  let asked = 0;
  let offered: readonly SeatId[] = [];
  /** Tickets for the seats that were asked for. */
  let wanted: readonly TicketType[] | undefined;
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
      const list = wanted;
      const more = typed;
      wanted = undefined;
      typed = [];
      setExpected(false);
      setTypes((had) => {
        const first = list ? assigned(list, now) : carried(had, before ?? kept(now), now);
        return more.reduce((types, type) => oneMore(types, places(), type), first);
      });
      memory.seats = now;
      if (now.length === 0) onNothing();
    }),
  );

  /** The seats as they were left, where some of them are still held; else others hold them, or nobody. */
  const kept = (now: readonly SeatId[]) => (memory.seats.some((seatId) => now.includes(seatId)) ? memory.seats : []);

  /** Once it is so on the screen; or when it has been long enough for that, in milliseconds. */
  const until = (isSo: () => boolean, most: number): Promise<void> =>
    new Promise((resolve) => {
      createRoot((dispose) => {
        const end = () => {
          clearTimeout(timer);
          dispose();
          resolve();
        };
        const timer = setTimeout(end, most);
        createEffect(() => {
          if (isSo()) queueMicrotask(end);
        });
      });
    });
  /** Once other seats than these are on the screen. */
  const changedFrom = (before: readonly SeatId[], most = 400) => until(() => !sameList(seatIds(), before), most);
  /** What is asked for is known once the log has answered and its seats are on the screen: until then nothing is sold. */
  const shownAfter = async (what: () => Promise<Answer<null>>): Promise<Answer<null>> => {
    const before = seatIds();
    setAsking(true);
    try {
      const answer = await what();
      if (answer.done) await changedFrom(before);
      return answer;
    } finally {
      setAsking(false);
    }
  };
  /** The same for what makes seats this kiosk's: keys that come before they are on the screen wait for them. */
  const expecting = async (what: () => Promise<Answer<null>>): Promise<void> => {
    if (seatIds().length === 0) setExpected(true);
    const done = await attempt(what);
    if (done !== undefined) {
      // The same seats as before make no change that would bring their tickets.
      if (wanted?.length === seatIds().length) setTypes(assigned(wanted, seatIds()));
      return;
    }
    setExpected(false);
    wanted = undefined;
    typed = [];
    if (seatIds().length === 0) onNothing();
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
    wanted = undefined;
    setPending((others) => new Set([...others, seatId]));
    void expecting(() => fullHouse.toggle({ screeningId, seatId })).finally(() =>
      setPending((others) => new Set([...others].filter((other) => other !== seatId))),
    );
  };
  const claim = (seatIdsWanted: readonly SeatId[]) => {
    begin();
    remember();
    asked = 0;
    wanted = undefined;
    return expecting(() => shownAfter(() => fullHouse.claim({ screeningId, seatIds: [...seatIdsWanted] })));
  };

  const ask = async (count: number, notThese: readonly SeatId[]): Promise<Answer<null>> => {
    const party = partyOf(count, wishes());
    const not = notThese.length === 0 ? {} : { notThese: [...notThese] };
    return shownAfter(() => fullHouse.claimBest({ screeningId, ...party, ...not }));
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
  /** Answers whether the digit made a number. */
  const digit = (value: number): boolean => {
    typing = typedCount(typing, value, performance.now(), beginning()?.maxSeats ?? 9);
    if (typing) void best(typing.count);
    return typing !== undefined;
  };
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

  const giveBack = () => {
    if (seatIds().length > 0) remember();
    void attempt(() => fullHouse.giveBack({ screeningId }));
  };
  const moreTime = () => void attempt(() => fullHouse.moreTime({ screeningId }));
  const moreOf = (type: TicketType) => {
    if (expected()) typed = [...typed, type];
    else setTypes((had) => oneMore(had, places(), type));
  };
  const retype = (seatId: SeatId, type: TicketType) => setTypes((had) => retyped(had, seatId, type));

  /** Nothing of the sale before is left for the next. */
  const forget = () => {
    setGone(new Set(seatIds()));
    setWishes(noWishes);
    setUndoable([]);
    typing = undefined;
    asked = 0;
  };
  /** Once the seats of the sale before have left the screen. */
  const left = () => until(() => gone().size === 0, 2000);
  /** Says which tickets the seats of a sale that is being undone are for; without any, that they are not coming. */
  const expectTickets = (ticketTypes: readonly TicketType[] | undefined) => {
    setGone(new Set<SeatId>());
    wanted = ticketTypes;
  };
  /** Back to the seats before the last step; false where there was none. */
  const stepBack = async (): Promise<boolean> => {
    const last = undoable().at(-1);
    if (!last) return false;
    begin();
    wanted = undefined;
    setUndoable((list) => list.slice(0, -1));
    if (last.length === 0) await attempt(() => fullHouse.giveBack({ screeningId }));
    else await attempt(() => fullHouse.claim({ screeningId, seatIds: [...last] }));
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
    asking,
    /** Seats were asked for and will be on the screen in a moment. */
    expected,
    toggle,
    claim,
    best,
    digit,
    others,
    giveBack,
    moreTime,
    moreOf,
    retype,
    forget,
    left,
    expectTickets,
    /** Once seats are on the screen that were none before. */
    arrived: () => changedFrom([], 1_000),
    stepBack,
  };
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}
