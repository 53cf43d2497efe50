import { onMount, Show, type Component } from 'solid-js';

/** A question before something that cannot be undone; its keys are Enter and, the view's own, Escape. */
export const Ask: Component<{
  label: string;
  question: string;
  more?: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}> = (props) => {
  let button!: HTMLButtonElement;
  onMount(() => button.focus());
  return (
    <section class="ask" role="alertdialog" aria-label={props.label}>
      <p class="large">{props.question}</p>
      <Show when={props.more}>
        <p class="soft">{props.more}</p>
      </Show>
      <div class="actions">
        <button type="button" class="main" ref={(element) => (button = element)} onClick={() => props.onYes()}>
          {props.yes} <kbd>Enter</kbd>
        </button>
        <button type="button" onClick={() => props.onNo()}>
          {props.no} <kbd>Esc</kbd>
        </button>
      </div>
    </section>
  );
};
