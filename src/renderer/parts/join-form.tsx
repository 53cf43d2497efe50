import { createSignal, For, onMount, Show, type Component } from 'solid-js';
import { createStore } from 'solid-js/store';
import { fullHouse } from '../full-house.ts';
import { isPin, kiosksProblemWords } from '../kiosks-words.ts';
import { texts } from '../texts.ts';
import { Field } from './field.tsx';

const names = ['address', 'code', 'name'] as const;
type Name = (typeof names)[number];

/** What the other kiosk shows, typed in here. When it is done the window begins anew. */
export const JoinForm: Component<{ name: string; asksPin: boolean; onBack: () => void }> = (props) => {
  const [typed, setTyped] = createStore({ address: '', code: '', name: props.name, pin: '' });
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  let form!: HTMLFormElement;
  const focus = (name: Name | 'pin') => form.querySelector<HTMLInputElement>(`input[name=${name}]`)?.focus();
  const isMissing = (name: Name) => typed[name].trim() === '';
  onMount(() => focus('address'));
  const join = async () => {
    if (busy()) return;
    setTried(true);
    setProblem(undefined);
    const missing = names.find(isMissing);
    if (missing) return focus(missing);
    const asksPin = props.asksPin;
    if (asksPin && !isPin(typed.pin)) {
      setProblem(texts().kiosks.problems['needs-pin']);
      return focus('pin');
    }
    setBusy(true);
    const known = { address: typed.address.trim(), code: typed.code.trim(), name: typed.name.trim() };
    const answer = await fullHouse.joinHouse(asksPin ? { ...known, pin: typed.pin } : known);
    setTyped('pin', '');
    // Joined, the window begins anew.
    if (answer.done) return;
    setBusy(false);
    setProblem(kiosksProblemWords(answer.problem));
    if (/pin/.test(answer.problem.reason)) return focus('pin');
    focus(/address|unreachable|no-house/.test(answer.problem.reason) ? 'address' : 'code');
  };
  return (
    <form
      ref={(element) => (form = element)}
      class="join-form"
      noValidate
      aria-label={texts().kiosks.joinTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <h2>{texts().kiosks.joinTitle}</h2>
      <p class="soft">{texts().kiosks.joinWhy}</p>
      <For each={names}>
        {(name) => (
          <Field
            label={texts().kiosks[name]}
            name={name}
            kind={name === 'code' ? 'code' : 'text'}
            most={name === 'address' ? 300 : 40}
            value={typed[name]}
            fault={tried() && isMissing(name) ? texts().kiosks.need[name] : undefined}
            onInput={(text) => setTyped(name, text)}
          />
        )}
      </For>
      <Show when={props.asksPin}>
        <p class="soft">{texts().kiosks.pinWhy}</p>
        <Field
          label={texts().kiosks.pin}
          name="pin"
          kind="secret"
          most={8}
          value={typed.pin}
          onInput={(pin) => setTyped('pin', pin)}
        />
      </Show>
      <div class="actions">
        <button type="submit" class="main" disabled={busy()}>
          {busy() ? texts().kiosks.joining : texts().kiosks.joinYes} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onBack()}>
          {texts().kiosks.cancel} <kbd>Esc</kbd>
        </button>
      </div>
      <div class="told" role="alert">
        <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
      </div>
    </form>
  );
};
