import { createComputed, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import type { HealthState } from '../../../theatre/contract/health.ts';
import { parts } from '../../../theatre/contract/health-verdict.ts';
import type { HealthReport } from '../../../theatre/contract/ipc-health.ts';
import { lineInWords, summaryOf, type HealthLine } from '../../../theatre/health/words.ts';
import { worstOf } from '../../../theatre/health/judge.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { useKeys } from '../keys.ts';
import { texts, wording } from '../texts.ts';

const signs: Readonly<Record<HealthState, string>> = { good: '✓', look: '!', broken: '✕', off: '–' };

/** How the house stands, line by line, once a second: what a manager looks at before the doors open. */
export const HealthView: Component<{ onBack: () => void }> = (props) => {
  const [report, setReport] = createSignal<HealthReport>();
  const [said, setSaid] = createSignal(false);
  const words = () => texts().health;
  let main!: HTMLElement;
  onMount(() => main.focus());
  onCleanup(fullHouse.on('health', setReport));
  onCleanup(() => void fullHouse.leaveHealth());
  void fullHouse.beginHealth().then((answer) => answer.done && setReport(answer.value));
  const copy = async () => {
    const answer = await fullHouse.copyHealth();
    setSaid(answer.done);
  };
  useKeys(() => [
    { keys: ['c'], cap: 'C', does: words().copy, run: () => void copy() },
    { keys: ['Escape'], cap: 'Esc', does: words().back, run: () => props.onBack() },
  ]);
  return (
    <main class="page health" ref={(element) => (main = element)} tabindex="-1">
      <header>
        <h1>{words().title}</h1>
        <Show when={report()}>
          {(now) => (
            <>
              <p class="health-sum" data-state={worstOf(now().verdicts)} role="status">
                <span aria-hidden="true">{signs[worstOf(now().verdicts)]}</span> {summaryOf(now().verdicts, wording())}
              </p>
              <p class="soft number">{words().now(formats().second(now().figures.now))}</p>
            </>
          )}
        </Show>
        <div class="health-acts push">
          <span class="soft" role="status">
            {said() ? words().copied : ''}
          </span>
          <button type="button" onClick={() => void copy()}>
            {words().copy} <kbd>C</kbd>
          </button>
          <button type="button" class="quiet" onClick={() => props.onBack()}>
            {words().back} <kbd>Esc</kbd>
          </button>
        </div>
      </header>
      <Show when={report()}>{(now) => <Lines report={now()} />}</Show>
    </main>
  );
};

/** Only what changed is drawn anew: nothing flickers, and what is selected stays so. */
const Lines: Component<{ report: HealthReport }> = (props) => {
  const [shown, setShown] = createStore<{ lines: HealthLine[] }>({ lines: [] });
  createComputed(() => {
    const { figures, verdicts } = props.report;
    const now = verdicts.map((verdict) => lineInWords(verdict, figures, wording()));
    setShown('lines', reconcile(now, { key: 'id' }));
  });
  const of = (part: HealthLine['part']) => shown.lines.filter((line) => line.part === part);
  return (
    <div class="health-parts selectable">
      <For each={parts}>
        {(part) => (
          <Show when={of(part).length > 0}>
            <section aria-labelledby={`health-${part}`}>
              <h2 id={`health-${part}`}>{texts().health.parts[part]}</h2>
              <ul>
                <For each={of(part)}>{(line) => <Line line={line} />}</For>
              </ul>
            </section>
          </Show>
        )}
      </For>
    </div>
  );
};

const Line: Component<{ line: HealthLine }> = (props) => (
  <li id={`health-line-${props.line.id}`} data-state={props.line.state}>
    <span class="health-state">
      <span class="health-sign" aria-hidden="true">
        {signs[props.line.state]}
      </span>
      {props.line.is}
    </span>
    <b>{props.line.title}</b>
    <span class="health-figure number">{props.line.figure}</span>
    <small class="soft number">
      {props.line.since}
      <Show when={props.line.asOf}>{(asOf) => <em>{asOf()}</em>}</Show>
    </small>
    <Show when={props.line.todo}>{(todo) => <p>{todo()}</p>}</Show>
  </li>
);
