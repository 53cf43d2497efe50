import { createSignal, onMount, Show, type Component } from 'solid-js';
import { useKeys } from '../keys.ts';
import type { Sale } from '../sale.ts';
import { isManager } from '../session.ts';
import { texts } from '../texts.ts';
import { Field } from './field.tsx';

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
        <Field
          wide
          ref={(element) => (reason = element)}
          label={texts().sale.compReason}
          name="comp-reason"
          most={200}
          value={sale.buyer().compReason}
          fault={told() && reasonMissing() ? texts().sale.compReasonMissing : undefined}
          onInput={(compReason) => sale.setBuyer({ compReason })}
        />
        <Show when={pinNeeded()}>
          {/* What was wrong with the one before is said above. */}
          <Field
            ref={(element) => (pin = element)}
            label={texts().sale.pin}
            name="pin"
            kind="secret"
            most={12}
            value={sale.buyer().pin}
            fault={
              told() && sale.buyer().pin === '' && sale.problem() === undefined ? texts().sale.pinMissing : undefined
            }
            onInput={(typed) => sale.setBuyer({ pin: typed })}
          />
        </Show>
      </Show>
      <Field
        ref={(element) => (name = element)}
        label={
          <>
            {texts().sale.name} <kbd aria-hidden="true">N</kbd>
          </>
        }
        name="name"
        most={100}
        placeholder={texts().sale.optional}
        value={sale.buyer().name}
        onInput={(typed) => sale.setBuyer({ name: typed })}
      />
      <Field
        ref={(element) => (email = element)}
        label={texts().sale.email}
        name="email"
        kind="email"
        most={254}
        placeholder={texts().sale.optional}
        value={sale.buyer().email}
        fault={told() && emailWrong() ? texts().sale.emailWrong : undefined}
        onInput={(typed) => {
          setTold(false);
          sale.setBuyer({ email: typed });
        }}
      />
      <Field
        ref={(element) => (promo = element)}
        label={
          <>
            {texts().sale.promo} <kbd aria-hidden="true">P</kbd>
          </>
        }
        name="promo"
        most={20}
        value={sale.buyer().promo}
        fault={sale.promoUnknown() ? texts().sale.promoUnknown : undefined}
        onChange={(typed) => sale.setBuyer({ promo: typed })}
      />
    </div>
  );
};
