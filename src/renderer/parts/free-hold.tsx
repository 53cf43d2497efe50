import { onMount, type Component } from 'solid-js';
import type { Holder } from '../../../theatre/contract/ipc-sale.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import type { Sale } from '../sale.ts';
import { texts } from '../texts.ts';
import { keysWaitFor } from '../typeahead.ts';

/** Asks once before a patron's hold is freed. */
export const FreeHold: Component<{ sale: Sale; holder: Holder; onDone: () => void }> = (props) => {
  let button!: HTMLButtonElement;
  onMount(() => button.focus());
  const free = async () => {
    const { screeningId } = props.sale.whole;
    const { viewerId } = props.holder;
    await keysWaitFor(async () => {
      const done = await props.sale.attempt(() => fullHouse.freeHold({ screeningId, viewerId }));
      if (done !== undefined) props.onDone();
      return done !== undefined;
    }, Boolean);
  };
  return (
    <div class="withhold" role="group" aria-label={texts().sale.freeTitle(texts().viewers.name(props.holder.viewerId))}>
      <h2>{texts().sale.freeTitle(texts().viewers.name(props.holder.viewerId))}</h2>
      <p>{texts().sale.freeWhat(texts().seats.named(props.holder.seatIds, 4), formats().time(props.holder.since))}</p>
      <div class="buttons">
        <button type="button" class="main" ref={(element) => (button = element)} onClick={() => void free()}>
          {texts().sale.freeThem(props.holder.seatIds.length)} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onDone()}>
          {texts().sale.leaveIt} <kbd>Esc</kbd>
        </button>
      </div>
    </div>
  );
};
