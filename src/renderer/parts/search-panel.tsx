import { createEffect, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import type { OrderLine } from '../../../theatre/contract/ipc-orders.ts';
import { nameWords } from '../../../theatre/contract/name-words.ts';
import { useCatchUp } from '../catch-up.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { programme } from '../house.ts';
import { seatList } from '../orders/order-words.ts';
import { orderProblem } from '../orders/problem-words.ts';
import { nothingAsked, Search, type SearchState } from '../orders/search-model.ts';
import { texts, wording } from '../texts.ts';
import { keysWaitFor } from '../typeahead.ts';

export interface SearchPanelProps {
  /** The screening that is shown now, to look in that one alone. */
  readonly screeningId: string | undefined;
  /** A ticket's code, to be looked up and shown at once; '' for none. */
  readonly scanned: string;
  readonly onShow: (line: OrderLine, ticket: SearchState['ticket']) => void;
  readonly onClose: () => void;
}

/** An answer has no more than this. */
const MOST = 50;

/** Finds an order by whatever somebody remembers of it. Results come while one types. */
export const SearchPanel: Component<SearchPanelProps> = (props) => {
  const [state, setState] = createSignal<SearchState>(nothingAsked);
  const [text, setText] = createSignal(props.scanned);
  const [here, setHere] = createSignal(false);
  let dialog!: HTMLDialogElement;
  let input!: HTMLInputElement;
  const only = () => (here() ? props.screeningId : undefined);
  const title = () => programme.screenings.find(({ id }) => id === props.screeningId)?.title ?? '';
  const search = new Search({
    find: (q, screeningId) => fullHouse.findOrders({ q, ...(screeningId === undefined ? {} : { screeningId }) }),
    onState: setState,
  });
  onMount(() => {
    dialog.showModal();
    if (text() !== '') queueMicrotask(() => void show());
  });
  const unlisten = fullHouse.on('customerErased', ({ order }) => search.forget(order));
  onCleanup(() => {
    unlisten();
    search.stop();
  });
  createEffect(() => search.ask(text(), only()));
  useCatchUp(
    () => state().asOf !== null,
    () => search.again(),
  );
  createEffect(() => {
    const { at } = state();
    document.getElementById(`found-${at}`)?.scrollIntoView({ block: 'nearest' });
  });

  const show = () =>
    keysWaitFor(
      async () => {
        const line = await search.settled();
        // The next ticket that is scanned comes in place of this one, not behind it.
        if (!line) return input.select();
        dialog.close();
        return props.onShow(line, state().ticket);
      },
      () => true,
      'dialogue',
    );
  const keydown = (event: KeyboardEvent) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const by = moves[event.key];
    if (by !== undefined) search.move(by);
    else if (event.key === 'F3') setHere((is) => !is && props.screeningId !== undefined);
    else if (event.key === 'Enter') void show();
    else return;
    event.preventDefault();
  };
  const said = (): string => {
    const now = state();
    const words = texts().afterSale;
    if (now.is === 'idle') return '';
    if (now.is === 'asking') return now.orders.length > 0 ? words.found(now.orders.length) : words.searching;
    if (now.problem) return orderProblem(now.problem);
    if (now.orders.length === 0) return words.none;
    return now.orders.length >= MOST ? words.most(MOST) : words.found(now.orders.length);
  };

  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="search"
      aria-label={texts().afterSale.search}
      onKeyDown={keydown}
      onClose={() => props.onClose()}
    >
      <label>
        <span>{texts().afterSale.searchLabel}</span>
        <input
          ref={(element) => (input = element)}
          type="text"
          name="search"
          data-code
          role="combobox"
          autocomplete="off"
          maxLength={400}
          aria-expanded={state().orders.length > 0}
          aria-controls="found"
          aria-activedescendant={state().at >= 0 ? `found-${state().at}` : undefined}
          autofocus
          value={text()}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p class="search-foot">
        <span role="status" class="said" data-is={state().is}>
          {said()}
        </span>
        <Show when={props.screeningId !== undefined}>
          <button type="button" class="quiet" tabindex="-1" aria-pressed={here()} onClick={() => setHere((is) => !is)}>
            {here() ? texts().afterSale.only(title()) : texts().afterSale.all} <kbd>F3</kbd>
          </button>
        </Show>
      </p>
      <Show when={state().asOf}>
        {(asOf) => <p class="notice">{texts().afterSale.asOf(formats().second(asOf()))}</p>}
      </Show>
      <ul id="found" role="listbox" aria-label={texts().afterSale.search}>
        <For each={state().orders}>
          {(line, at) => (
            <li
              id={`found-${at()}`}
              role="option"
              aria-selected={at() === state().at}
              onClick={() => {
                search.choose(at());
                void show();
              }}
            >
              <Line line={line} />
            </li>
          )}
        </For>
      </ul>
      <p class="keys soft">
        <kbd>↑</kbd> <kbd>↓</kbd> {texts().afterSale.move} <kbd>Enter</kbd> {texts().afterSale.show} <kbd>Esc</kbd>{' '}
        {texts().afterSale.close}
      </p>
    </dialog>
  );
};

const Line: Component<{ line: OrderLine }> = (props) => (
  <>
    <b class="name">{nameWords(props.line.name, texts())}</b>
    <span class="order-status" data-status={props.line.status}>
      {texts().afterSale.statuses[props.line.status]}
    </span>
    <span class="number reference">{props.line.reference}</span>
    <span class="soft where">
      {props.line.title}, {formats().day(Date.parse(props.line.startsAt))}{' '}
      {formats().time(Date.parse(props.line.startsAt))}
      <Show when={props.line.email}>{(email) => <> · {email()}</>}</Show>
    </span>
    <span class="seats">
      {props.line.seatIds.length > 0 ? seatList(props.line.seatIds, wording()) : texts().afterSale.noSeats}
    </span>
    <span class="number money">{formats().money(props.line.total, props.line.currency)}</span>
  </>
);
