import {
  createEffect,
  createResource,
  createSignal,
  Match,
  onCleanup,
  onMount,
  Show,
  Switch,
  type Component,
} from 'solid-js';
import type { Answer } from '../../../theatre/contract/ipc.ts';
import type { ClosedShiftLine, ShiftAnswer, TillView as Till } from '../../../theatre/contract/ipc-till.ts';
import { fullHouse } from '../full-house.ts';
import { tillProblemWords } from '../house-words.ts';
import { useKeys } from '../keys.ts';
import { CountForm } from '../parts/count-form.tsx';
import { DayReportPart } from '../parts/day-report.tsx';
import { MoneyForm } from '../parts/money-form.tsx';
import { ShiftReportPart } from '../parts/shift-report.tsx';
import { Earlier, OpenForm, OpenShift } from '../parts/shifts.tsx';
import { isManager } from '../session.ts';
import { texts } from '../texts.ts';
import { keysWaitFor, useWaiting } from '../typeahead.ts';

type Doing =
  | { readonly is: 'till' }
  | { readonly is: 'in' | 'out' }
  | { readonly is: 'count' }
  | { readonly is: 'report'; readonly answer: ShiftAnswer }
  | { readonly is: 'day' };

/** This till: its shift, cash in and out, the count at the end, and what came of it. */
export const TillView: Component<{ onBack: () => void }> = (props) => {
  const load = async (): Promise<Till | undefined> => {
    const answer = await fullHouse.till();
    return answer.done ? answer.value : undefined;
  };
  const [till, { mutate }] = createResource<Till | undefined>(load);
  onCleanup(fullHouse.on('till', (now) => mutate(now)));
  const [doing, setDoing] = createSignal<Doing>({ is: 'till' });
  const [problem, setProblem] = createSignal<string>();
  const [saved, setSaved] = createSignal<string>();
  let main!: HTMLElement;
  const open = () => till()?.open;
  const is = (what: Doing['is']) => doing().is === what;
  const start = (what: Doing) => {
    setProblem(undefined);
    setSaved(undefined);
    setDoing(what);
  };
  const toTill = () => {
    start({ is: 'till' });
    queueMicrotask(focusFirst);
  };
  const back = () => (is('till') ? props.onBack() : toTill());
  const focusFirst = () => main.querySelector<HTMLElement>('input, .shift-actions button, .earlier button')?.focus();
  onMount(() => queueMicrotask(focusFirst));
  // Where what had the focus is gone, it is on the page: it is read aloud, and the arrow keys scroll it.
  createEffect(() => {
    doing();
    open();
    queueMicrotask(() => document.activeElement === document.body && main.focus());
  });

  const done = <V,>(answer: Answer<V>): answer is Extract<Answer<V>, { done: true }> => {
    setProblem(answer.done ? undefined : tillProblemWords(answer.problem));
    return answer.done;
  };
  const showReport = async ({ shift }: ClosedShiftLine) => {
    const answer = await fullHouse.shiftReport({ shift });
    if (done(answer)) start({ is: 'report', answer: answer.value });
  };
  const save = async () => {
    const now = doing();
    const of = now.is === 'report' ? `shift-${now.answer.report.shift}` : 'day';
    const answer = await fullHouse.saveReport({ of });
    if (done(answer) && answer.value.file !== null) setSaved(answer.value.file);
  };
  useWaiting({ asks: () => till.loading && till.latest === undefined, ready: () => true, does: () => false });
  const whenOpen = (what: Doing) => {
    if (is('till') && open()) start(what);
  };
  useKeys(() => [
    { keys: ['Escape'], cap: 'Esc', does: texts().till.back, run: back, whileTyping: true },
    { keys: ['i'], cap: 'I', does: texts().till.payIn, run: () => whenOpen({ is: 'in' }) },
    { keys: ['o'], cap: 'O', does: texts().till.payOut, run: () => whenOpen({ is: 'out' }) },
    { keys: ['c'], cap: 'C', does: texts().till.close, run: () => whenOpen({ is: 'count' }) },
    { keys: ['d'], cap: 'D', does: texts().till.day, run: () => isManager() && is('till') && start({ is: 'day' }) },
    {
      keys: ['p'],
      cap: 'P',
      does: texts().till.save,
      run: () => (is('report') || is('day')) && void save(),
      // Of the fields here only that of the day is in its way, which takes no letters.
      whileTyping: is('day'),
    },
  ]);
  const report = () => {
    const now = doing();
    return now.is === 'report' ? now.answer : undefined;
  };
  return (
    <main class="till" ref={(element) => (main = element)} tabindex="-1">
      <header>
        <button type="button" class="quiet" onClick={back}>
          ← {texts().till.back} <kbd>Esc</kbd>
        </button>
        <h1>{is('report') ? texts().till.report : is('day') ? texts().till.day : texts().till.title}</h1>
        <Show when={is('report') || is('day')}>
          <button type="button" class="push" onClick={() => void save()}>
            {texts().till.save} <kbd>P</kbd>
          </button>
        </Show>
        <Show when={is('till') && isManager()}>
          <button type="button" class="push" onClick={() => start({ is: 'day' })}>
            {texts().till.day} <kbd>D</kbd>
          </button>
        </Show>
      </header>
      <div class="told" role="status">
        <Show when={saved()}>{(file) => <p class="soft selectable">{texts().till.saved(file())}</p>}</Show>
      </div>
      <div class="told" role="alert">
        <Show when={problem()}>{(words) => <p class="notice bad">{words()}</p>}</Show>
      </div>
      <Show when={till()}>
        {(now) => (
          <Switch>
            <Match when={is('till')}>
              <div class="till-now">
                <Show
                  when={open()}
                  fallback={
                    <OpenForm
                      currency={now().currency}
                      onOpen={(float) => keysWaitFor(async () => done(await fullHouse.openShift({ float })), Boolean)}
                    />
                  }
                >
                  {(shift) => <OpenShift till={now()} shift={shift()} onDo={(what) => start({ is: what })} />}
                </Show>
                <Earlier till={now()} onShow={(line) => void showReport(line)} />
              </div>
            </Match>
            <Match when={is('in')}>
              <MoneyForm
                title={texts().till.payIn}
                currency={now().currency}
                onBack={toTill}
                onDone={async (move) => done(await fullHouse.payIn(move)) && toTill()}
              />
            </Match>
            <Match when={is('out')}>
              <MoneyForm
                title={texts().till.payOut}
                currency={now().currency}
                onBack={toTill}
                onDone={async (move) => done(await fullHouse.payOut(move)) && toTill()}
              />
            </Match>
            <Match when={is('count')}>
              <CountForm
                currency={open()?.currency ?? now().currency}
                units={now().units}
                onBack={toTill}
                onCounted={async (counted) => {
                  const answer = await fullHouse.closeShift({ counted });
                  if (done(answer)) start({ is: 'report', answer: answer.value });
                }}
              />
            </Match>
            <Match when={report()}>
              {(answer) => <ShiftReportPart report={answer().report} names={answer().names} />}
            </Match>
            <Match when={is('day')}>
              <DayReportPart />
            </Match>
          </Switch>
        )}
      </Show>
    </main>
  );
};
