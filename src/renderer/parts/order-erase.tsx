/** Erasing who bought an order: asked once, with what goes and what stays. Nothing that is typed ahead answers it. */
import { createSignal, onMount, Show, type Component } from 'solid-js';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { fullHouse } from '../full-house.ts';
import { reloadOrder } from '../orders/shown-order.ts';
import { texts } from '../texts.ts';
import { Told, type ActFormProps } from './order-forms.tsx';

export const EraseCustomer: Component<ActFormProps> = (props) => {
  let back!: HTMLButtonElement;
  const words = () => texts().privacy;
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const known = () => props.file.customer;
  // What cannot be undone is not what Enter does first.
  onMount(() => back.focus());
  const erase = async () => {
    if (busy() || known() === null) return;
    setBusy(true);
    setProblem(undefined);
    const answer = await fullHouse.eraseCustomer({ order: props.file.order.order });
    setBusy(false);
    if (!answer.done) {
      setProblem(answer.problem);
      return;
    }
    const { pending, plain } = answer.value;
    await reloadOrder();
    props.onDone(pending ? words().pending : plain ? words().donePlain : words().done);
  };
  return (
    <div class="act">
      <p>{known() === null ? words().already : words().ask(known()?.name ?? '')}</p>
      <Show when={known()}>
        <p class="soft">{words().stays}</p>
      </Show>
      <div class="choices">
        <button type="button" ref={(element) => (back = element)} onClick={() => props.onDone('')}>
          {texts().afterSale.back} <kbd>Esc</kbd>
        </button>
        <button type="button" class="bad" aria-disabled={known() === null} onClick={() => void erase()}>
          {busy() ? texts().afterSale.working : words().confirm} <kbd>Tab</kbd> <kbd>Enter</kbd>
        </button>
      </div>
      <Told problem={problem()} />
    </div>
  );
};
