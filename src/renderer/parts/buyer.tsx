import { createSignal, onMount, Show, type Component } from 'solid-js';
import { useKeys } from '../keys.ts';
import type { Sale } from '../sale.ts';
import { isManager } from '../session.ts';
import { texts } from '../texts.ts';

export interface BuyerProps {
  readonly sale: Sale;
  /** After Enter in any of the fields. */
  readonly onDone: () => void;
  /** Told how to lead the clerk to what is still missing; answers whether something is. */
  readonly check: (missing: () => boolean) => void;
}

/** What a sale may say of its buyer, none of it needed; and why tickets are given away, which is. */
export const Buyer: Component<BuyerProps> = (props) => {
  const { sale } = props;
  const [told, setTold] = createSignal(false);
  let name!: HTMLInputElement;
  let email!: HTMLInputElement;
  let promo!: HTMLInputElement;
  let reason: HTMLInputElement | undefined;
  let pin: HTMLInputElement | undefined;
  const reasonMissing = () => sale.hasComp() && sale.buyer().compReason.trim() === '';
  const emailWrong = () => sale.buyer().email.trim() !== '' && !email.validity.valid;
  const lead = (field: HTMLInputElement | undefined): boolean => {
    field?.focus();
    field?.select();
    return field !== undefined;
  };
  const pinNeeded = () => sale.hasComp() && (sale.pinAsked() || !isManager());
  const missing = (): boolean => {
    setTold(true);
    if (reasonMissing()) return lead(reason);
    if (pinNeeded() && sale.buyer().pin === '') return lead(pin);
    if (sale.promoUnknown()) return lead(promo);
    return emailWrong() && lead(email);
  };
  props.check(missing);
  // Before money is talked of.
  onMount(() => queueMicrotask(() => reasonMissing() && lead(reason)));
  useKeys([
    { keys: ['n'], cap: 'N', does: texts().sale.nameDoes, run: () => lead(name) },
    { keys: ['p'], cap: 'P', does: texts().sale.promoDoes, run: () => lead(promo) },
  ]);
  return (
    <div
      class="buyer"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.isComposing) return;
        event.preventDefault();
        if (event.target instanceof HTMLInputElement) event.target.blur();
        if (!missing()) props.onDone();
      }}
    >
      <Show when={sale.hasComp()}>
        <label class="wide">
          <span>{texts().sale.compReason}</span>
          <input
            ref={(element) => (reason = element)}
            type="text"
            name="comp-reason"
            maxLength={200}
            autocomplete="off"
            value={sale.buyer().compReason}
            aria-invalid={told() && reasonMissing()}
            aria-describedby="comp-error"
            onInput={(event) => sale.setBuyer({ compReason: event.currentTarget.value })}
          />
          <span class="error" id="comp-error">
            {told() && reasonMissing() ? texts().sale.compReasonMissing : ''}
          </span>
        </label>
        <Show when={pinNeeded()}>
          <label>
            <span>{texts().sale.pin}</span>
            <input
              ref={(element) => (pin = element)}
              type="password"
              inputmode="numeric"
              name="pin"
              maxLength={12}
              autocomplete="off"
              value={sale.buyer().pin}
              onInput={(event) => sale.setBuyer({ pin: event.currentTarget.value })}
            />
            <span class="error">
              {/* What was wrong with the one before is said above. */}
              {told() && sale.buyer().pin === '' && sale.problem() === undefined ? texts().sale.pinMissing : ''}
            </span>
          </label>
        </Show>
      </Show>
      <label>
        <span>
          {texts().sale.name} <kbd aria-hidden="true">N</kbd>
        </span>
        <input
          ref={(element) => (name = element)}
          type="text"
          name="name"
          maxLength={100}
          autocomplete="off"
          placeholder={texts().sale.optional}
          value={sale.buyer().name}
          onInput={(event) => sale.setBuyer({ name: event.currentTarget.value })}
        />
      </label>
      <label>
        <span>{texts().sale.email}</span>
        <input
          ref={(element) => (email = element)}
          type="email"
          name="email"
          maxLength={254}
          autocomplete="off"
          placeholder={texts().sale.optional}
          value={sale.buyer().email}
          aria-invalid={told() && emailWrong()}
          aria-describedby="email-error"
          onInput={(event) => {
            setTold(false);
            sale.setBuyer({ email: event.currentTarget.value });
          }}
        />
        <span class="error" id="email-error">
          {told() && emailWrong() ? texts().sale.emailWrong : ''}
        </span>
      </label>
      <label>
        <span>
          {texts().sale.promo} <kbd aria-hidden="true">P</kbd>
        </span>
        <input
          ref={(element) => (promo = element)}
          type="text"
          name="promo"
          class="promo"
          maxLength={20}
          autocomplete="off"
          value={sale.buyer().promo}
          aria-invalid={sale.promoUnknown()}
          aria-describedby="promo-error"
          onChange={(event) => sale.setBuyer({ promo: event.currentTarget.value })}
        />
        <span class="error" id="promo-error">
          {sale.promoUnknown() ? texts().sale.promoUnknown : ''}
        </span>
      </label>
    </div>
  );
};
