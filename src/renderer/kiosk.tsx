import { createSignal, Match, Show, Switch, type Component } from 'solid-js';
import { useKeys } from './keys.ts';
import { KeyHelp } from './parts/key-help.tsx';
import { StatusLine } from './parts/status-line.tsx';
import { nextLanguage, setLanguage } from './texts.ts';
import { CreateView } from './views/create-view.tsx';
import { NightView } from './views/night-view.tsx';
import { ProgrammeView } from './views/programme-view.tsx';
import { SellView } from './views/sell-view.tsx';

type View =
  | { readonly is: 'programme'; readonly last?: string }
  | { readonly is: 'create' }
  | { readonly is: 'sell'; readonly screeningId: string }
  | { readonly is: 'night'; readonly screeningId: string; readonly from: 'programme' | 'sell' };

/** The window: one view at a time above the line that says how the house stands. */
export const Kiosk: Component = () => {
  const [view, setView] = createSignal<View>({ is: 'programme' });
  const [help, setHelp] = createSignal(false);
  useKeys([
    { keys: ['?'], cap: '?', does: 'List the keys', run: () => setHelp(true) },
    {
      keys: ['F12'],
      cap: 'F12',
      does: 'Change the language of this screen',
      run: () => setLanguage(nextLanguage()),
      whileTyping: true,
    },
  ]);

  const programme = (last?: string) => setView({ is: 'programme', ...(last === undefined ? {} : { last }) });
  const sell = (screeningId: string) => setView({ is: 'sell', screeningId });
  const selling = () => {
    const now = view();
    return now.is === 'sell' ? now.screeningId : undefined;
  };
  const night = () => {
    const now = view();
    return now.is === 'night' ? now : undefined;
  };
  const last = () => {
    const now = view();
    return now.is === 'programme' ? now.last : undefined;
  };
  return (
    <div class="kiosk">
      <Switch>
        <Match when={view().is === 'programme'}>
          <ProgrammeView
            last={last()}
            onOpen={sell}
            onNight={(screeningId) => setView({ is: 'night', screeningId, from: 'programme' })}
            onCreate={() => setView({ is: 'create' })}
          />
        </Match>
        <Match when={view().is === 'create'}>
          <CreateView onSell={sell} onBack={() => programme()} />
        </Match>
        <Match when={selling()} keyed>
          {(screeningId) => (
            <SellView
              screeningId={screeningId}
              onNight={() => setView({ is: 'night', screeningId, from: 'sell' })}
              onBack={() => programme(screeningId)}
            />
          )}
        </Match>
        <Match when={night()} keyed>
          {({ screeningId, from }) => (
            <NightView
              screeningId={screeningId}
              onBack={() => (from === 'sell' ? sell(screeningId) : programme(screeningId))}
            />
          )}
        </Match>
      </Switch>
      <StatusLine onHelp={() => setHelp(true)} />
      <Show when={help()}>
        <KeyHelp onClose={() => setHelp(false)} />
      </Show>
    </div>
  );
};
