import { createEffect, createSignal, Show, type Component } from 'solid-js';
import type { OrderAct } from '../../../theatre/contract/ipc-orders.ts';
import { createAct } from '../orders/act.ts';
import { tenderWords } from '../orders/order-words.ts';
import { texts, wording } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';
import { Told, type ActFormProps } from './order-forms.tsx';
import { OrderSeats } from './order-seats.tsx';
import { WayBack, type Way } from './way-back.tsx';

/** Takes seats back: says the money and which way it goes, then asks for the reason, then does it. */
export const RefundForm: Component<ActFormProps> = (props) => {
  const { order } = props.file.order;
  const seats = props.file.order.seats;
  const act = createAct(order, (said) => props.onDone(said));
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set(seats.map(({ seatId }) => seatId)));
  const [reason, setReason] = createSignal('');
  const [way, setWay] = createSignal<Way>('as-it-came');
  const [missing, setMissing] = createSignal('');
  let reasonInput!: HTMLInputElement;
  const words = () => texts().afterSale;
  const wanted = (said: string): Extract<OrderAct, { type: 'refund' }> => ({
    type: 'refund',
    seatIds: seats.map(({ seatId }) => seatId).filter((seatId) => chosen().has(seatId)),
    reason: said,
  });
  createEffect(() => void act.ask(chosen().size > 0 ? wanted('?') : undefined));
  useWaiting({
    asks: () => chosen().size > 0 && !act.quote() && !act.problem() && !act.inDoubt(),
    ready: () => act.quote() !== undefined,
    does: act.busy,
  });

  const tenders = () => {
    const quote = act.quote();
    const kind = way();
    if (!quote || quote.amount === 0 || kind === 'as-it-came') return quote?.tenders ?? [];
    return [{ kind, amount: quote.amount }];
  };
  const ways = () => tenderWords(tenders(), props.file.currency, wording());
  const submit = () => {
    const quote = act.quote();
    const why = reason().trim();
    setMissing(chosen().size === 0 ? words().seatMissing : why === '' ? words().refundReasonMissing : '');
    if (chosen().size > 0 && why === '') reasonInput.focus();
    if (missing() !== '' || (!quote && !act.inDoubt())) return;
    void act.carryOut({ ...wanted(why), tenders: [...tenders()] }, words().refundDone(chosen().size, ways()));
  };
  return (
    <form
      class="act"
      aria-label={words().refund}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        // Whoever types letters means the reason, wherever the focus is.
        if (event.target.type === 'checkbox' && /^\p{L}$/u.test(event.key)) {
          reasonInput.focus();
          // It is no key of anybody else's.
          event.stopImmediatePropagation();
        }
        if (event.key !== 'Enter') return;
        event.preventDefault();
        if (!event.repeat) submit();
      }}
    >
      <h2>{words().refund}</h2>
      <OrderSeats
        seats={seats}
        currency={props.file.currency}
        legend={words().refundWhich}
        chosen={chosen()}
        onChange={setChosen}
      />
      <label>
        <span>{words().refundReason}</span>
        <input
          type="text"
          name="reason"
          maxLength={200}
          autocomplete="off"
          ref={(element) => (reasonInput = element)}
          value={reason()}
          aria-invalid={missing() !== '' && chosen().size > 0}
          aria-describedby="refund-missing"
          onInput={(event) => {
            setMissing('');
            setReason(event.currentTarget.value);
          }}
        />
        <span class="error" id="refund-missing" role="alert">
          {missing()}
        </span>
      </label>
      <Show when={act.quote()}>
        {(quote) => (
          <>
            <Show when={quote().amount > 0}>
              <WayBack way={way()} onChange={setWay} />
            </Show>
            <p class="money" role="status">
              {quote().amount > 0 ? words().refundSays(chosen().size, ways()) : words().refundFree(chosen().size)}
            </p>
          </>
        )}
      </Show>
      <button type="submit" class="main" aria-disabled={act.busy() || (!act.quote() && !act.inDoubt())}>
        {act.busy() ? words().working : words().refund} <kbd>Enter</kbd>
      </button>
      <Told problem={act.problem()} />
    </form>
  );
};
