import { createSignal, onMount, Show, type Component } from 'solid-js';
import { texts } from '../texts.ts';
import { Field } from './field.tsx';

/** Leaving a house: asked once, and with a manager's PIN where the log cannot say who is one. */
export const LeaveForm: Component<{
  asksPin: boolean;
  onLeave: (pin: string | undefined) => void;
  onBack: () => void;
}> = (props) => {
  const [pin, setPin] = createSignal('');
  let form!: HTMLFormElement;
  onMount(() => form.querySelector<HTMLElement>('input, button')?.focus());
  return (
    <form
      ref={(element) => (form = element)}
      class="ask"
      role="alertdialog"
      aria-label={texts().kiosks.leave}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const typed = pin();
        setPin('');
        props.onLeave(props.asksPin ? typed : undefined);
      }}
    >
      <p class="large">{texts().kiosks.leaveAsk}</p>
      <Show when={props.asksPin}>
        <p class="soft">{texts().kiosks.pinWhy}</p>
        <Field label={texts().kiosks.pin} name="pin" kind="secret" most={8} value={pin()} onInput={setPin} />
      </Show>
      <div class="actions">
        <button type="submit" class="main">
          {texts().kiosks.leaveYes} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onBack()}>
          {texts().kiosks.cancel} <kbd>Esc</kbd>
        </button>
      </div>
    </form>
  );
};
