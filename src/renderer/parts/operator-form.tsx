import { createSignal, onMount, Show, type Component } from 'solid-js';
import type { OperatorLine } from '../../../theatre/contract/ipc-till.ts';
import type { Role } from '../../../theatre/screening/commands.ts';
import { fullHouse } from '../full-house.ts';
import { tillProblemWords } from '../house-words.ts';
import { texts } from '../texts.ts';

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
    const answer = props.operator
      ? await fullHouse.changeOperator({
          operatorId: props.operator.id,
          ...known,
          ...(pin() === '' ? {} : { pin: pin() }),
        })
      : await fullHouse.addOperator({ ...known, pin: pin() });
    setBusy(false);
    if (answer.done) return props.onDone(known.name);
    setProblem(tillProblemWords(answer.problem));
    return form
      .querySelector<HTMLInputElement>(answer.problem.reason === 'pin-easy' ? '[name=pin]' : '[name=name]')
      ?.focus();
  };
  const Fault: Component<{ field: string }> = (about) => (
    <span class="error" id={`fault-${about.field}`}>
      {fault(about.field)}
    </span>
  );
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
      <label>
        <span>{texts().people.name}</span>
        <input
          type="text"
          name="name"
          maxLength={60}
          autocomplete="off"
          value={name()}
          aria-invalid={fault('name') !== undefined}
          aria-describedby="fault-name"
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Fault field="name" />
      </label>
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
      <label>
        <span>{props.operator ? texts().people.keepPin : texts().people.newPin}</span>
        <input
          type="password"
          name="pin"
          inputmode="numeric"
          maxLength={8}
          autocomplete="new-password"
          value={pin()}
          aria-invalid={fault('pin') !== undefined}
          aria-describedby="fault-pin"
          onInput={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <Fault field="pin" />
      </label>
      <label>
        <span>{texts().people.pinAgain}</span>
        <input
          type="password"
          name="again"
          inputmode="numeric"
          maxLength={8}
          autocomplete="new-password"
          value={again()}
          aria-invalid={fault('again') !== undefined}
          aria-describedby="fault-again"
          onInput={(event) => setAgain(event.currentTarget.value.replace(/\D/g, ''))}
        />
        <Fault field="again" />
      </label>
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
