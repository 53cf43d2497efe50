import { createSignal, For, onCleanup, onMount, Show, type Component, type JSX } from 'solid-js';
import type { WholeScreening } from '../../../theatre/contract/frame.ts';
import type { WhyLost } from '../../../theatre/replay/why-lost.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { problemWords } from '../words.ts';
import { texts } from '../texts.ts';

/** A dialogue that has the keyboard to itself; Esc closes it. */
export const NightDialog: Component<{ title: string; class: string; onClose: () => void; children: JSX.Element }> = (
  props,
) => {
  let dialog!: HTMLDialogElement;
  onMount(() => dialog.showModal());
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class={props.class}
      aria-label={props.title}
      onClose={() => props.onClose()}
    >
      <h1>{props.title}</h1>
      {props.children}
    </dialog>
  );
};

/** Closes the dialogue that it is in. */
export const CloseButton: Component = () => (
  <form method="dialog">
    <button type="submit">
      Close <kbd>Esc</kbd>
    </button>
  </form>
);

/** Why a patron does not have a seat, to be printed and handed over. */
export const WhyDialog: Component<{ whole: WholeScreening; why: WhyLost; onClose: () => void }> = (props) => (
  <NightDialog
    title={`Why ${texts().viewers.name(props.why.viewerId)} does not have ${props.why.seatId}`}
    class="why"
    onClose={props.onClose}
  >
    <p class="soft">
      {props.whole.title}, {formats().evening(Date.parse(props.whole.startsAt))}, {props.whole.plan.name}
    </p>
    <div class="sentences">
      <For each={texts().why.lost(props.why, formats())}>{(sentence) => <p>{sentence}</p>}</For>
    </div>
    <div class="buttons">
      <button type="button" class="main" autofocus onClick={() => window.print()}>
        Print
      </button>
      <CloseButton />
    </div>
  </NightDialog>
);

type Export =
  | { readonly is: 'asking' }
  | { readonly is: 'running'; readonly read: number; readonly total: number }
  | { readonly is: 'written'; readonly path: string }
  | { readonly is: 'cancelled' }
  | { readonly is: 'failed'; readonly problem: string };

/** Writes the night to a file, with how far it is and a way to stop. */
export const ExportDialog: Component<{ screeningId: string; onClose: () => void }> = (props) => {
  const [state, setState] = createSignal<Export>({ is: 'asking' });
  const running = () => {
    const now = state();
    return now.is === 'running' ? now : undefined;
  };
  const words = (): string => {
    const now = state();
    switch (now.is) {
      case 'asking':
        return '';
      case 'running':
        return `${now.read} of ${now.total} messages read`;
      case 'written':
        return `Written to ${now.path}`;
      case 'cancelled':
        return 'Nothing was written.';
      case 'failed':
        return now.problem;
      default:
        return now satisfies never;
    }
  };
  const stop = fullHouse.on('exportProgress', ({ read, total }) => {
    if (running()) setState({ is: 'running', read, total });
  });
  onCleanup(() => {
    stop();
    if (running()) void fullHouse.cancelExport();
  });
  const run = async (what: 'events' | 'orders') => {
    setState({ is: 'running', read: 0, total: 0 });
    const answer = await fullHouse.exportNight({ screeningId: props.screeningId, what });
    if (!answer.done) setState({ is: 'failed', problem: problemWords(answer.problem) });
    else if (answer.value.path === undefined) setState({ is: 'cancelled' });
    else setState({ is: 'written', path: answer.value.path });
  };
  return (
    <NightDialog title="Export this night" class="export" onClose={props.onClose}>
      <p class="soft">
        Names and addresses of customers are in these files. Keep them as you keep the house’s own books.
      </p>
      <div class="buttons">
        <button type="button" autofocus disabled={running() !== undefined} onClick={() => void run('events')}>
          Events, as JSON Lines
        </button>
        <button type="button" disabled={running() !== undefined} onClick={() => void run('orders')}>
          Orders, as CSV
        </button>
      </div>
      <Show when={running()}>
        {(now) => <progress max={Math.max(1, now().total)} value={now().read} aria-label="Read from the log" />}
      </Show>
      <p role="status" classList={{ notice: state().is === 'failed', bad: state().is === 'failed' }}>
        {words()}
      </p>
      <div class="buttons">
        <Show when={running()}>
          <button type="button" onClick={() => void fullHouse.cancelExport()}>
            Cancel the export
          </button>
        </Show>
        <CloseButton />
      </div>
    </NightDialog>
  );
};
