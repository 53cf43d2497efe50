/** What a key does to the screening that has the focus, in the week and in the list alike. */
import { createResource, createSignal, Match, Show, Switch, type Component } from 'solid-js';
import type { ProgrammeLine } from '../../../theatre/contract/ipc.ts';
import { fullHouse } from '../full-house.ts';
import { programme } from '../house.ts';
import type { KeyBinding } from '../keys.ts';
import { texts } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';
import { CancelDialog, CloseDialog, MoveDialog, TitleDialog } from './amend-dialogs.tsx';
import { CopyDialog } from './copy-dialog.tsx';
import { PricesDialog } from './prices-dialog.tsx';

export type Action = 'title' | 'move' | 'copy' | 'prices' | 'close' | 'cancel';

const CAPS: Readonly<Record<Action, string>> = {
  title: 'E',
  move: 'V',
  copy: 'D',
  prices: 'P',
  close: 'C',
  cancel: 'X',
};

export interface ProgrammeActions {
  readonly keys: readonly KeyBinding[];
  readonly asked: () => { readonly action: Action; readonly id: string } | undefined;
  done(this: void): void;
}

/** `focused` is the id of the screening that a key is about. */
export function programmeActions(
  focused: () => string | undefined,
  onRefunds: (screeningId: string) => void,
): ProgrammeActions {
  const [asked, setAsked] = createSignal<{ readonly action: Action; readonly id: string }>();
  const ask = (action: Action) => {
    const line = programme.screenings.find(({ id }) => id === focused());
    if (!line) return;
    if (line.phase === 'cancelled') {
      if (action === 'cancel') return onRefunds(line.id);
      if (action !== 'copy') return;
    }
    if (line.phase === 'closed' && action === 'close') return;
    setAsked({ action, id: line.id });
  };
  return {
    keys: (Object.keys(CAPS) as Action[]).map((action) => ({
      keys: [CAPS[action].toLowerCase()],
      cap: CAPS[action],
      get does() {
        return texts().programme.keys[action];
      },
      run: () => ask(action),
    })),
    asked,
    done: () => setAsked(undefined),
  };
}

/** The question that was asked last, over everything else. */
export const ActionDialog: Component<{
  actions: ProgrammeActions;
  onRefunds: (screeningId: string) => void;
}> = (props) => {
  const line = (): ProgrammeLine | undefined => programme.screenings.find(({ id }) => id === props.actions.asked()?.id);
  const [details] = createResource(
    () => props.actions.asked()?.id,
    async (screeningId) => {
      const answer = await fullHouse.screeningDetails({ screeningId });
      return answer.done ? answer.value : undefined;
    },
  );
  const close = (id?: string) => {
    const asked = id ?? props.actions.asked()?.id;
    props.actions.done();
    // The focus goes back to the screening, wherever it is now.
    queueMicrotask(() => document.querySelector<HTMLElement>(`[data-id="${asked ?? ''}"]`)?.focus());
  };
  const ready = () => {
    const found = details();
    const asked = props.actions.asked();
    return found && asked && found.id === asked.id && line() ? { ...asked, details: found } : undefined;
  };
  // What is typed before the question is there is meant for it.
  useWaiting({
    asks: () => details.loading && ready() === undefined,
    ready: () => ready() !== undefined,
    does: () => false,
  });
  return (
    <Show when={ready()} keyed>
      {({ action, details: screening }) => (
        <Switch>
          <Match when={action === 'title'}>
            <TitleDialog screening={screening} onClose={() => close()} />
          </Match>
          <Match when={action === 'move'}>
            <MoveDialog screening={screening} onClose={() => close()} />
          </Match>
          <Match when={action === 'copy'}>
            <CopyDialog screening={screening} onClose={() => close()} />
          </Match>
          <Match when={action === 'prices'}>
            <PricesDialog screening={screening} onClose={() => close()} />
          </Match>
          <Match when={action === 'close'}>
            <CloseDialog screening={screening} onClose={() => close()} />
          </Match>
          <Match when={action === 'cancel'}>
            <CancelDialog
              screening={screening}
              onClose={(cancelled) => {
                close();
                if (cancelled && screening.orders > 0) props.onRefunds(screening.id);
              }}
            />
          </Match>
        </Switch>
      )}
    </Show>
  );
};

/** The same keys, to be seen. */
export const ActionHints: Component = () => (
  <p class="action-hints">
    {(Object.keys(CAPS) as Action[]).map((action) => (
      <span>
        <kbd>{CAPS[action]}</kbd> {texts().programme.short[action]}
      </span>
    ))}
  </p>
);
