import { createSignal, onMount, type Component } from 'solid-js';
import { parseMoney } from '../format.ts';
import { texts } from '../texts.ts';

export interface MoneyFormProps {
  readonly title: string;
  readonly currency: string;
  readonly onDone: (move: { amount: number; reason: string }) => Promise<unknown>;
  readonly onBack: () => void;
}

/** Cash that goes into the drawer or out of it, and why. */
export const MoneyForm: Component<MoneyFormProps> = (props) => {
  const [typed, setTyped] = createSignal('');
  const [reason, setReason] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  let amountInput!: HTMLInputElement;
  let reasonInput!: HTMLInputElement;
  onMount(() => amountInput.focus());
  const amount = () => {
    const read = parseMoney(typed(), props.currency);
    return read === 0 ? undefined : read;
  };
  const noReason = () => reason().trim() === '';
  const note = async () => {
    const asked = amount();
    // From the amount Enter goes on to the reason.
    if (asked !== undefined && noReason() && document.activeElement === amountInput) return reasonInput.focus();
    setTried(true);
    if (asked === undefined) return amountInput.focus();
    if (noReason()) return reasonInput.focus();
    if (busy()) return undefined;
    setBusy(true);
    await props.onDone({ amount: asked, reason: reason().trim() });
    return setBusy(false);
  };
  return (
    <form
      class="money-form"
      noValidate
      aria-label={props.title}
      onSubmit={(event) => {
        event.preventDefault();
        void note();
      }}
    >
      <h2 class="wide">{props.title}</h2>
      <label>
        <span>
          {texts().till.amount}, {props.currency}
        </span>
        <input
          ref={(element) => (amountInput = element)}
          type="text"
          inputmode="decimal"
          name="amount"
          class="number"
          maxLength={10}
          autocomplete="off"
          value={typed()}
          aria-invalid={tried() && amount() === undefined}
          aria-describedby="fault-amount"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <span class="error" id="fault-amount">
          {tried() && amount() === undefined ? texts().till.needAmount : ''}
        </span>
      </label>
      <label>
        <span>{texts().till.reason}</span>
        <input
          ref={(element) => (reasonInput = element)}
          type="text"
          name="reason"
          maxLength={120}
          autocomplete="off"
          value={reason()}
          aria-invalid={tried() && noReason()}
          aria-describedby="fault-reason"
          onInput={(event) => setReason(event.currentTarget.value)}
        />
        <span class="error" id="fault-reason">
          {tried() && noReason() ? texts().till.needReason : ''}
        </span>
      </label>
      <div class="actions wide">
        <button type="submit" class="main" aria-disabled={busy()}>
          {texts().till.note} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onBack()}>
          {texts().people.cancel} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
};
