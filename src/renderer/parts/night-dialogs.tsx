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
      {texts().kiosk.close} <kbd>Esc</kbd>
    </button>
  </form>
);

/** Why a patron does not have a seat, to be printed and handed over. */
export const WhyDialog: Component<{ whole: WholeScreening; why: WhyLost; onClose: () => void }> = (props) => (
  <NightDialog
    title={texts().night.story.whyNot(props.why.viewerId, props.why.seatId)}
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
        {texts().night.print}
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
        return texts().night.exporting.read(now.read, now.total);
      case 'written':
        return texts().night.exporting.written(now.path);
      case 'cancelled':
        return texts().night.exporting.nothing;
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
    <NightDialog title={texts().night.exporting.heading} class="export" onClose={props.onClose}>
      <p class="soft">{texts().night.exporting.careful}</p>
      <div class="buttons">
        <button type="button" autofocus disabled={running() !== undefined} onClick={() => void run('events')}>
          {texts().night.exporting.events}
        </button>
        <button type="button" disabled={running() !== undefined} onClick={() => void run('orders')}>
          {texts().night.exporting.orders}
        </button>
      </div>
      <Show when={running()}>
        {(now) => (
          <progress max={Math.max(1, now().total)} value={now().read} aria-label={texts().night.exporting.progress} />
        )}
      </Show>
      <p role="status" classList={{ notice: state().is === 'failed', bad: state().is === 'failed' }}>
        {words()}
      </p>
      <div class="buttons">
        <Show when={running()}>
          <button type="button" onClick={() => void fullHouse.cancelExport()}>
            {texts().night.exporting.cancel}
          </button>
        </Show>
        <CloseButton />
      </div>
    </NightDialog>
  );
};
