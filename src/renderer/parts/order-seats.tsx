import { For, onMount, type Component } from 'solid-js';
import type { BookedSeat } from '../../../theatre/screening/events.ts';
import { formats } from '../format.ts';
import { texts } from '../texts.ts';

/** Which of an order's seats an act is about: arrows move, space takes one in or leaves it out. */
export const OrderSeats: Component<{
  seats: readonly BookedSeat[];
  currency: string;
  legend: string;
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}> = (props) => {
  let fieldset!: HTMLFieldSetElement;
  const boxes = () => [...fieldset.querySelectorAll('input')];
  onMount(() => boxes()[0]?.focus());
  const keydown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const all = boxes();
    const at = all.findIndex((box) => box === document.activeElement);
    all[Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const toggle = (seatId: string, is: boolean) => {
    const next = new Set(props.chosen);
    if (is) next.add(seatId);
    else next.delete(seatId);
    props.onChange(next);
  };
  return (
    <fieldset class="which" ref={(element) => (fieldset = element)} onKeyDown={keydown}>
      <legend>{props.legend}</legend>
      <For each={props.seats}>
        {(seat) => (
          <label>
            <input
              type="checkbox"
              name="seat"
              value={seat.seatId}
              checked={props.chosen.has(seat.seatId)}
              onChange={(event) => toggle(seat.seatId, event.currentTarget.checked)}
            />
            <b>{seat.seatId}</b>
            <span class="soft">{texts().afterSale.types[seat.ticketType ?? 'full']}</span>
            <span class="number">{formats().money(seat.price, props.currency)}</span>
          </label>
        )}
      </For>
      <p class="soft keys">
        <kbd>↑</kbd> <kbd>↓</kbd> <kbd>{texts().tender.space}</kbd> {texts().afterSale.seat}
      </p>
    </fieldset>
  );
};
