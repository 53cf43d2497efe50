import { createEffect, createMemo, createSignal, For, Show, type Component } from 'solid-js';
import type { OwnHold, WholeScreening } from '../../../theatre/contract/frame.ts';
import { countWords, listed, lossWords } from '../../../theatre/contract/words.ts';
import type { SeatId } from '../../../theatre/seating/plan.ts';
import { formats, timeLeft } from '../format.ts';
import { isSelling } from '../house.ts';
import { useNow } from '../now.ts';
import type { ShownScreening } from '../screening-store.ts';
import { Booking, type SoldSale } from './booking.tsx';

export interface StripProps {
  readonly whole: WholeScreening;
  readonly shown: ShownScreening;
  /** Why the last attempt was not done, in words. */
  readonly problem: string | undefined;
  readonly onToggle: (seatId: SeatId) => void;
  readonly onGiveBack: () => void;
  readonly onMoreTime: () => void;
  /** A sale begins: what was said of the one before is old. */
  readonly onBegin: () => void;
  readonly onSold: () => void;
  readonly focus: (take: () => void) => void;
}

const WARN_MS = 60_000;

/** The kiosk's own seats, what they cost, how long they are kept, and their sale. */
export const Strip: Component<StripProps> = (props) => {
  const now = useNow();
  const [sold, setSold] = createSignal<SoldSale>();
  const [readAt, setReadAt] = createSignal(0);
  const seats = createMemo((): OwnHold['seats'] => props.shown.hold?.seats ?? []);
  const leftMs = () => {
    now();
    return (props.shown.hold?.expiresAt ?? 0) - Date.now();
  };
  const ending = () => seats().length > 0 && leftMs() <= WARN_MS;
  const lost = createMemo(() => (props.shown.hold?.lost ?? []).filter(({ at }) => at > readAt()));
  const money = (minor: number) => formats().money(minor, props.whole.currency);
  const names = () => new Map(props.whole.plan.categories.map(({ id, name }) => [id, name]));
  // What was sold is told until the next sale begins.
  createEffect(() => {
    if (seats().length > 0) setSold(undefined);
  });
  const read = () => setReadAt(Math.max(0, ...lost().map(({ at }) => at)));

  return (
    <section class="strip" aria-label="This sale">
      <div class="strip-seats">
        <h2>
          This sale <Show when={seats().length > 0}>{countWords(seats().length)}</Show>
        </h2>
        <Show when={seats().length > 0} fallback={<Idle sold={sold()} money={money} />}>
          <ul class="chips">
            <For each={seats()}>
              {(seat) => (
                <li>
                  <button
                    type="button"
                    aria-label={`Give back ${seat.seatId}`}
                    title="Give back"
                    onClick={() => props.onToggle(seat.seatId)}
                  >
                    <b>{seat.seatId}</b> <span class="soft">{names().get(seat.category)}</span>{' '}
                    <span class="number">{money(seat.price)}</span> <span aria-hidden="true">×</span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <div class="told" role="alert">
          <For each={lossWords(lost())}>{(words) => <p class="notice bad">{words}</p>}</For>
          <Show when={props.problem}>{(words) => <p class="notice bad">{words()}</p>}</Show>
        </div>
        <Show when={lost().length > 0}>
          <button type="button" class="quiet read" onClick={read}>
            Understood
          </button>
        </Show>
      </div>
      <Show when={seats().length > 0}>
        <div class="strip-sum">
          <p class="total number">{money(props.shown.hold?.total ?? 0)}</p>
          <p class="time-left number" data-ending={ending()}>
            kept for {timeLeft(leftMs())}
          </p>
          <div class="sum-actions">
            <button
              type="button"
              disabled={props.shown.hold?.extendable !== true || !isSelling()}
              onClick={() => props.onMoreTime()}
            >
              More time <kbd>M</kbd>
            </button>
            <button type="button" disabled={!isSelling()} onClick={() => props.onGiveBack()}>
              Give back <kbd>X</kbd>
            </button>
          </div>
        </div>
      </Show>
      <Booking
        whole={props.whole}
        shown={props.shown}
        focus={props.focus}
        onBegin={() => {
          props.onBegin();
          read();
        }}
        onSold={(sale) => {
          setSold(sale);
          props.onSold();
        }}
      />
      <p class="unseen" role="status">
        <Show when={ending()}>
          Less than a minute left for {listed(seats().map(({ seatId }) => seatId))}. Press M for more time.
        </Show>
        <Show when={sold()}>{(sale) => <>Sold. Order {sale().order}.</>}</Show>
      </p>
    </section>
  );
};

/** Between two sales: the one just made, or what to do first. */
const Idle: Component<{ sold: SoldSale | undefined; money: (minor: number) => string }> = (props) => (
  <Show
    when={props.sold}
    fallback={
      <p class="soft">
        No seats chosen. Move on the map with the arrows and press <kbd>Enter</kbd>, or click.
      </p>
    }
  >
    {(sale) => (
      <p class="sold">
        Sold: order <b class="order selectable">{sale().order}</b>
        <span>
          {listed(sale().seatIds)}, {props.money(sale().total)} by {sale().tender}, for {sale().name}
        </span>
      </p>
    )}
  </Show>
);
