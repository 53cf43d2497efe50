import { createMemo, createSignal, For, Match, Show, Switch, type Component } from 'solid-js';
import type { Holder } from '../../../theatre/contract/ipc-sale.ts';
import { lossWords } from '../../../theatre/contract/words.ts';
import type { TicketType } from '../../../theatre/screening/events.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats, timeLeft } from '../format.ts';
import { isSelling } from '../house.ts';
import { useNow } from '../now.ts';
import type { Sale } from '../sale.ts';
import type { Taken } from '../tender-model.ts';
import { texts } from '../texts.ts';
import { Buyer } from './buyer.tsx';
import { Choose } from './choose.tsx';
import { FreeHold } from './free-hold.tsx';
import { GoTo } from './go-to.tsx';
import { Keep } from './keep.tsx';
import { BetweenSales, JustVoided } from './sold.tsx';
import { Tender } from './tender.tsx';
import { Tickets, TypeBar } from './tickets.tsx';
import { ReleaseSeats, Withhold } from './withhold.tsx';

export interface StripProps {
  readonly sale: Sale;
  readonly onType: (type: TicketType) => void;
  readonly onKeep: () => void;
  readonly onWithhold: () => void;
  readonly onRow: (seatId: SeatId) => void;
  /** Back to choosing: what was begun is done, or left. */
  readonly onBack: () => void;
  /** How the way to payment takes the focus. */
  readonly focus: (take: () => void) => void;
  /** The withheld seat that may be released. */
  readonly withheld: SeatId | undefined;
  /** The patron whose hold may be freed. */
  readonly holder: Holder | undefined;
}

const WARN_MS = 60_000;

/** The kiosk's own seats and their tickets, what they cost and how long they are kept, and what is done with them. */
export const Strip: Component<StripProps> = (props) => {
  const { sale } = props;
  const { shown } = sale;
  const now = useNow();
  const [readAt, setReadAt] = createSignal(0);
  let focusTender = (): void => undefined;
  let missing = (): boolean => false;
  const leftMs = () => {
    now();
    return (shown.hold?.expiresAt ?? 0) - Date.now();
  };
  const any = () => sale.seatIds().length > 0;
  const ending = () => any() && leftMs() <= WARN_MS;
  const lost = createMemo(() => (shown.hold?.lost ?? []).filter(({ at }) => at > readAt()));
  const total = () => {
    const quoted = sale.quoted();
    return quoted ? formats().money(quoted.total, sale.whole.currency) : '…';
  };
  const read = () => setReadAt(Math.max(0, ...lost().map(({ at }) => at)));
  const pay = (taken: Taken) => {
    if (missing()) return;
    read();
    void sale.sell(taken);
  };

  return (
    <section class="strip" aria-label={texts().sale.label} data-stage={sale.stage()}>
      <div class="strip-seats">
        <div class="strip-head">
          <h2>
            {texts().sale.label} <Show when={any()}>{texts().sale.seats(sale.seatIds().length)}</Show>
          </h2>
          <Show when={any()}>
            <TypeBar onType={props.onType} />
          </Show>
        </div>
        <div class="told" role="alert">
          <For each={lossWords(lost(), texts())}>{(words) => <p class="notice bad">{words}</p>}</For>
          <Show when={sale.problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
        </div>
        <Show when={lost().length > 0}>
          <button type="button" class="quiet read" onClick={read}>
            {texts().sale.understood}
          </button>
        </Show>
        <JustVoided sale={sale} />
        <Show when={any()} fallback={<BetweenSales sale={sale} />}>
          <Tickets sale={sale} />
        </Show>
        <Show when={sale.stage() === 'pay'}>
          <Buyer sale={sale} onDone={() => focusTender()} check={(check) => (missing = check)} />
        </Show>
      </div>
      <Show when={any()}>
        <div class="strip-sum">
          <p class="total number">{total()}</p>
          <p class="time-left number" data-ending={ending()}>
            {texts().sale.keptFor(timeLeft(leftMs()))}
          </p>
          <div class="sum-actions">
            <button
              type="button"
              disabled={shown.hold?.extendable !== true || !isSelling()}
              onClick={() => sale.moreTime()}
            >
              {texts().sale.moreTime} <kbd>M</kbd>
            </button>
            <button type="button" disabled={!isSelling()} onClick={() => sale.giveBack()}>
              {texts().sale.giveBack} <kbd>X</kbd>
            </button>
          </div>
        </div>
      </Show>
      <div class="strip-step">
        <Switch
          fallback={<Choose sale={sale} onKeep={props.onKeep} onWithhold={props.onWithhold} focus={props.focus} />}
        >
          <Match when={sale.stage() === 'pay'}>
            <Tender
              amount={sale.unsure() ? undefined : sale.quoted()?.total}
              currency={sale.whole.currency}
              does={sale.busy() ? texts().sale.selling : texts().sale.sell(sale.seatIds().length)}
              busy={sale.busy()}
              waits={sale.unsure()}
              refused={sale.problem() !== undefined}
              onTaken={pay}
              focus={(take) => (focusTender = take)}
            />
          </Match>
          <Match when={sale.stage() === 'go-to'}>
            <GoTo sale={sale} onAsked={props.onBack} onRow={props.onRow} />
          </Match>
          <Match when={sale.stage() === 'keep'}>
            <Keep sale={sale} />
          </Match>
          <Match when={sale.stage() === 'withhold'}>
            <Withhold sale={sale} onDone={props.onBack} />
          </Match>
          <Match when={sale.stage() === 'release' && props.withheld}>
            {(seatId) => <ReleaseSeats sale={sale} seatId={seatId()} onDone={props.onBack} />}
          </Match>
          <Match when={sale.stage() === 'free' && props.holder}>
            {(holder) => <FreeHold sale={sale} holder={holder()} onDone={props.onBack} />}
          </Match>
        </Switch>
      </div>
      <p class="unseen" role="status">
        <Show when={ending()}>{texts().sale.lastMinute(texts().seats.listed(sale.seatIds()))}</Show>
        <Show when={sale.sold()}>
          {(sold) => (
            <>
              {sold().collectBy === undefined
                ? texts().sale.soldAloud(sold().order)
                : texts().sale.keptAloud(sold().order)}
              {sold().change > 0 ? texts().sale.changeAloud(formats().money(sold().change, sale.whole.currency)) : ''}
            </>
          )}
        </Show>
      </p>
    </section>
  );
};
