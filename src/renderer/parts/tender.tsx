import { createEffect, createMemo, createSignal, For, on, onMount, Show, type Component } from 'solid-js';
import type { Minor, Tender as Kind } from '../../../theatre/screening/events.ts';
import { exampleMoney, formats, typedMoney } from '../format.ts';
import { digitsOnly, useKeys } from '../keys.ts';
import {
  likelySums,
  noTender,
  readTender,
  switched,
  toKeyIn,
  type Direction,
  type Taken,
  type TenderDraft,
} from '../tender-model.ts';
import { texts } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';

export interface TenderProps {
  /** In minor units; undefined while it is not known, when nothing can be taken. */
  readonly amount: Minor | undefined;
  /** ISO 4217. */
  readonly currency: string;
  /** Defaults to `take`. */
  readonly direction?: Direction;
  /** What the button says that it does: `Sell 2 seats`. */
  readonly does: string;
  readonly busy?: boolean;
  /** The amount will be known in a moment: keys wait for it. Defaults to false. */
  readonly waits?: boolean;
  /** Something that was asked for was refused, and keys that waited for it were meant for another sum. Defaults to false. */
  readonly refused?: boolean;
  /** Told when the clerk presses Enter and the money is right. */
  readonly onTaken: (taken: Taken) => void;
  /** How the first field takes the focus, for whoever has to give it back. */
  readonly focus?: (take: () => void) => void;
}

/** The keys beside each other above the home row, one for each likely sum. */
const SUM_KEYS = ['q', 'w', 'e', 'r'] as const;

/** Takes money for an amount: cash with its change, the card with what to key in, or the one and then the other. It begins with cash and the focus. */
export const Tender: Component<TenderProps> = (props) => {
  const [draft, setDraft] = createSignal<TenderDraft>(noTender);
  const [told, setTold] = createSignal(false);
  let first: HTMLInputElement | undefined;
  let button!: HTMLButtonElement;
  const direction = () => props.direction ?? 'take';
  const amount = () => props.amount ?? 0;
  /** While it is not known yet it is taken to be something: the fields are there for keys that come early. */
  const payable = () => props.amount !== 0;
  const money = (minor: number) => formats().money(minor, props.currency);
  const reading = () => readTender(draft(), amount(), props.currency, direction());
  const sums = () => (direction() === 'take' && draft().way === 'cash' ? likelySums(amount(), props.currency) : []);
  const change = () => {
    const now = reading();
    return now.is === 'whole' ? now.taken.change : 0;
  };
  const problem = (): string | undefined => {
    const now = reading();
    if (!told() || now.is === 'whole') return undefined;
    if (now.is === 'short') return texts().tender.missing(money(now.missing));
    return now.is === 'unreadable'
      ? texts().tender.unreadable(exampleMoney(props.currency))
      : texts().tender.cardNumber;
  };
  const put = (part: Partial<TenderDraft>) => {
    setTold(false);
    setDraft((before) => ({ ...before, ...part }));
  };
  const focusFirst = () => {
    const field = first?.isConnected === true ? first : button;
    field.focus();
    if (field instanceof HTMLInputElement) field.select();
  };
  const other = () => put(switched(draft(), amount(), props.currency));
  const switchWay = () => {
    // The card would be asked for all of it, whatever lies on the counter.
    if (reading().is !== 'unreadable') return other();
    setTold(true);
    return focusFirst();
  };
  const pick = (way: Kind['kind']) => {
    if (draft().way !== way) other();
  };
  onMount(() => {
    props.focus?.(focusFirst);
    focusFirst();
  });
  const way = createMemo(() => draft().way);
  createEffect(on(way, focusFirst, { defer: true }));

  useWaiting({
    asks: () => props.waits === true,
    ready: () => props.amount !== undefined && props.refused !== true,
    does: () => props.busy === true,
  });

  const take = () => {
    if (props.busy === true || props.amount === undefined) return;
    const now = reading();
    if (now.is === 'whole') return props.onTaken(now.taken);
    setTold(true);
    return focusFirst();
  };
  const giveSum = (at: number) => {
    const sum = sums()[at];
    if (sum === undefined) return;
    put({ given: typedMoney(sum, props.currency) });
    focusFirst();
  };
  useKeys(() => [
    {
      keys: ['Enter'],
      cap: 'Enter',
      get does() {
        return props.does;
      },
    },
    {
      keys: [' '],
      get cap() {
        return texts().tender.space;
      },
      get does() {
        return texts().tender.switchWay;
      },
      run: switchWay,
    },
    {
      keys: ['ArrowUp', 'ArrowDown'],
      cap: '↑ ↓',
      get does() {
        return texts().tender.switchWay;
      },
      run: switchWay,
      whileTyping: true,
    },
    ...SUM_KEYS.map((key, at) => ({
      keys: [key],
      cap: key.toUpperCase(),
      get does() {
        const sum = sums()[at];
        return sum === undefined ? '' : texts().tender.likely(money(sum));
      },
      run: () => giveSum(at),
    })),
  ]);

  return (
    <form
      class="tender"
      aria-label={direction() === 'take' ? texts().tender.label : texts().tender.labelGive}
      noValidate
      data-way={draft().way}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
      onKeyDown={(event) => {
        // A key held down is one press: money is not taken twice.
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
    >
      <p class="due">
        <span class="soft">{heading(payable(), draft().way, direction())}</span>{' '}
        <b class="number">
          {props.amount === undefined ? '…' : money(draft().way === 'card' ? toKeyIn(draft(), amount()) : amount())}
        </b>
        <Show when={draft().way === 'card' && toKeyIn(draft(), amount()) < amount()}>
          <span class="number"> {texts().tender.cashFirst(money(draft().cashFirst))}</span>
        </Show>
      </p>
      <Show when={payable()}>
        <fieldset class="ways">
          <legend class="unseen">{texts().tender.switchWay}</legend>
          <For each={['cash', 'card'] as const}>
            {(way) => (
              <label>
                <input type="radio" name="way" tabindex="-1" checked={draft().way === way} onChange={() => pick(way)} />
                {texts().tender[way]}
              </label>
            )}
          </For>
          <span>
            <kbd>{draft().way === 'cash' ? texts().tender.space : '↑ ↓'}</kbd>
          </span>
        </fieldset>
      </Show>
      <Show when={payable() && draft().way === 'cash' && direction() === 'take'}>
        <div class="cash">
          <label>
            <span>{texts().tender.given}</span>
            <input
              ref={(element) => (first = element)}
              type="text"
              inputmode="decimal"
              data-digits
              name="given"
              class="number"
              autocomplete="off"
              maxLength={10}
              placeholder={texts().tender.exact}
              value={draft().given}
              aria-invalid={problem() !== undefined}
              aria-describedby="tender-problem"
              onBeforeInput={digitsOnly}
              onInput={(event) => put({ given: event.currentTarget.value })}
            />
          </label>
          <div class="sums">
            <For each={sums()}>
              {(sum, at) => (
                <button
                  type="button"
                  tabindex="-1"
                  class="number"
                  aria-label={texts().tender.likely(money(sum))}
                  onClick={() => giveSum(at())}
                >
                  {money(sum)} <kbd>{SUM_KEYS[at()]?.toUpperCase()}</kbd>
                </button>
              )}
            </For>
          </div>
        </div>
      </Show>
      <Show when={payable() && draft().way === 'card'}>
        <label class="reference">
          <span>{texts().tender.reference}</span>
          <input
            ref={(element) => (first = element)}
            type="text"
            name="reference"
            autocomplete="off"
            maxLength={40}
            value={draft().reference}
            aria-invalid={problem() !== undefined}
            aria-describedby="tender-problem"
            onInput={(event) => put({ reference: event.currentTarget.value })}
          />
        </label>
      </Show>
      <p class="change" role="status">
        <Show when={change() > 0}>
          {texts().tender.change} <b class="number">{money(change())}</b>
        </Show>
      </p>
      <p class="error" id="tender-problem" role="alert">
        {problem() ?? ''}
      </p>
      <button
        type="submit"
        class="main"
        ref={(element) => (button = element)}
        aria-disabled={props.busy === true || props.amount === undefined}
      >
        {props.does} <kbd>Enter</kbd>
      </button>
    </form>
  );
};

function heading(payable: boolean, way: Kind['kind'], direction: Direction): string {
  const { tender } = texts();
  if (!payable) return tender.nothing;
  if (way === 'card') return direction === 'take' ? tender.keyIn : tender.keyInBack;
  return direction === 'take' ? tender.toPay : tender.toGive;
}
