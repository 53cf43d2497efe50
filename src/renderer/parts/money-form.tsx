import { createSignal, onMount, type Component } from 'solid-js';
import { exampleMoney, parseMoney } from '../format.ts';
import { texts } from '../texts.ts';
import { keysWaitFor } from '../typeahead.ts';
import { Field } from './field.tsx';

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
    await keysWaitFor(
      () => Promise.resolve(props.onDone({ amount: asked, reason: reason().trim() })),
      () => true,
    );
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
      <Field
        ref={(element) => (amountInput = element)}
        label={`${texts().till.amount}, ${props.currency}`}
        name="amount"
        kind="money"
        most={10}
        value={typed()}
        fault={tried() && amount() === undefined ? texts().till.needAmount(exampleMoney(props.currency)) : undefined}
        onInput={setTyped}
      />
      <Field
        ref={(element) => (reasonInput = element)}
        label={texts().till.reason}
        name="reason"
        most={120}
        value={reason()}
        fault={tried() && noReason() ? texts().till.needReason : undefined}
        onInput={setReason}
      />
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
