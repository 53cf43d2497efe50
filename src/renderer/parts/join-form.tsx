import { createSignal, onMount, Show, type Component } from 'solid-js';
import { fullHouse } from '../full-house.ts';
import { isPin, kiosksProblemWords } from '../kiosks-words.ts';
import { texts } from '../texts.ts';
import { Field } from './field.tsx';

/** What the other kiosk shows, typed in here. When it is done the window begins anew. */
export const JoinForm: Component<{ name: string; asksPin: boolean; onBack: () => void }> = (props) => {
  const [address, setAddress] = createSignal('');
  const [code, setCode] = createSignal('');
  const [name, setName] = createSignal(props.name);
  const [pin, setPin] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  let form!: HTMLFormElement;
  const field = (called: string) => form.querySelector<HTMLInputElement>(`input[name=${called}]`)?.focus();
  onMount(() => field('address'));
  const join = async () => {
    if (busy()) return;
    const missing = [
      ['address', address()],
      ['code', code()],
      ['name', name()],
    ].find(([, value]) => value?.trim() === '');
    if (missing) return field(missing[0] ?? '');
    const asksPin = props.asksPin;
    if (asksPin && !isPin(pin())) {
      setProblem(texts().kiosks.problems['needs-pin']);
      return field('pin');
    }
    setBusy(true);
    setProblem(undefined);
    const typed = { address: address().trim(), code: code().trim(), name: name().trim() };
    const answer = await fullHouse.joinHouse(asksPin ? { ...typed, pin: pin() } : typed);
    setPin('');
    // Joined, the window begins anew.
    if (answer.done) return;
    setBusy(false);
    setProblem(kiosksProblemWords(answer.problem));
    if (/pin/.test(answer.problem.reason)) return field('pin');
    field(/address|unreachable|no-house/.test(answer.problem.reason) ? 'address' : 'code');
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
      <label>
        <span>{texts().kiosks.address}</span>
        <input
          name="address"
          autocomplete="off"
          spellcheck={false}
          value={address()}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>{texts().kiosks.code}</span>
        <input
          name="code"
          class="code"
          autocomplete="off"
          spellcheck={false}
          maxlength={40}
          value={code()}
          onInput={(event) => setCode(event.currentTarget.value)}
        />
      </label>
      <label>
        <span>{texts().kiosks.name}</span>
        <input
          name="name"
          autocomplete="off"
          maxlength={40}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <Show when={props.asksPin}>
        <p class="soft">{texts().kiosks.pinWhy}</p>
        <Field label={texts().kiosks.pin} name="pin" kind="secret" most={8} value={pin()} onInput={setPin} />
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
