import { createSignal, onMount, Show, type Component } from 'solid-js';
import type { OperatorLine } from '../../../theatre/contract/ipc-till.ts';
import type { Role } from '../../../theatre/screening/commands.ts';
import { fullHouse } from '../full-house.ts';
import { tillProblemWords } from '../house-words.ts';
import { texts } from '../texts.ts';
import { isDone, keysWaitFor } from '../typeahead.ts';
import { Field, type FieldProps } from './field.tsx';

export interface OperatorFormProps {
  /** Who is changed; absent for somebody new. */
  readonly operator?: OperatorLine;
  /** The house has nobody yet: this one is a manager. */
  readonly first?: boolean;
  readonly onDone: (name: string) => unknown;
  readonly onBack: () => void;
}

/** A person's name, role and PIN. */
export const OperatorForm: Component<OperatorFormProps> = (props) => {
  const [name, setName] = createSignal(props.operator?.name ?? '');
  const [role, setRole] = createSignal<Role>(props.operator?.role ?? (props.first ? 'manager' : 'cashier'));
  const [pin, setPin] = createSignal('');
  const [again, setAgain] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  let form!: HTMLFormElement;
  onMount(() => form.querySelector<HTMLInputElement>('input[name=name]')?.focus());
  const fault = (field: string): string | undefined => {
    if (!tried()) return undefined;
    if (field === 'name') return name().trim() === '' ? texts().people.needName : undefined;
    const isKept = props.operator !== undefined && pin() === '' && again() === '';
    if (field === 'pin') return isKept || /^\d{4,8}$/.test(pin()) ? undefined : texts().people.needPin;
    return pin() === again() ? undefined : texts().people.pinsDiffer;
  };
  const save = async () => {
    if (busy()) return;
    setTried(true);
    setProblem(undefined);
    const wrong = ['name', 'pin', 'again'].find((field) => fault(field) !== undefined);
    if (wrong !== undefined) return form.querySelector<HTMLInputElement>(`input[name=${wrong}]`)?.focus();
    setBusy(true);
    const known = { name: name().trim(), role: role() };
    const { operator } = props;
    const asked = operator
      ? () => fullHouse.changeOperator({ operatorId: operator.id, ...known, ...(pin() === '' ? {} : { pin: pin() }) })
      : () => fullHouse.addOperator({ ...known, pin: pin() });
    const answer = await keysWaitFor(asked, isDone);
    setBusy(false);
    if (answer.done) return props.onDone(known.name);
    setProblem(tillProblemWords(answer.problem));
    return form
      .querySelector<HTMLInputElement>(answer.problem.reason === 'pin-easy' ? '[name=pin]' : '[name=name]')
      ?.focus();
  };
  return (
    <form
      ref={(element) => (form = element)}
      class="operator-form"
      noValidate
      aria-label={props.operator ? texts().people.changeTitle(props.operator.name) : texts().people.addTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Show when={!props.first}>
        <h2 class="wide">
          {props.operator ? texts().people.changeTitle(props.operator.name) : texts().people.addTitle}
        </h2>
      </Show>
      <Field label={texts().people.name} name="name" most={60} value={name()} fault={fault('name')} onInput={setName} />
      <label>
        <span>{texts().people.role}</span>
        <select name="role" disabled={props.first} onChange={(event) => setRole(event.currentTarget.value as Role)}>
          <option value="cashier" selected={role() === 'cashier'}>
            {texts().roles.cashier}
          </option>
          <option value="manager" selected={role() === 'manager'}>
            {texts().roles.manager}
          </option>
        </select>
      </label>
      <Pin
        label={props.operator ? texts().people.keepPin : texts().people.newPin}
        name="pin"
        value={pin()}
        fault={fault('pin')}
        onInput={setPin}
      />
      <Pin label={texts().people.pinAgain} name="again" value={again()} fault={fault('again')} onInput={setAgain} />
      <div class="actions wide">
        <button type="submit" class="main" aria-disabled={busy()}>
          {texts().people.save} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onBack()}>
          {texts().people.cancel} <kbd>Esc</kbd>
        </button>
      </div>
      <div class="told wide" role="alert">
        <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
      </div>
    </form>
  );
};

const Pin: Component<Pick<FieldProps, 'label' | 'name' | 'value' | 'fault'> & { onInput: (pin: string) => void }> = (
  props,
) => (
  <Field
    {...props}
    kind="secret"
    most={8}
    autocomplete="new-password"
    onInput={(typed) => props.onInput(typed.replace(/\D/g, ''))}
  />
);
