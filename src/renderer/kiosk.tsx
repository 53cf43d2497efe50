import { createEffect, createSignal, Match, on, Show, Switch, type Component } from 'solid-js';
import { fullHouse } from './full-house.ts';
import type { OrderLine } from '../../theatre/contract/ipc-orders.ts';
import { useKeys } from './keys.ts';
import type { SearchState } from './orders/search-model.ts';
import { leaveOrder, showOrder, shownOrder } from './orders/shown-order.ts';
import { KeyHelp } from './parts/key-help.tsx';
import { OrderPanel } from './parts/order-panel.tsx';
import { SearchPanel } from './parts/search-panel.tsx';
import { StatusLine } from './parts/status-line.tsx';
import { Who } from './parts/who.tsx';
import { forgetSales } from './sale-memory.ts';
import { useScans } from './scanner.ts';
import { isLocked, session } from './session.ts';
import { nextLanguage, setLanguage, texts } from './texts.ts';
import { CreateView } from './views/create-view.tsx';
import { DoorListView } from './views/door-list-view.tsx';
import { DesignerView } from './views/designer-view.tsx';
import { HealthView } from './views/health-view.tsx';
import { KiosksView } from './views/kiosks-view.tsx';
import { NightView } from './views/night-view.tsx';
import { PeopleView } from './views/people-view.tsx';
import { ProgrammeView } from './views/programme-view.tsx';
import { RefundsView } from './views/refunds-view.tsx';
import { SellView } from './views/sell-view.tsx';
import { SignInView } from './views/sign-in-view.tsx';
import { TillView } from './views/till-view.tsx';
import { WeekView } from './views/week-view.tsx';

type View =
  | { readonly is: 'programme'; readonly last?: string }
  | { readonly is: 'week'; readonly last?: string }
  | { readonly is: 'refunds'; readonly screeningId: string; readonly from: 'programme' | 'week' }
  | { readonly is: 'create' }
  | { readonly is: 'designer' }
  | Aside
  | { readonly is: 'sell'; readonly screeningId: string }
  | { readonly is: 'night'; readonly screeningId: string; readonly from: 'programme' | 'sell' }
  | { readonly is: 'doors'; readonly screeningId: string; readonly from: 'programme' | 'sell' };

/** Esc leads back. */
type Aside = { readonly is: (typeof asides)[number]; readonly from: View };

const asides = ['people', 'till', 'health', 'kiosks'] as const;
const isAside = (view: View): view is Aside => asides.some((is) => is === view.is);

/** Looking an order up: by what is typed, or by a ticket's code that was scanned. */
interface Searching {
  readonly scanned: string;
}

/** The window: one view at a time above the line that says how the house stands. */
export const Kiosk: Component = () => {
  const [view, setView] = createSignal<View>({ is: 'programme' });
  const [help, setHelp] = createSignal(false);
  const [searching, setSearching] = createSignal<Searching>();
  useKeys(() => [
    { keys: ['F1'], cap: 'F1', does: texts().kiosk.listKeys, run: () => setHelp(true), whileTyping: true },
    { keys: ['?'], cap: '?', does: texts().kiosk.listKeys, run: () => setHelp(true) },
    {
      keys: ['F12'],
      cap: 'F12',
      does: texts().kiosk.changeLanguage,
      run: () => setLanguage(nextLanguage()),
      whileTyping: true,
    },
    { keys: ['F2'], cap: 'F2', does: texts().people.keyPeople, run: () => aside('people'), whileTyping: true },
    { keys: ['Shift+F2'], cap: '⇧F2', does: texts().kiosks.key, run: () => aside('kiosks'), whileTyping: true },
    { keys: ['F4'], cap: 'F4', does: texts().till.key, run: () => aside('till'), whileTyping: true },
    {
      keys: ['Shift+F6'],
      cap: '⇧F6',
      does: texts().health.key,
      run: () => aside('health'),
      whileTyping: true,
    },
    { keys: ['F8'], cap: 'F8', does: texts().people.keyLock, run: () => lock(), whileTyping: true },
    {
      keys: ['F3'],
      cap: 'F3',
      get does() {
        return texts().afterSale.search;
      },
      run: () => search(),
      whileTyping: true,
    },
    {
      keys: ['/'],
      cap: '/',
      get does() {
        return texts().afterSale.search;
      },
      run: () => search(),
    },
    {
      keys: ['F11'],
      cap: 'F11',
      get does() {
        return texts().doorList.open;
      },
      run: () => doors(),
      whileTyping: true,
    },
    {
      keys: ['F7'],
      cap: 'F7',
      get does() {
        return texts().programme.keys.designer;
      },
      run: () => {
        if (!isLocked()) setView({ is: 'designer' });
      },
      whileTyping: true,
    },
    {
      keys: ['F5'],
      cap: 'F5',
      get does() {
        return texts().programme.keys.week;
      },
      run: () => {
        if (!isLocked()) week(selling() ?? last());
      },
      whileTyping: true,
    },
  ]);
  const search = (scanned = '') => {
    if (!isLocked()) setSearching({ scanned });
  };
  useScans(search);
  const aside = (is: Aside['is']) => {
    const now = view();
    if (isLocked() || now.is === is) return;
    setView({ is, from: isAside(now) ? now.from : now });
  };
  const lock = () => {
    if (session().is === 'signed-in') void fullHouse.lock();
  };
  const backFrom = () => {
    const now = view();
    if (isAside(now)) setView(now.from);
  };
  // What one operator had open is no business of the next.
  createEffect(
    on(session, (now, before) => {
      if (now.is !== 'signed-in' || before?.is !== 'locked' || before.last?.id === now.operator.id) return;
      forgetSales();
      programme();
    }),
  );

  const programme = (last?: string) => setView({ is: 'programme', ...(last === undefined ? {} : { last }) });
  const week = (last?: string) => setView({ is: 'week', ...(last === undefined ? {} : { last }) });
  const refunding = () => {
    const now = view();
    return now.is === 'refunds' ? now : undefined;
  };
  const sell = (screeningId: string) => setView({ is: 'sell', screeningId });
  const selling = () => {
    const now = view();
    return now.is === 'sell' ? now.screeningId : undefined;
  };
  const night = () => {
    const now = view();
    return now.is === 'night' ? now : undefined;
  };
  const doorList = () => {
    const now = view();
    return now.is === 'doors' ? now : undefined;
  };
  /** The list for the door: of the screening that is open, or the one that is chosen in the list. */
  const doors = () => {
    const open = selling();
    const { activeElement } = document;
    const chosen = activeElement instanceof HTMLElement ? activeElement.dataset['id'] : undefined;
    const screeningId = open ?? (view().is === 'programme' ? chosen : undefined);
    if (screeningId !== undefined)
      setView({ is: 'doors', screeningId, from: open === undefined ? 'programme' : 'sell' });
  };
  const find = (line: OrderLine, ticket: SearchState['ticket']) => {
    if (selling() !== line.screeningId) sell(line.screeningId);
    showOrder(line.reference, ticket);
  };
  // Nobody who is not signed in looks orders up.
  createEffect(() => {
    if (!isLocked()) return;
    setSearching(undefined);
    leaveOrder();
  });
  // An order is shown beside the map of its own screening, and nowhere else.
  createEffect(on(selling, () => leaveOrder(), { defer: true }));
  const last = () => {
    const now = view();
    return now.is === 'programme' || now.is === 'week' ? now.last : undefined;
  };
  return (
    <div class="kiosk">
      <Switch>
        <Match when={isLocked()}>
          <SignInView />
        </Match>
        <Match when={view().is === 'people'}>
          <PeopleView onBack={backFrom} />
        </Match>
        <Match when={view().is === 'kiosks'}>
          <KiosksView onBack={backFrom} />
        </Match>
        <Match when={view().is === 'till'}>
          <TillView onBack={backFrom} />
        </Match>
        <Match when={view().is === 'health'}>
          <HealthView onBack={backFrom} />
        </Match>
        <Match when={view().is === 'programme'}>
          <ProgrammeView
            last={last()}
            onOpen={sell}
            onNight={(screeningId) => setView({ is: 'night', screeningId, from: 'programme' })}
            onCreate={() => setView({ is: 'create' })}
            onWeek={week}
            onRefunds={(screeningId) => setView({ is: 'refunds', screeningId, from: 'programme' })}
          />
        </Match>
        <Match when={view().is === 'week'}>
          <WeekView
            last={last()}
            onOpen={sell}
            onNight={(screeningId) => setView({ is: 'night', screeningId, from: 'programme' })}
            onCreate={() => setView({ is: 'create' })}
            onList={programme}
            onRefunds={(screeningId) => setView({ is: 'refunds', screeningId, from: 'week' })}
          />
        </Match>
        <Match when={refunding()} keyed>
          {({ screeningId, from }) => (
            <RefundsView
              screeningId={screeningId}
              onBack={() => (from === 'week' ? week(screeningId) : programme(screeningId))}
            />
          )}
        </Match>
        <Match when={view().is === 'designer'}>
          <DesignerView onBack={() => programme()} />
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
        <Match when={doorList()} keyed>
          {({ screeningId, from }) => (
            <DoorListView
              screeningId={screeningId}
              onBack={() => (from === 'sell' ? sell(screeningId) : programme(screeningId))}
            />
          )}
        </Match>
      </Switch>
      <Show when={shownOrder()?.reference} keyed>
        {(_reference) => <Show when={shownOrder()}>{(shown) => <OrderPanel shown={shown()} />}</Show>}
      </Show>
      <StatusLine onHelp={() => setHelp(true)} onHealth={() => aside('health')}>
        <Who onPeople={() => aside('people')} onTill={() => aside('till')} onLock={lock} />
      </StatusLine>
      <Show when={searching()} keyed>
        {({ scanned }) => (
          <SearchPanel
            screeningId={selling()}
            scanned={scanned}
            onShow={find}
            onClose={() => setSearching(undefined)}
          />
        )}
      </Show>
      <Show when={help()}>
        <KeyHelp onClose={() => setHelp(false)} onHealth={() => aside('health')} />
      </Show>
    </div>
  );
};
