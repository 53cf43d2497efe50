/** One sale at the counter, from the first key to the order, and its undoing: what the parts of the strip show and do. */
import { createEffect, createMemo, createSignal, on } from 'solid-js';
import type { WholeScreening } from '../../theatre/contract/frame.ts';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import type { Minor, Tender, TicketType } from '../../theatre/screening/events.ts';
import { quote, type Quote } from '../../theatre/screening/price.ts';
import type { SeatId } from '../../theatre/seating/plan.ts';
import { formats } from './format.ts';
import { fullHouse } from './full-house.ts';
import { createChoice } from './sale-choice.ts';
import { nobody, saleMemory } from './sale-memory.ts';
import { typeOf } from './sale-model.ts';
import type { ShownScreening } from './screening-store.ts';
import { texts } from './texts.ts';
import { holdKeys } from './typeahead.ts';
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
  readonly printing: Printing;
}

/** What became of a sale's tickets here, also while another view is shown: `begun` without being asked for, `out` of a printer. */
export interface Printing {
  begun: boolean;
  out: boolean;
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

export interface Doubt {
  readonly sold: Sold;
  readonly seats: string;
}

export type Sale = ReturnType<typeof createSale>;

export function createSale(whole: WholeScreening, shown: ShownScreening) {
  const { screeningId } = whole;
  const [stage, setStage] = createSignal<Stage>('choose');
  const [problem, setProblem] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const [pinAsked, setPinAsked] = createSignal(false);
  const memory = saleMemory(screeningId);
  const { buyer, setBuyer, sold, setSold, voided, setVoided, unsettled, setUnsettled } = memory;

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
  const choice = createChoice(whole, shown, {
    attempt,
    begin,
    say: setProblem,
    onNothing: () => {
      // Nor is a name or a promo code left for whoever comes next.
      setBuyer(nobody);
      setPinAsked(false);
      if (['pay', 'keep', 'withhold'].includes(stage())) setStage('choose');
    },
    memory,
  });
  const { seats, seatIds, types, hasComp } = choice;
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
  // Other prices in the middle of a sale: nobody pays, or keys into the terminal, what they were not told.
  createEffect<{ readonly of: string; readonly prices: string; readonly total: Minor | undefined } | undefined>(
    (was) => {
      const now = {
        of: JSON.stringify([seatIds(), types(), buyer().promo]),
        prices: JSON.stringify(shown.priceList),
        total: quoted()?.total,
      };
      const isSame = was === undefined || was.prices === now.prices || was.of !== now.of || was.total === now.total;
      if (isSame || was.total === undefined || now.total === undefined || busy()) return now;
      const [before, after] = [was.total, now.total].map((total) => formats().money(total, whole.currency));
      setProblem(texts().sale.repriced(before ?? '', after ?? ''));
      setStage((at) => (at === 'pay' ? 'choose' : at));
      return now;
    },
  );
  /** On to what is done with the seats, chosen or about to be; without any it says so. */
  const goOn = (next: 'pay' | 'keep' | 'withhold', none = problemWords({ reason: 'nothing-selected', seats: [] })) => {
    if (seatIds().length > 0 || choice.expected()) setStage(next);
    else setProblem(none);
  };
  const finish = (now: Sold) => {
    setUnsettled(undefined);
    setProblem(undefined);
    setBuyer(nobody);
    setPinAsked(false);
    choice.forget();
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
      name: name.trim(),
      ...(email.trim() === '' ? {} : { email: email.trim() }),
      ...(Object.keys(types()).length === 0 ? {} : { ticketTypes: types() }),
      ...(now.promo === undefined ? {} : { promo: now.promo }),
      ...(hasComp() ? { comp: { reason: compReason.trim(), ...(pin === '' ? {} : { pin }) } } : {}),
      ...(collectBy === undefined ? {} : { collectBy }),
      ...(doubt?.seats === ids.join() ? { order: doubt.sold.order } : {}),
    };
    const settling = {
      types: sellingAs,
      tenders,
      change,
      printing: { begun: false, out: false },
      ...(collectBy === undefined ? {} : { collectBy }),
    };
    const called = name.trim();
    setBusy(true);
    try {
      const answer = await fullHouse.book(request);
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
    } finally {
      setBusy(false);
    }
  };

  /** One step back: of the selection while a sale is being made, of the sale itself right after it. */
  const undo = async () => {
    const made = sold();
    if (made) {
      const release = holdKeys();
      // Before they have left the screen, their coming back would not be seen, nor which tickets they are for.
      await choice.left();
      // Its seats are chosen again, with the same tickets.
      choice.expectTickets(made.types);
      const undone = await attempt(() => fullHouse.voidSale({ screeningId, order: made.order }));
      if (!undone) {
        choice.expectTickets(undefined);
        release('forget');
        return;
      }
      setSold(undefined);
      setVoided(undone);
      await choice.arrived();
      release('press');
      return;
    }
    if (!(await choice.stepBack())) setProblem(texts().sale.nothingToUndo);
  };

  return {
    ...choice,
    whole,
    shown,
    stage,
    setStage,
    problem,
    setProblem,
    attempt,
    quoted,
    /** Whether the promo code that was typed is none of this screening's. */
    promoUnknown: () => 'rejected' in price(),
    buyer,
    setBuyer: (part: Partial<Buyer>) => setBuyer((had) => ({ ...had, ...part })),
    pinAsked,
    /** Which seats it is about is not known yet, or not on the screen. */
    unsure: () => choice.asking() || seatIds().length === 0,
    busy,
    sold,
    voided,
    begin,
    goOn,
    toPayment: () => goOn('pay'),
    /** Whatever was begun gives way: the seats are given back. */
    giveBack: () => {
      setStage('choose');
      choice.giveBack();
    },
    sell,
    undo,
  };
}
