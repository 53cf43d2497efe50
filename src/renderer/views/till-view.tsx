import {
  createEffect,
  createResource,
  createSignal,
  For,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Switch,
  type Component,
} from 'solid-js';
import type { Answer } from '../../../theatre/contract/ipc.ts';
import type {
  ClosedShiftLine,
  OpenShiftView,
  ShiftAnswer,
  TillView as Till,
} from '../../../theatre/contract/ipc-till.ts';
import { formats, parseMoney } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { nameOf, tillProblemWords } from '../house-words.ts';
import { useKeys } from '../keys.ts';
import { CountForm } from '../parts/count-form.tsx';
import { DayReportPart } from '../parts/day-report.tsx';
import { MoneyForm } from '../parts/money-form.tsx';
import { ShiftReportPart } from '../parts/shift-report.tsx';
import { exactMoney, varianceWords } from '../report-words.ts';
import { isManager } from '../session.ts';
import { texts } from '../texts.ts';

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
  /** What was typed faster than the till's own news: the float begins with it, instead of losing its first digits. */
  let earlyFloat = '';
  const keepEarly = ({ key }: KeyboardEvent) => {
    if (till() === undefined && /^[\d.,]$/.test(key)) earlyFloat += key;
  };
  document.addEventListener('keydown', keepEarly);
  onCleanup(() => document.removeEventListener('keydown', keepEarly));
  /** A key that was faster than the till's own news. */
  let early: Doing | undefined;
  const whenOpen = (what: Doing) => {
    if (till() === undefined) early = what;
    else if (is('till') && open()) start(what);
  };
  createEffect(
    on(till, (now) => {
      if (now === undefined || early === undefined) return;
      const what = early;
      early = undefined;
      whenOpen(what);
    }),
  );
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
    },
  ]);
  const report = () => {
    const now = doing();
    return now.is === 'report' ? now.answer : undefined;
  };
  return (
    <main class="till" ref={(element) => (main = element)}>
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
                      typed={earlyFloat}
                      onOpen={async (float) => done(await fullHouse.openShift({ float }))}
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

const OpenForm: Component<{
  currency: string;
  /** What was typed before the form was there. */
  typed: string;
  onOpen: (float: number) => Promise<unknown>;
}> = (props) => {
  const [typed, setTyped] = createSignal(props.typed);
  const [tried, setTried] = createSignal(false);
  let input!: HTMLInputElement;
  onMount(() => input.focus());
  const float = () => parseMoney(typed(), props.currency);
  const open = () => {
    setTried(true);
    const amount = float();
    if (amount === undefined) input.focus();
    else void props.onOpen(amount);
  };
  return (
    <section>
      <h2>{texts().till.noShift}</h2>
      <p>{texts().till.noShiftYet}</p>
      <form
        class="float-form"
        noValidate
        aria-label={texts().till.open}
        onSubmit={(event) => {
          event.preventDefault();
          open();
        }}
      >
        <label>
          <span>
            {texts().till.float}, {props.currency}
          </span>
          <input
            ref={(element) => (input = element)}
            type="text"
            inputmode="decimal"
            name="float"
            class="number"
            maxLength={10}
            autocomplete="off"
            value={typed()}
            aria-invalid={tried() && float() === undefined}
            aria-describedby="fault-float"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <span class="error" id="fault-float">
            {tried() && float() === undefined ? texts().till.needAmount : ''}
          </span>
        </label>
        <button type="submit" class="main">
          {texts().till.open} <kbd>Enter</kbd>
        </button>
      </form>
    </section>
  );
};

const OpenShift: Component<{
  till: Till;
  shift: OpenShiftView;
  onDo: (what: 'in' | 'out' | 'count') => void;
}> = (props) => {
  const money = (amount: number) => exactMoney(amount, props.shift.currency);
  return (
    <section class="open-shift">
      <h2>{texts().till.shiftOpen}</h2>
      <p class="large">
        {texts().till.opened(nameOf(props.till.names, props.shift.operator), formats().time(props.shift.openedAt))}
      </p>
      <p>
        {texts().till.float}: <b class="number">{money(props.shift.float)}</b>
      </p>
      <div class="actions shift-actions">
        <button type="button" onClick={() => props.onDo('in')}>
          {texts().till.payIn} <kbd>I</kbd>
        </button>
        <button type="button" onClick={() => props.onDo('out')}>
          {texts().till.payOut} <kbd>O</kbd>
        </button>
        <button type="button" class="main" onClick={() => props.onDo('count')}>
          {texts().till.close} <kbd>C</kbd>
        </button>
      </div>
      <h2>{texts().till.moves}</h2>
      <Show when={props.shift.moves.length > 0} fallback={<p class="soft">{texts().till.noMoves}</p>}>
        <ul class="moves">
          <For each={props.shift.moves}>
            {(move) => (
              <li>
                <time class="number soft">{formats().time(move.at)}</time>
                <span>{move.kind === 'in' ? texts().till.paidIn : texts().till.paidOut}</span>
                <span>{move.reason}</span>
                <span class="soft">{nameOf(props.till.names, move.by)}</span>
                <b class="number">{money(move.amount)}</b>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
};

const Earlier: Component<{ till: Till; onShow: (line: ClosedShiftLine) => void }> = (props) => (
  <section class="earlier">
    <h2>{texts().till.earlier}</h2>
    <Show when={props.till.earlier.length > 0} fallback={<p class="soft">{texts().till.noneEarlier}</p>}>
      <ul>
        <For each={props.till.earlier}>
          {(line) => (
            <li>
              <button type="button" title={texts().till.keyReport} onClick={() => props.onShow(line)}>
                <span>
                  {formats().day(line.openedAt)}, {formats().time(line.openedAt)}–{formats().time(line.closedAt)}
                </span>
                <span>{nameOf(props.till.names, line.operator)}</span>
                <span class="number">{varianceWords(line.variance, line.currency)}</span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  </section>
);
