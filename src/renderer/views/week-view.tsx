import { createEffect, createMemo, createSignal, For, on, onMount, Show, type Component } from 'solid-js';
import type { ProgrammeLine } from '../../../theatre/contract/ipc.ts';
import { formats } from '../format.ts';
import { programme } from '../house.ts';
import { useKeys, type KeyBinding } from '../keys.ts';
import { ActionDialog, ActionHints, programmeActions } from '../parts/programme-actions.tsx';
import { texts } from '../texts.ts';
import { daysLater, mondayOf, nextInWeek, weekFrom, type Step } from '../week-model.ts';
import { useNow } from '../now.ts';

export interface WeekViewProps {
  /** The screening that had the focus before, for it to return to. */
  readonly last: string | undefined;
  readonly onOpen: (screeningId: string) => void;
  readonly onNight: (screeningId: string) => void;
  readonly onCreate: () => void;
  readonly onList: (last?: string) => void;
  readonly onRefunds: (screeningId: string) => void;
}

/** Seven days side by side: what is on, when, and what is left of it. */
export const WeekView: Component<WeekViewProps> = (props) => {
  let grid!: HTMLElement;
  const words = () => texts().programme;
  const now = useNow();
  const lastLine = programme.screenings.find(({ id }) => id === props.last);
  const [monday, setMonday] = createSignal(mondayOf(lastLine ? Date.parse(lastLine.startsAt) : Date.now()));
  const sunday = () => daysLater(monday(), 6);
  const week = createMemo(() => weekFrom(monday(), [...programme.screenings]));
  const some = () => week().some(({ screenings }) => screenings.length > 0);
  const focused = () =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['id'] : undefined;
  const button = (id: string | undefined) =>
    id === undefined ? null : grid.querySelector<HTMLElement>(`[data-id="${id}"]`);
  const first = () => {
    const today = week().find(({ at }) => daysLater(at, 1) > Date.now());
    const days = today ? week().slice(week().indexOf(today)) : week();
    return [...days, ...week()].find(({ screenings }) => screenings.length > 0)?.screenings[0]?.id;
  };
  const focusFirst = () => (button(props.last) ?? button(first()))?.focus();
  const go = (step: Step) => {
    const id = focused();
    button(id === undefined ? first() : nextInWeek(week(), id, step))?.focus();
  };
  const weeks = (by: number) => setMonday((at) => daysLater(at, 7 * by));
  const actions = programmeActions(focused, (id) => props.onRefunds(id));
  const bound = (name: keyof ReturnType<typeof words>['keys'], key: Omit<KeyBinding, 'does'>): KeyBinding => ({
    ...key,
    get does() {
      return words().keys[name];
    },
  });
  const night = () => {
    const id = focused();
    if (id !== undefined) props.onNight(id);
  };
  useKeys([
    bound('days', { keys: ['ArrowLeft', 'ArrowRight'], cap: '← →' }),
    bound('screenings', { keys: ['ArrowUp', 'ArrowDown'], cap: '↑ ↓' }),
    bound('open', { keys: ['Enter'], cap: 'Enter' }),
    bound('before', { keys: [','], cap: ',', run: () => weeks(-1) }),
    bound('after', { keys: ['.'], cap: '.', run: () => weeks(1) }),
    bound('today', { keys: ['t'], cap: 'T', run: () => setMonday(mondayOf(Date.now())) }),
    ...actions.keys,
    bound('night', { keys: ['r'], cap: 'R', run: night }),
    bound('create', { keys: ['n'], cap: 'N', run: () => props.onCreate() }),
    bound('list', { keys: ['Escape', 'w'], cap: 'Esc', run: () => props.onList(focused()) }),
  ]);
  onMount(focusFirst);
  createEffect(
    on(
      () => [monday(), some()] as const,
      () => {
        const free = document.activeElement === null || document.activeElement === document.body;
        if (free || !grid.contains(document.activeElement)) button(first())?.focus();
      },
      { defer: true },
    ),
  );
  const ARROWS: Readonly<Record<string, Step>> = {
    ArrowLeft: 'left',
    ArrowRight: 'right',
    ArrowUp: 'up',
    ArrowDown: 'down',
  };

  return (
    <main class="week">
      <header>
        <h1>{words().span(formats().day(monday(), sunday()), formats().day(sunday()))}</h1>
        <div class="turn">
          <button type="button" onClick={() => weeks(-1)} aria-label={words().keys.before}>
            ← <kbd>,</kbd>
          </button>
          <button type="button" onClick={() => setMonday(mondayOf(Date.now()))}>
            {words().today} <kbd>T</kbd>
          </button>
          <button type="button" onClick={() => weeks(1)} aria-label={words().keys.after}>
            → <kbd>.</kbd>
          </button>
        </div>
        <ActionHints />
        <button type="button" class="push" onClick={() => props.onList(focused())}>
          {words().list} <kbd>Esc</kbd>
        </button>
        <button type="button" class="main" onClick={() => props.onCreate()}>
          {words().newScreening} <kbd>N</kbd>
        </button>
      </header>
      <div
        class="days"
        ref={(element) => (grid = element)}
        onKeyDown={(event) => {
          const step = ARROWS[event.key];
          if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
          event.preventDefault();
          go(step);
        }}
      >
        <For each={week()}>
          {(day) => (
            <section data-today={daysLater(day.at, 1) > now() && day.at <= now()} aria-label={formats().day(day.at)}>
              <h2>{formats().day(day.at, day.at)}</h2>
              <ul>
                <For each={day.screenings}>
                  {(line) => (
                    <li>
                      <Entry
                        line={line}
                        onOpen={() => props.onOpen(line.id)}
                        onRefunds={() => props.onRefunds(line.id)}
                      />
                    </li>
                  )}
                </For>
              </ul>
              <Show when={day.screenings.length === 0}>
                <p class="soft">{words().nothingThatDay}</p>
              </Show>
            </section>
          )}
        </For>
      </div>
      <Show when={!some()}>
        <p class="nothing soft">{words().nothingThatWeek}</p>
      </Show>
      <ActionDialog actions={actions} onRefunds={(id) => props.onRefunds(id)} />
    </main>
  );
};

const Entry: Component<{ line: ProgrammeLine; onOpen: () => void; onRefunds: () => void }> = (props) => {
  const words = () => texts().programme;
  const share = (count: number) => `${(100 * count) / Math.max(1, props.line.capacity)}%`;
  const cancelled = () => props.line.phase === 'cancelled';
  return (
    <button
      type="button"
      class="entry"
      data-id={props.line.id}
      data-phase={props.line.phase}
      onClick={() => (cancelled() ? props.onRefunds() : props.onOpen())}
    >
      <b class="number">{formats().time(Date.parse(props.line.startsAt))}</b>
      <span class="title" title={props.line.title}>
        {props.line.title}
      </span>
      <span class="soft">{props.line.house}</span>
      <span class="bar" aria-hidden="true">
        <i class="sold" style={{ width: share(props.line.counts.booked) }} />
        <i class="held" style={{ width: share(props.line.counts.held) }} />
        <i class="withheld" style={{ width: share(props.line.counts.withheld) }} />
      </span>
      <span class="left number">
        <Show when={props.line.phase === 'open'} fallback={<b>{words().phases[props.line.phase]}</b>}>
          {words().left(props.line.counts.available, props.line.capacity)}
        </Show>
        <Show when={cancelled() && props.line.counts.booked > 0}>
          <i class="todo">{words().refundsOpen}</i>
        </Show>
        <Show when={props.line.cancelReason}>{(reason) => <span class="why">{reason()}</span>}</Show>
      </span>
    </button>
  );
};
