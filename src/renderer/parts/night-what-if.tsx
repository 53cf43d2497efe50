import { createSignal, For, onMount, Show, type Component } from 'solid-js';
import type { Course } from '../../../theatre/replay/course.ts';
import { formats } from '../format.ts';
import type { NightFolder } from '../night/night-folder.ts';
import { limitsTyped, type TypedLimits } from '../night/limits-typed.ts';
import type { Otherwise } from '../night/night-questions.ts';
import { CloseButton, NightDialog } from './night-dialogs.tsx';
import { texts } from '../texts.ts';

/** The same people under other limits, and what such an answer cannot know. */
export const WhatIfDialog: Component<{ folder: NightFolder; onClose: () => void }> = (props) => {
  const [answer, setAnswer] = createSignal<Otherwise>();
  const [busy, setBusy] = createSignal(true);
  const [typed, setTyped] = createSignal<TypedLimits>({ minutes: '', seats: '' });
  const limits = () => limitsTyped(typed());
  const decide = async (event?: SubmitEvent) => {
    event?.preventDefault();
    const read = limits();
    if ('error' in read) return;
    setBusy(true);
    try {
      setAnswer(await props.folder.ask('what-if', { change: read.change }));
    } finally {
      setBusy(false);
    }
  };
  onMount(() => void decide());
  const error = () => {
    const read = limits();
    return 'error' in read ? texts().night.whatIf[read.error] : '';
  };
  return (
    <NightDialog title={texts().night.whatIf.heading} class="what-if" onClose={props.onClose}>
      <form class="limits" onSubmit={(event) => void decide(event)}>
        <label>
          <span>{texts().night.whatIf.minutes}</span>
          <input
            type="text"
            inputmode="decimal"
            autofocus
            aria-invalid={error() !== ''}
            placeholder={answer() ? minutes(answer()?.limits.holdMs ?? 0) : ''}
            onInput={(event) => setTyped({ ...typed(), minutes: event.currentTarget.value })}
          />
        </label>
        <label>
          <span>{texts().night.whatIf.seats}</span>
          <input
            type="text"
            inputmode="numeric"
            aria-invalid={error() !== ''}
            placeholder={answer() ? String(answer()?.limits.maxSeats) : ''}
            onInput={(event) => setTyped({ ...typed(), seats: event.currentTarget.value })}
          />
        </label>
        <button type="submit" class="main" disabled={busy()}>
          {texts().night.whatIf.decide}
        </button>
      </form>
      <p class="error" role="alert">
        {error()}
      </p>
      <Show when={answer()} fallback={<p class="soft">{texts().night.whatIf.deciding}</p>}>
        {(all) => (
          <>
            <table class="number">
              <thead>
                <tr>
                  <td />
                  <th scope="col">{texts().night.whatIf.recorded}</th>
                  <th scope="col">{texts().night.whatIf.again}</th>
                  <th scope="col">{texts().night.whatIf.tried(all().tried.holdMs, all().tried.maxSeats)}</th>
                </tr>
              </thead>
              <tbody>
                <For each={rows}>
                  {({ name, of }) => (
                    <tr>
                      <th scope="row">{texts().night.whatIf[name]}</th>
                      <td>{of(all().recorded)}</td>
                      <td>{of(all().again)}</td>
                      <td>
                        <b>{of(all().otherwise)}</b>
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
            <p>{all().seats === 0 ? texts().night.whatIf.same : texts().night.whatIf.others(all().seats)}</p>
            <h2>{texts().night.whatIf.cannotKnow}</h2>
            <ul class="cannot">
              <For each={texts().stories.cannotKnow(all())}>{(sentence) => <li>{sentence}</li>}</For>
            </ul>
          </>
        )}
      </Show>
      <CloseButton />
    </NightDialog>
  );
};

const rows: readonly {
  readonly name: 'sold' | 'orders' | 'takings' | 'ranOut' | 'refused' | 'held';
  readonly of: (course: Course) => string;
}[] = [
  { name: 'sold', of: ({ sold }) => String(sold) },
  { name: 'orders', of: ({ orders }) => String(orders) },
  { name: 'takings', of: ({ takings, currency }) => formats().money(takings, currency || 'EUR') },
  { name: 'ranOut', of: ({ seatsRunOut }) => String(seatsRunOut) },
  {
    name: 'refused',
    of: ({ refusals }) => String(Object.values(refusals).reduce((sum, count) => sum + count, 0)),
  },
  { name: 'held', of: ({ heldMs }) => texts().lapses.exact(heldMs) },
];

function minutes(ms: number): string {
  return String(Math.round((ms / 60_000) * 100) / 100);
}
