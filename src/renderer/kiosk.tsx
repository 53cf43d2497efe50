import { createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { useKeys } from './keys.ts';
import { KeyHelp } from './parts/key-help.tsx';
import { StatusLine } from './parts/status-line.tsx';
import { CreateView } from './views/create-view.tsx';
import { ProgrammeView } from './views/programme-view.tsx';
import { SellView } from './views/sell-view.tsx';

type View =
  | { readonly is: 'programme'; readonly last?: string }
  | { readonly is: 'create' }
  | { readonly is: 'sell'; readonly screeningId: string };

/** The window: one view at a time above the line that says how the house stands. */
export const Kiosk: Component = () => {
  const [view, setView] = createSignal<View>({ is: 'programme' });
  const [help, setHelp] = createSignal(false);
  useKeys([{ keys: ['?'], cap: '?', does: 'List the keys', run: () => setHelp(true) }]);

  const programme = (last?: string) => setView({ is: 'programme', ...(last === undefined ? {} : { last }) });
  const sell = (screeningId: string) => setView({ is: 'sell', screeningId });
  const selling = () => {
    const now = view();
    return now.is === 'sell' ? now.screeningId : undefined;
  };
  const last = () => {
    const now = view();
    return now.is === 'programme' ? now.last : undefined;
  };
  return (
    <div class="kiosk">
      <Switch>
        <Match when={view().is === 'programme'}>
          <ProgrammeView last={last()} onOpen={sell} onCreate={() => setView({ is: 'create' })} />
        </Match>
        <Match when={view().is === 'create'}>
          <CreateView onSell={sell} onBack={() => programme()} />
        </Match>
        <Match when={selling()} keyed>
          {(screeningId) => <SellView screeningId={screeningId} onBack={() => programme(screeningId)} />}
        </Match>
      </Switch>
      <StatusLine onHelp={() => setHelp(true)} />
      <Show when={help()}>
        <KeyHelp onClose={() => setHelp(false)} />
      </Show>
    </div>
  );
};
