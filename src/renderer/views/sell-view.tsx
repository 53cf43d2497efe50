import {
  createEffect,
  createResource,
  createSignal,
  Match,
  on,
  onCleanup,
  Show,
  Switch,
  type Component,
} from 'solid-js';
import type { WholeScreening } from '../../../theatre/contract/frame.ts';
import type { Holder } from '../../../theatre/contract/ipc-sale.ts';
import type { TicketType } from '../../../theatre/screening/events.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { isSelling, programme, status } from '../house.ts';
import { useKeys } from '../keys.ts';
import { pickedSeat } from '../orders/marks.ts';
import { shownOrder } from '../orders/shown-order.ts';
import { Feed } from '../parts/feed.tsx';
import { Figures } from '../parts/figures.tsx';
import { PatronLink } from '../parts/patron-link.tsx';
import { SeatMap } from '../parts/seat-map.tsx';
import { lostSince } from '../parts/status-line.tsx';
import { Strip } from '../parts/strip.tsx';
import { Viewers } from '../parts/viewers.tsx';
import { createSale } from '../sale.ts';
import { saleKeys } from '../sale-keys.ts';
import { easeFew, onceShown } from '../shown-frames.ts';
import { createScreeningStore, type ScreeningStore } from '../screening-store.ts';
import { texts } from '../texts.ts';
import { keysWaitFor, useWaiting } from '../typeahead.ts';
import { problemWords } from '../words.ts';

export interface SellViewProps {
  readonly screeningId: string;
  /** Looks at this screening's night from its beginning. */
  readonly onNight: () => void;
  readonly onBack: () => void;
}

interface Opened {
  readonly whole: WholeScreening;
  readonly store: ScreeningStore;
}

/** One screening: what happens on the left, the house in the middle, who looks on the right, the sale below. */
export const SellView: Component<SellViewProps> = (props) => {
  const { screeningId } = props;
  let store: ScreeningStore | undefined;
  const stop = fullHouse.on('frame', (frame) => {
    if (frame.screeningId !== screeningId || !store) return;
    easeFew(frame.seats.map(([seatId]) => seatId));
    store.apply(frame);
    onceShown(() => void fullHouse.shown({ screeningId, frame: frame.frame }));
  });
  onCleanup(() => {
    stop();
    void fullHouse.leaveScreening();
  });
  // Asked again when the log is back, should it have been away.
  const [opening] = createResource(
    () => `${screeningId} ${status().log.is === 'connected'}`,
    async (): Promise<Opened | string> => {
      if (store) return opening.latest as Opened;
      const answer = await fullHouse.openScreening({ screeningId });
      if (!answer.done) return problemWords(answer.problem);
      store = createScreeningStore(answer.value);
      return { whole: answer.value, store };
    },
  );
  useWaiting({ asks: () => opening.loading && !store, ready: () => store !== undefined, does: () => false });
  const opened = (): Opened | undefined => {
    const found = opening.latest;
    return typeof found === 'object' ? found : undefined;
  };
  const problem = (): string | undefined => {
    const found = opening.latest;
    return typeof found === 'string' ? found : undefined;
  };
  return (
    <Switch fallback={<Waiting words={texts().selling.opening} onBack={props.onBack} />}>
      <Match when={opened()}>{(found) => <Selling {...found()} onNight={props.onNight} onBack={props.onBack} />}</Match>
      <Match when={problem()}>{(words) => <Waiting words={words()} onBack={props.onBack} />}</Match>
    </Switch>
  );
};

const Waiting: Component<{ words: string; onBack: () => void }> = (props) => {
  useKeys(() => [{ keys: ['Escape'], cap: 'Esc', does: texts().selling.backToScreenings, run: () => props.onBack() }]);
  return (
    <main class="empty">
      <p class="large">{props.words}</p>
      <button type="button" onClick={() => props.onBack()}>
        {texts().selling.screenings} <kbd>Esc</kbd>
      </button>
    </main>
  );
};

const Selling: Component<Opened & { onNight: () => void; onBack: () => void }> = (props) => {
  const { whole } = props;
  const { shown } = props.store;
  const { screeningId } = whole;
  const sale = createSale(whole, shown);
  const [linkShown, setLinkShown] = createSignal(false);
  const [withheld, setWithheld] = createSignal<SeatId>();
  const [holder, setHolder] = createSignal<Holder>();
  let focusMap = (_?: SeatId): void => undefined;
  let focusPayment = (): void => undefined;
  /** Where the focus came to rest after a sale: Enter pressed once more than it should have been takes no seat there. */
  let resting: { readonly seatId: SeatId | undefined; readonly until: number } | undefined;
  const pointed = (): SeatId | undefined => document.activeElement?.closest('button.seat')?.id;
  const rests = (seatId: SeatId) => seatId === resting?.seatId && performance.now() < resting.until;
  /** Where the next key is expected: on the way to payment while seats are chosen, else on the map. */
  const choose = () => {
    sale.setStage('choose');
    queueMicrotask(() => (sale.seatIds().length > 0 || sale.expected() ? focusPayment() : focusMap()));
  };
  // A sale that was made, or seats that were lost, lead back to the map by themselves.
  createEffect(
    on(
      sale.stage,
      (now) => {
        if (now === 'choose' && sale.seatIds().length === 0 && !sale.expected()) focusMap();
      },
      { defer: true },
    ),
  );
  createEffect(
    on(
      sale.sold,
      (sold) => {
        if (!sold) return;
        focusMap();
        resting = { seatId: pointed(), until: performance.now() + RESTING_MS };
      },
      { defer: true },
    ),
  );
  // From an order that was looked at the keys come back to the sale.
  const isNowhere = () => document.activeElement === document.body && sale.stage() === 'choose';
  createEffect(on(shownOrder, (order) => !order && queueMicrotask(() => isNowhere() && choose()), { defer: true }));
  // Undone, the sale goes on where it was before payment.
  createEffect(
    on([sale.voided, () => sale.seatIds().length > 0], ([voided]) => voided && sale.stage() === 'choose' && choose(), {
      defer: true,
    }),
  );
  const withhold = () => {
    const seatId = pointed();
    if (seatId !== undefined && shown.status[seatId] === 'withheld') {
      setWithheld(seatId);
      sale.setStage('release');
    } else sale.goOn('withhold', texts().sale.chooseFirst);
  };
  const free = async () => {
    const seatId = pointed();
    if (seatId === undefined || shown.status[seatId] !== 'other_selected') {
      sale.setProblem(texts().sale.freeFirst);
      return;
    }
    await keysWaitFor(async () => {
      const found = await sale.attempt(() => fullHouse.holderOf({ screeningId, seatId }));
      if (!found) return false;
      setHolder(found);
      sale.setStage('free');
      return true;
    }, Boolean);
  };
  const type = (ticketType: TicketType) => {
    const ticket = document.activeElement?.closest<HTMLElement>('[data-ticket]')?.dataset['ticket'];
    if (ticket === undefined) sale.moreOf(ticketType);
    else sale.retype(ticket, ticketType);
  };
  // From payment, or whatever was begun, to the seats; from the seats to the list.
  const back = () => (sale.stage() === 'choose' ? props.onBack() : choose());
  useKeys(() => [
    ...saleKeys(sale, {
      onDigit: (digit) => {
        if (sale.digit(digit)) choose();
      },
      onType: type,
      onKeep: () => sale.goOn('keep'),
      onWithhold: withhold,
      onFree: () => void free(),
      onMap: () => focusMap(),
    }),
    { keys: ['l'], cap: 'L', does: texts().selling.showLink, run: () => setLinkShown((is) => !is) },
    { keys: ['r'], cap: 'R', does: texts().selling.nightFromBeginning, run: () => props.onNight() },
    { keys: ['Escape'], cap: 'Esc', does: texts().selling.back, run: back, whileTyping: true },
  ]);

  return (
    <main class="sell">
      <header class="sell-head">
        <button type="button" class="quiet" onClick={() => props.onBack()}>
          ← {texts().selling.screenings} <kbd>Esc</kbd>
        </button>
        <div class="sell-title">
          <h1>{shown.title}</h1>
          <p class="soft">
            {formats().day(Date.parse(shown.startsAt))}, {formats().time(Date.parse(shown.startsAt))}, {whole.plan.name}
          </p>
        </div>
        <div class="sell-tools">
          <dl class="totals number" aria-label={texts().selling.seats}>
            <Count name={texts().selling.counts.available} count={shown.counts.available} />
            <Count name={texts().selling.counts.held} count={shown.counts.held} />
            <Count name={texts().selling.counts.sold} count={shown.counts.booked} />
            <Show when={shown.counts.withheld > 0}>
              <Count name={texts().selling.counts.withheld} count={shown.counts.withheld} />
            </Show>
          </dl>
          <button type="button" onClick={() => props.onNight()}>
            {texts().selling.nightAgain} <kbd>R</kbd>
          </button>
          <button type="button" aria-expanded={linkShown()} onClick={() => setLinkShown((is) => !is)}>
            {texts().selling.link} <kbd>L</kbd>
          </button>
        </div>
      </header>
      <Shut id={screeningId} shown={shown} />
      <Feed lines={shown.feed} />
      <SeatMap
        whole={whole}
        shown={shown}
        onToggle={(seatId) => pickedSeat(screeningId, seatId) || rests(seatId) || sale.toggle(seatId)}
        pending={sale.pending()}
        focus={(take) => (focusMap = take)}
      />
      <div class="side">
        <Show when={linkShown()}>
          <section class="panel" aria-label={texts().selling.link}>
            <h2>{texts().selling.forPatrons}</h2>
            <PatronLink screeningId={screeningId} />
          </section>
        </Show>
        <Figures screeningId={screeningId} />
        <Viewers viewers={shown.viewers} own={whole.viewerId} />
      </div>
      <Strip
        sale={sale}
        onType={type}
        onKeep={() => sale.goOn('keep')}
        onWithhold={withhold}
        onRow={(seatId) => {
          sale.setStage('choose');
          queueMicrotask(() => focusMap(seatId));
        }}
        onBack={choose}
        focus={(take) => (focusPayment = take)}
        withheld={withheld()}
        holder={holder()}
      />
    </main>
  );
};

/** Why nothing can be sold now, said where it cannot be missed. */
const Shut: Component<{ id: string; shown: ScreeningStore['shown'] }> = (props) => {
  const words = (): string | undefined => {
    if (status().log.is === 'revoked') return texts().kiosks.revokedTitle;
    if (status().log.is === 'replaced') return texts().selling.replaced;
    const since = lostSince();
    if (since !== undefined) return texts().selling.lostSince(formats().second(since));
    if (!isSelling()) return texts().selling.notConnected;
    if (!props.shown.fresh) return texts().selling.notFresh;
    if (props.shown.suspended !== null) return texts().selling.suspended(props.shown.suspended);
    if (props.shown.phase === 'cancelled') {
      const reason = programme.screenings.find(({ id }) => id === props.id)?.cancelReason;
      return [
        texts().selling.cancelled,
        ...(reason === undefined ? [] : [texts().programme.cancelledFor(reason)]),
      ].join(' ');
    }
    return props.shown.phase === 'closed' ? texts().selling.closed : undefined;
  };
  const full = (): string | undefined => {
    const { counts, hold } = props.shown;
    if (words() !== undefined || counts.available > 0 || (hold?.seats.length ?? 0) > 0) return undefined;
    return `${texts().seats.left(counts, 'open')}.`;
  };
  return (
    <div class="shut" role="alert">
      <Show when={words()}>{(text) => <p class="notice bad">{text()}</p>}</Show>
      <Show when={full()}>{(text) => <p class="notice">{text()}</p>}</Show>
    </div>
  );
};

const Count: Component<{ name: string; count: number }> = (props) => (
  <div>
    <dd>{props.count}</dd>
    <dt>{props.name}</dt>
  </div>
);

const RESTING_MS = 1_000;
