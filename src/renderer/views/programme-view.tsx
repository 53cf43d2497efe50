import { createEffect, createMemo, For, Match, onMount, Show, Switch, type Component } from 'solid-js';
import type { ProgrammeLine } from '../../../theatre/contract/ipc.ts';
import { formats } from '../format.ts';
import { programme, status } from '../house.ts';
import { useKeys } from '../keys.ts';
import { ActionDialog, ActionHints, programmeActions } from '../parts/programme-actions.tsx';
import { texts } from '../texts.ts';

export interface ProgrammeViewProps {
  /** The screening that was open before, for the focus to return to. */
  readonly last: string | undefined;
  readonly onOpen: (screeningId: string) => void;
  /** Looks at how a screening's night went. */
  readonly onNight: (screeningId: string) => void;
  readonly onCreate: () => void;
  readonly onWeek: (last?: string) => void;
  /** Goes on with the refunds of a cancelled screening. */
  readonly onRefunds: (screeningId: string) => void;
}

/** All screenings, the next one first, with what is left of each. */
export const ProgrammeView: Component<ProgrammeViewProps> = (props) => {
  let list!: HTMLElement;
  const lines = createMemo(() => [...programme.screenings].sort(byStart));
  const buttons = () => [...list.querySelectorAll<HTMLButtonElement>('.screenings button')];
  const move = (by: number) => {
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const focused = () =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : undefined;
  const actions = programmeActions(focused, (id) => props.onRefunds(id));
  const openNight = () => {
    const id = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : undefined;
    if (id !== undefined) props.onNight(id);
  };
  useKeys(() => [
    { keys: ['ArrowDown'], cap: '↓', does: texts().programme.keys.next, run: () => move(1) },
    { keys: ['ArrowUp'], cap: '↑', does: texts().programme.keys.previous, run: () => move(-1) },
    { keys: ['Enter'], cap: 'Enter', does: texts().programme.keys.open },
    { keys: ['r'], cap: 'R', does: texts().programme.keys.night, run: () => openNight() },
    ...actions.keys,
    { keys: ['w'], cap: 'W', does: texts().programme.keys.week, run: () => props.onWeek(focused()) },
    { keys: ['n'], cap: 'N', does: texts().programme.keys.create, run: () => props.onCreate() },
  ]);
  const focusFirst = () => {
    const all = buttons();
    (all.find((button) => button.dataset['id'] === props.last) ?? all[0])?.focus();
  };
  onMount(focusFirst);
  // The list may fill only after the log has been read.
  createEffect((before: number) => {
    const { length } = lines();
    if (before === 0 && length > 0 && (document.activeElement === document.body || !document.activeElement))
      focusFirst();
    return length;
  }, 0);

  return (
    <main class="programme" ref={(element) => (list = element)}>
      <header>
        <h1>{texts().programme.screenings}</h1>
        <Show when={lines().length > 0}>
          <p class="soft push">
            {texts().programme.nightAgain} <kbd>R</kbd>
          </p>
          <button type="button" onClick={() => props.onWeek(props.last)}>
            {texts().programme.week} <kbd>F5</kbd>
          </button>
        </Show>
        <button type="button" class="main" onClick={() => props.onCreate()}>
          {texts().programme.newScreening} <kbd>N</kbd>
        </button>
      </header>
      <Show when={lines().length > 0} fallback={<Empty />}>
        <ActionHints />
        <ul class="screenings rows">
          <For each={lines()}>
            {(line) => (
              <li>
                <Screening
                  line={line}
                  onOpen={() => (line.phase === 'cancelled' ? props.onRefunds(line.id) : props.onOpen(line.id))}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ActionDialog actions={actions} onRefunds={(id) => props.onRefunds(id)} />
    </main>
  );
};

const Screening: Component<{ line: ProgrammeLine; onOpen: () => void }> = (props) => {
  const share = (count: number) => `${(100 * count) / Math.max(1, props.line.capacity)}%`;
  return (
    <button type="button" data-id={props.line.id} data-phase={props.line.phase} onClick={() => props.onOpen()}>
      <span class="when">
        <b>{formats().day(Date.parse(props.line.startsAt))}</b>
        <span class="number">{formats().time(Date.parse(props.line.startsAt))}</span>
      </span>
      <span class="what">
        <b title={props.line.title}>{props.line.title}</b>
        <span class="soft">{props.line.house}</span>
        <Show when={props.line.cancelReason}>
          {(reason) => <span class="soft">{texts().programme.cancelledFor(reason())}</span>}
        </Show>
      </span>
      <span class="bar" aria-hidden="true">
        <i class="sold" style={{ width: share(props.line.counts.booked) }} />
        <i class="held" style={{ width: share(props.line.counts.held) }} />
        <i class="withheld" style={{ width: share(props.line.counts.withheld) }} />
      </span>
      <span class="counts number">
        <span class="left">{texts().seats.left(props.line.counts, props.line.phase)}</span>
        <Show when={props.line.phase === 'cancelled' && props.line.counts.booked > 0}>
          <i class="todo">{texts().programme.refundsOpen}</i>
        </Show>
        <span class="soft">
          {texts().programme.counts(props.line.counts.booked, props.line.counts.held, props.line.capacity)}
        </span>
      </span>
    </button>
  );
};

const Empty: Component = () => (
  <div class="empty">
    <Switch
      fallback={
        <>
          <p class="large">{texts().programme.empty.none}</p>
          <p class="soft">{texts().programme.empty.create}</p>
        </>
      }
    >
      <Match when={status().log.is === 'starting'}>
        <p class="large">{texts().programme.empty.opening}</p>
        <p class="soft">{texts().programme.empty.reading}</p>
      </Match>
      <Match when={status().log.is === 'revoked'}>
        <p class="large">{texts().kiosks.revokedTitle}</p>
        <p class="soft">{texts().kiosks.revokedWhy}</p>
      </Match>
      <Match when={status().log.is === 'lost' || status().log.is === 'failed'}>
        <p class="large">{texts().programme.empty.away}</p>
        <p class="soft">{texts().programme.empty.awaits}</p>
      </Match>
    </Switch>
  </div>
);

function byStart(one: ProgrammeLine, other: ProgrammeLine): number {
  return Date.parse(one.startsAt) - Date.parse(other.startsAt) || one.title.localeCompare(other.title);
}
