import { For, onMount, type Component } from 'solid-js';
import { activeKeys, listedKeys } from '../keys.ts';
import { texts } from '../texts.ts';

/** All that the keyboard does on this screen. */
export const KeyHelp: Component<{ onClose: () => void; onHealth: () => void }> = (props) => {
  let dialog!: HTMLDialogElement;
  onMount(() => dialog.showModal());
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="keys"
      aria-labelledby="keys-title"
      onClose={() => props.onClose()}
    >
      <h1 id="keys-title">{texts().kiosk.keys}</h1>
      <dl class="key-list">
        <For each={listedKeys(activeKeys())}>
          {(line) => (
            <div>
              <dt>
                <For each={line.caps}>{(cap) => <kbd>{cap}</kbd>}</For>
              </dt>
              <dd>{line.does}</dd>
            </div>
          )}
        </For>
      </dl>
      <form method="dialog">
        <button type="submit" class="quiet" onClick={() => props.onHealth()}>
          {texts().health.open} <kbd>⇧F6</kbd>
        </button>
        <button type="submit" class="main" autofocus>
          {texts().kiosk.close} <kbd>Esc</kbd>
        </button>
      </form>
    </dialog>
  );
};
