/** One question about a screening: what it will do is said before the one key that does it. */
import { createSignal, onMount, Show, type JSX, type ParentComponent } from 'solid-js';
import type { Answer } from '../../../theatre/contract/ipc.ts';
import { isSelling } from '../house.ts';
import { programmeProblem } from '../programme-words.ts';
import { texts } from '../texts.ts';
import { keysWaitFor } from '../typeahead.ts';

export interface ScreeningDialogProps {
  readonly heading: string;
  /** Which screening, in a line. */
  readonly about: string;
  /** What confirming does. */
  readonly does: JSX.Element;
  readonly confirm: string;
  /** Cannot be undone: its button warns. Defaults to false. */
  readonly grave?: boolean;
  /** Checks what was typed; answers the name of the first field at fault. */
  readonly check?: () => string | undefined;
  readonly run: () => Promise<Answer<unknown>>;
  /** Done, or thought better of. */
  readonly onClose: (done: boolean) => void;
}

export const ScreeningDialog: ParentComponent<ScreeningDialogProps> = (props) => {
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string>();
  let dialog!: HTMLDialogElement;
  let finished = false;
  onMount(() => {
    dialog.showModal();
    const field = dialog.querySelector<HTMLInputElement>('input, select, textarea');
    (field ?? dialog.querySelector<HTMLButtonElement>('button[type=submit]'))?.focus();
    if (field?.type === 'text') field.select();
  });
  const submit = async () => {
    if (busy() || !isSelling()) return;
    setProblem(undefined);
    const fault = props.check?.();
    if (fault !== undefined) {
      dialog.querySelector<HTMLInputElement>(`[name="${fault}"]`)?.focus();
      return;
    }
    setBusy(true);
    await keysWaitFor(run, Boolean, 'dialogue');
    setBusy(false);
  };
  const run = async (): Promise<boolean> => {
    const answer = await props.run();
    if (!answer.done) {
      setProblem(programmeProblem(answer.problem));
      return false;
    }
    finished = true;
    const closed = new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
    dialog.close();
    await closed;
    return true;
  };
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="screening-dialog"
      aria-labelledby="screening-dialog-title"
      onClose={() => props.onClose(finished)}
    >
      <h1 id="screening-dialog-title">{props.heading}</h1>
      <p class="about">{props.about}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {props.children}
        <div class="does">{props.does}</div>
        <div class="told" role="alert">
          <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
        </div>
        <div class="answers">
          <button
            type="submit"
            class="main"
            classList={{ grave: props.grave === true }}
            aria-disabled={busy() || !isSelling()}
          >
            {busy() ? texts().programme.problems.working : props.confirm} <kbd>Enter</kbd>
          </button>
          <button type="button" class="quiet" onClick={() => dialog.close()}>
            {texts().programme.keys.back} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
};
