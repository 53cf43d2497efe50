import { createResource, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { paperNames, type Paper } from '../../../theatre/contract/papers.ts';
import { fullHouse } from '../full-house.ts';
import { useKeys } from '../keys.ts';
import { printedWords, printProblemWords } from '../printing-words.ts';
import type { Printing } from '../sale.ts';
import { texts } from '../texts.ts';
import { problemWords } from '../words.ts';

export interface PrintTicketsProps {
  readonly screeningId: string;
  readonly order: string;
  readonly printing: Printing;
  /** Prints them by itself where a printer was chosen for this kiosk. Defaults to false. */
  readonly atOnce?: boolean;
  /** Told in words what went wrong when nobody looks at this part any more. */
  readonly onFailed?: (words: string) => void;
}

/** The tickets of an order: F9 prints them, and they can be kept as a file. */
export const PrintTickets: Component<PrintTicketsProps> = (props) => {
  const words = () => texts().printing;
  // What was begun for an order is done for that one, also when the next sale has taken its place.
  const { screeningId, order, printing } = props;
  const [busy, setBusy] = createSignal(false);
  /** Tickets of it came out before: printing makes those void. */
  const [again, setAgain] = createSignal(printing.out);
  const [said, setSaid] = createSignal<{ readonly words: () => string; readonly bad: boolean }>();
  let gone = false;
  onCleanup(() => (gone = true));

  const run = async (what: () => Promise<{ readonly words: () => string } | { readonly problem: Problem }>) => {
    if (busy()) return;
    setBusy(true);
    setSaid(undefined);
    const result = await what();
    setBusy(false);
    if (gone && 'problem' in result) props.onFailed?.(printProblemWords(result.problem, problemWords));
    setSaid(
      'problem' in result
        ? { words: () => printProblemWords(result.problem, problemWords), bad: true }
        : { words: result.words, bad: false },
    );
  };
  const print = () =>
    void run(async () => {
      const reprint = again();
      const answer = await fullHouse.printTickets({ screeningId, order, reprint });
      if (!answer.done) return answer;
      printing.out = true;
      setAgain(true);
      return { words: () => printedWords(answer.value, reprint) };
    });
  const save = () =>
    void run(async () => {
      const answer = await fullHouse.saveTickets({ screeningId, order });
      if (!answer.done) return answer;
      const { path } = answer.value;
      return { words: () => (path === undefined ? '' : words().saved(path)) };
    });
  const printAtOnce = async () => {
    const answer = await fullHouse.printers();
    if (answer.done && answer.value.chosen !== null && !again()) print();
  };
  onMount(() => {
    if (props.atOnce !== true || printing.begun) return;
    printing.begun = true;
    void printAtOnce();
  });
  useKeys([
    {
      keys: ['F9'],
      cap: 'F9',
      get does() {
        return words().printDoes;
      },
      run: print,
      whileTyping: true,
      once: true,
    },
  ]);

  return (
    <section class="print-tickets" aria-label={words().label}>
      <div class="buttons">
        <button type="button" disabled={busy()} title={again() ? words().againNote : undefined} onClick={print}>
          {again() ? words().again : words().print} <kbd>F9</kbd>
        </button>
        <button type="button" disabled={busy()} onClick={save}>
          {words().save}
        </button>
        <PrinterChoice />
      </div>
      <p role="status" classList={{ notice: said()?.bad === true, bad: said()?.bad === true }}>
        <Show when={busy()} fallback={said()?.words()}>
          {words().busy}
        </Show>
      </p>
    </section>
  );
};

/** Which printer and paper this kiosk takes from now on. */
const PrinterChoice: Component = () => {
  const words = () => texts().printing;
  const [shown, setShown] = createSignal(false);
  const [answer, { mutate }] = createResource(shown, (is) => (is ? fullHouse.printers() : undefined));
  const found = () => {
    const latest = answer.latest;
    return latest?.done === true ? latest.value : undefined;
  };
  const choose = async (name: string | null, paper: Paper) => mutate(await fullHouse.choosePrinter({ name, paper }));
  return (
    <details onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{words().settings}</summary>
      <Show when={found()}>
        {(printers) => (
          <div class="fields">
            <label>
              <span>{words().printer}</span>
              <select
                name="printer"
                value={printers().chosen ?? ''}
                onChange={(event) => void choose(event.currentTarget.value || null, printers().paper)}
              >
                <option value="">{words().systemDefault}</option>
                <For each={printers().printers}>
                  {({ name, title }) => (
                    <option value={name} selected={name === printers().chosen}>
                      {title}
                    </option>
                  )}
                </For>
                <Show when={goneOf(printers())}>
                  {(name) => (
                    <option value={name()} selected>
                      {words().gone(name())}
                    </option>
                  )}
                </Show>
              </select>
            </label>
            <label>
              <span>{words().paper}</span>
              <select
                name="paper"
                onChange={(event) => void choose(printers().chosen, event.currentTarget.value as Paper)}
              >
                <For each={paperNames}>
                  {(paper) => (
                    <option value={paper} selected={paper === printers().paper}>
                      {words().papers[paper]}
                    </option>
                  )}
                </For>
              </select>
            </label>
          </div>
        )}
      </Show>
    </details>
  );
};

function goneOf({ chosen, printers }: { chosen: string | null; printers: readonly { name: string }[] }) {
  return chosen !== null && printers.every(({ name }) => name !== chosen) ? chosen : undefined;
}
