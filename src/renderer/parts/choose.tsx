import { onMount, Show, type Component } from 'solid-js';
import { formats } from '../format.ts';
import { isSelling } from '../house.ts';
import type { Sale } from '../sale.ts';
import { nextCategory, nextSpecial } from '../sale-model.ts';
import { texts } from '../texts.ts';

export interface ChooseProps {
  readonly sale: Sale;
  readonly onKeep: () => void;
  readonly onWithhold: () => void;
  /** How the way to payment takes the focus. */
  readonly focus: (take: () => void) => void;
}

/** What can be asked for, each with its key, and the way on to payment. */
export const Choose: Component<ChooseProps> = (props) => {
  const { sale } = props;
  let button!: HTMLButtonElement;
  onMount(() => props.focus(() => button.focus()));
  const category = () =>
    sale.whole.plan.categories.find(({ id }) => id === sale.wishes().category)?.name ?? texts().sale.anyCategory;
  const total = () => {
    const quoted = sale.quoted();
    return quoted ? formats().money(quoted.total, sale.whole.currency) : '…';
  };
  return (
    <div class="choose" role="group" aria-label={texts().sale.choose}>
      <div class="asks">
        <span class="ask">
          <kbd>1</kbd> – <kbd>9</kbd> {texts().sale.howMany}
        </span>
        <button type="button" onClick={() => sale.setStage('go-to')}>
          {texts().sale.goTo} <kbd>G</kbd>
        </button>
        <button type="button" onClick={() => void sale.others()}>
          {texts().sale.others} <kbd>N</kbd>
        </button>
        <button
          type="button"
          aria-pressed={sale.wishes().category !== undefined}
          onClick={() => sale.wish(nextCategory(sale.wishes(), sale.whole.plan.categories))}
        >
          {texts().sale.category}: <b>{category()}</b> <kbd>T</kbd>
        </button>
        <button
          type="button"
          aria-pressed={sale.wishes().special !== 'none'}
          onClick={() => sale.wish(nextSpecial(sale.wishes()))}
        >
          {texts().sale.special}: <b>{texts().sale.specials[sale.wishes().special]}</b> <kbd>A</kbd>
        </button>
        <button
          type="button"
          aria-pressed={sale.wishes().house}
          onClick={() => sale.wish({ ...sale.wishes(), house: !sale.wishes().house })}
        >
          {texts().sale.house}: <b>{sale.wishes().house ? texts().sale.houseOn : texts().sale.houseOff}</b> <kbd>S</kbd>
        </button>
        <button type="button" onClick={() => props.onKeep()}>
          {texts().sale.keep} <kbd>U</kbd>
        </button>
        <button type="button" onClick={() => props.onWithhold()}>
          {texts().sale.withhold} <kbd>W</kbd>
        </button>
      </div>
      <button
        ref={(element) => (button = element)}
        type="button"
        class="main to-payment"
        aria-disabled={sale.seatIds().length === 0 || !isSelling()}
        onClick={() => sale.toPayment()}
      >
        <Show when={!sale.asking()} fallback={texts().sale.asking}>
          {texts().sale.toPayment}
          <Show when={sale.seatIds().length > 0}>
            {': '}
            {texts().sale.seats(sale.seatIds().length)}, {total()}
          </Show>
        </Show>{' '}
        <kbd class="outside">B</kbd>
        <kbd class="inside">Enter</kbd>
      </button>
    </div>
  );
};
