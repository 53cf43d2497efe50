import { createEffect, createSignal, on, onCleanup, Show, type Component } from 'solid-js';
import type { OrderAct } from '../../../theatre/contract/ipc-orders.ts';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import type { Tender as Money } from '../../../theatre/screening/events.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { useKeys } from '../keys.ts';
import { createAct } from '../orders/act.ts';
import { markSeats, pickOnMap, type Mark } from '../orders/marks.ts';
import { seatList, tenderWords } from '../orders/order-words.ts';
import { texts, wording } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';
import { Told, type ActFormProps } from './order-forms.tsx';
import { OrderSeats } from './order-seats.tsx';
import { Tender } from './tender.tsx';
import { WayBack, type Way } from './way-back.tsx';

/** Other seats for some of an order's: which, for which, and the difference settled; in one append. */
export const ExchangeForm: Component<ActFormProps> = (props) => {
  const { order, seats } = props.file.order;
  const screeningId = props.file.screening.id;
  const act = createAct(order, (said) => props.onDone(said));
  const all = seats.map(({ seatId }) => seatId);
  const [from, setFrom] = createSignal<ReadonlySet<string>>(new Set(all.length === 1 ? all : []));
  const [to, setTo] = createSignal<readonly string[]>([]);
  const [way, setWay] = createSignal<Way>('as-it-came');
  const [noBest, setNoBest] = createSignal<Problem>();
  const [finding, setFinding] = createSignal(false);
  const words = () => texts().afterSale;
  const money = (minor: number) => formats().money(minor, props.file.currency);
  const given = () => all.filter((seatId) => from().has(seatId));
  const open = () => from().size - to().length;
  let confirm: HTMLButtonElement | undefined;

  const pick = (seatId: string) => {
    setNoBest(undefined);
    if (to().includes(seatId)) return setTo((others) => others.filter((other) => other !== seatId));
    // Of the order's own it is given back or left, and not had instead.
    if (all.includes(seatId) || from().size === 0) return undefined;
    return setTo((others) => [...others.slice(Math.max(0, others.length + 1 - from().size)), seatId]);
  };
  onCleanup(pickOnMap(screeningId, pick));
  createEffect(() => {
    const marks = new Map<string, Mark>(all.map((seatId) => [seatId, from().has(seatId) ? 'back' : 'found']));
    for (const seatId of to()) marks.set(seatId, 'instead');
    markSeats(screeningId, marks);
  });
  const wanted = (tenders?: readonly Money[]): OrderAct => ({
    type: 'exchange',
    from: given(),
    to: [...to()],
    ...(tenders === undefined ? {} : { tenders: [...tenders] }),
  });
  createEffect(() => void act.ask(to().length > 0 && open() === 0 ? wanted() : undefined));
  useWaiting({
    asks: () => finding() || (to().length > 0 && open() === 0 && !act.quote() && !act.problem() && !act.inDoubt()),
    ready: () => act.quote() !== undefined,
    does: act.busy,
  });
  // All are chosen: the keyboard goes back to where the money is. A Tender takes it by itself.
  createEffect(on(act.quote, (quote) => quote && quote.direction !== 'take' && confirm?.focus()));

  const best = async () => {
    setNoBest(undefined);
    if (from().size === 0) return;
    setFinding(true);
    const answer = await fullHouse.bestForExchange({ order, from: given() });
    if (answer.done) setTo(answer.value.seatIds);
    else setNoBest(answer.problem);
    setFinding(false);
  };
  const focusMap = () => document.querySelector<HTMLElement>('.map .seat[tabindex="0"]')?.focus();
  useKeys([
    {
      keys: ['m'],
      cap: 'M',
      get does() {
        return words().onMap;
      },
      run: focusMap,
    },
    {
      keys: ['b'],
      cap: 'B',
      get does() {
        return words().exchangeBest;
      },
      run: () => void best(),
    },
  ]);
  const says = (): string => {
    const quote = act.quote();
    if (!quote) return '';
    if (props.file.order.payment === 'due') {
      const sum = (list: typeof quote.back) => list.reduce((total, { price }) => total + price, 0);
      return words().exchangeUnpaid(money(props.file.order.total - sum(quote.back) + sum(quote.instead)));
    }
    if (quote.direction === 'none') return words().exchangeEven;
    if (quote.direction === 'take') return words().exchangeMore(money(quote.amount));
    return words().exchangeLess(money(quote.amount), tenderWords(back(), props.file.currency, wording()));
  };
  const back = (): readonly Money[] => {
    const quote = act.quote();
    const kind = way();
    if (!quote || quote.direction !== 'give') return [];
    return kind === 'as-it-came' ? quote.tenders : [{ kind, amount: quote.amount }];
  };
  const done = (change = '') => {
    const after = [...all.filter((seatId) => !from().has(seatId)), ...to()];
    return [words().exchangeDone(seatList(after, wording())), change].filter((part) => part !== '').join(' ');
  };

  return (
    <div class="act">
      <h2>{words().exchange}</h2>
      <OrderSeats
        seats={seats}
        currency={props.file.currency}
        legend={words().exchangeWhich}
        chosen={from()}
        onChange={setFrom}
      />
      <Show when={from().size > 0}>
        <p class="instead" role="status">
          {to().length > 0
            ? words().exchangeSays(seatList(given(), wording()), seatList(to(), wording()))
            : words().exchangeInto(from().size)}{' '}
          {to().length > 0 && open() > 0 ? words().exchangeMissing(open()) : ''}
        </p>
        <div class="choices">
          <button type="button" onClick={() => focusMap()}>
            {words().onMap} <kbd>M</kbd>
          </button>
          <button type="button" onClick={() => void best()}>
            {words().exchangeBest} <kbd>B</kbd>
          </button>
        </div>
      </Show>
      <Show when={act.quote()}>
        {(quote) => (
          <>
            <p class="money" role="status">
              {says()}
            </p>
            <Show
              when={quote().direction === 'take'}
              fallback={
                <form
                  class="settle"
                  onSubmit={(event) => {
                    event.preventDefault();
                    const tenders = quote().direction === 'give' ? back() : undefined;
                    const given = tenders && tenderWords(tenders, props.file.currency, wording());
                    void act.carryOut(wanted(tenders), done(given ? words().giveBack(given) + '.' : ''));
                  }}
                >
                  <Show when={quote().direction === 'give'}>
                    <WayBack way={way()} onChange={setWay} />
                  </Show>
                  <button
                    type="submit"
                    class="main"
                    aria-disabled={act.busy()}
                    ref={(element) => {
                      confirm = element;
                      queueMicrotask(() => element.focus());
                    }}
                  >
                    {act.busy() ? words().working : words().exchange} <kbd>Enter</kbd>
                  </button>
                </form>
              }
            >
              <Tender
                amount={quote().amount}
                currency={props.file.currency}
                does={act.busy() ? words().working : words().take(money(quote().amount))}
                busy={act.busy()}
                onTaken={({ tenders, change }) =>
                  void act.carryOut(
                    wanted(tenders),
                    done(words().payDone(money(quote().amount), change > 0 ? money(change) : '')),
                  )
                }
              />
            </Show>
          </>
        )}
      </Show>
      <Told problem={noBest() ?? act.problem()} />
    </div>
  );
};
