import { createEffect, createMemo, For, Match, onMount, Show, Switch, type Component } from 'solid-js';
import type { ProgrammeLine } from '../../../theatre/contract/ipc.ts';
import { leftWords } from '../../../theatre/contract/words.ts';
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
  useKeys([
    { keys: ['ArrowDown'], cap: '↓', does: 'Next screening', run: () => move(1) },
    { keys: ['ArrowUp'], cap: '↑', does: 'Previous screening', run: () => move(-1) },
    { keys: ['Enter'], cap: 'Enter', does: 'Sell for this screening' },
    { keys: ['r'], cap: 'R', does: 'The night of this screening again', run: () => openNight() },
    ...actions.keys,
    {
      keys: ['w'],
      cap: 'W',
      get does() {
        return texts().programme.keys.week;
      },
      run: () => props.onWeek(focused()),
    },
    { keys: ['n'], cap: 'N', does: 'New screening', run: () => props.onCreate() },
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
        <h1>Screenings</h1>
        <Show when={lines().length > 0}>
          <p class="soft push">
            A screening’s night again <kbd>R</kbd>
          </p>
          <button type="button" onClick={() => props.onWeek(props.last)}>
            {texts().programme.week} <kbd>F5</kbd>
          </button>
        </Show>
        <button type="button" class="main" onClick={() => props.onCreate()}>
          New screening <kbd>N</kbd>
        </button>
      </header>
      <Show when={lines().length > 0} fallback={<Empty />}>
        <ActionHints />
        <ul class="screenings">
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
        <b>{props.line.title}</b>
        <span class="soft">{props.line.house}</span>
      </span>
      <span class="bar" aria-hidden="true">
        <i class="sold" style={{ width: share(props.line.counts.booked) }} />
        <i class="held" style={{ width: share(props.line.counts.held) }} />
        <i class="withheld" style={{ width: share(props.line.counts.withheld) }} />
      </span>
      <span class="counts number">
        <span class="left">{leftWords(props.line.counts, props.line.phase)}</span>
        <span class="soft">
          {props.line.counts.booked} sold, {props.line.counts.held} held, of {props.line.capacity}
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
          <p class="large">No screenings yet.</p>
          <p class="soft">
            Press <kbd>N</kbd> to create the first one. Patrons can book as soon as it is there.
          </p>
        </>
      }
    >
      <Match when={status().log.is === 'starting'}>
        <p class="large">The house is opening …</p>
        <p class="soft">The log is being read; the screenings appear here in a moment.</p>
      </Match>
      <Match when={status().log.is === 'lost' || status().log.is === 'failed'}>
        <p class="large">The log does not answer.</p>
        <p class="soft">The screenings appear here as soon as it does. The line below says more.</p>
      </Match>
    </Switch>
  </div>
);

function byStart(one: ProgrammeLine, other: ProgrammeLine): number {
  return Date.parse(one.startsAt) - Date.parse(other.startsAt) || one.title.localeCompare(other.title);
}
