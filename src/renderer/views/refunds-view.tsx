import { createEffect, createResource, createSignal, For, on, onMount, Show, type Component } from 'solid-js';
import type { RefundLine } from '../../../theatre/contract/ipc-programme.ts';
import type { Answer } from '../../../theatre/contract/ipc.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { isSelling, programme } from '../house.ts';
import { useKeys } from '../keys.ts';
import { programmeProblem } from '../programme-words.ts';
import { texts } from '../texts.ts';

export interface RefundsViewProps {
  readonly screeningId: string;
  readonly onBack: () => void;
}

/** What is asked before money moves: one order, or all that need no cash. */
type Asked = { readonly line: RefundLine } | { readonly all: readonly RefundLine[] };

/** The orders of a cancelled screening that still have their seats, worked through one by one or all at once. */
export const RefundsView: Component<RefundsViewProps> = (props) => {
  let list!: HTMLElement;
  const words = () => texts().programme.refunds;
  const line = () => programme.screenings.find(({ id }) => id === props.screeningId);
  const [due, { refetch }] = createResource(async () => {
    const answer = await fullHouse.refundsDue({ screeningId: props.screeningId });
    return answer.done ? answer.value : undefined;
  });
  const lines = () => due.latest?.lines ?? [];
  const bare = () => lines().filter(({ cash }) => cash === 0);
  const money = (minor: number) => formats().money(minor, due.latest?.currency ?? 'EUR');
  const [asked, setAsked] = createSignal<Asked>();
  const [told, setTold] = createSignal<string>();
  // Whatever anybody refunds anywhere changes what is sold.
  createEffect(
    on(
      () => [line()?.counts.booked, isSelling()],
      () => void refetch(),
      { defer: true },
    ),
  );

  const rows = () => [...list.querySelectorAll<HTMLButtonElement>('[data-order]')];
  const move = (by: number) => {
    const all = rows();
    const at = all.findIndex((row) => row === document.activeElement);
    all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + by))]?.focus();
  };
  const askAll = () => {
    if (bare().length > 0) setAsked({ all: bare() });
  };
  onMount(() => rows()[0]?.focus());
  createEffect(
    on(
      () =>
        lines()
          .map(({ order }) => order)
          .join(),
      () => {
        if (asked() === undefined && !(document.activeElement instanceof HTMLButtonElement)) rows()[0]?.focus();
      },
    ),
  );
  useKeys([
    { keys: ['ArrowDown'], cap: '↓', does: words().order, run: () => move(1) },
    { keys: ['ArrowUp'], cap: '↑', does: words().order, run: () => move(-1) },
    { keys: ['Enter'], cap: 'Enter', does: words().one },
    { keys: ['a'], cap: 'A', does: words().all(bare().length), run: askAll },
    { keys: ['Escape'], cap: 'Esc', does: texts().programme.keys.back, run: () => props.onBack() },
  ]);
  const answered = async (run: () => Promise<Answer<unknown>>) => {
    setTold(undefined);
    const answer = await run();
    if (!answer.done) setTold(programmeProblem(answer.problem));
    await refetch();
    setAsked(undefined);
    queueMicrotask(() => rows()[0]?.focus());
  };
  const refundAll = async (): Promise<Answer<unknown>> => {
    const answer = await fullHouse.refundWithoutCash({ screeningId: props.screeningId });
    if (answer.done && answer.value.problem) {
      setTold(words().stopped(answer.value.refunded, programmeProblem(answer.value.problem)));
    }
    return answer;
  };

  return (
    <main class="refunds" ref={(element) => (list = element)}>
      <header>
        <button type="button" class="quiet" onClick={() => props.onBack()}>
          ← {texts().programme.screenings} <kbd>Esc</kbd>
        </button>
        <div>
          <h1>{words().heading}</h1>
          <Show when={line()}>
            {(found) => (
              <>
                <p class="soft">{words().of(found().title, formats().evening(Date.parse(found().startsAt)))}</p>
                <Show when={found().cancelReason}>
                  {(reason) => <p class="soft">{texts().programme.cancelledFor(reason())}</p>}
                </Show>
              </>
            )}
          </Show>
        </div>
        <p class="push number" id="refunds-left">
          {lines().length > 0 ? words().left(lines().length, due.latest?.done ?? 0) : ''}
        </p>
        <Show when={bare().length > 0}>
          <button type="button" onClick={askAll}>
            {words().all(bare().length)} <kbd>A</kbd>
          </button>
        </Show>
      </header>
      <div class="told" role="alert">
        <Show when={told()}>{(said) => <p class="notice bad">{said()}</p>}</Show>
      </div>
      <Show
        when={lines().length > 0}
        fallback={
          <Show when={due.latest}>{(known) => <p class="large finished">{words().finished(known().done)}</p>}</Show>
        }
      >
        <ul class="refund-lines rows">
          <li class="heads soft" aria-hidden="true">
            <span>{words().order}</span>
            <span>{words().places}</span>
            <span>{words().byCard}</span>
            <span>{words().inCash}</span>
            <span>{words().next}</span>
          </li>
          <For each={lines()}>
            {(one) => (
              <li>
                <button type="button" data-order={one.order} onClick={() => setAsked({ line: one })}>
                  <b class="number">{one.order}</b>
                  <span>{one.seatIds.join(', ')}</span>
                  <Show when={one.paid} fallback={<span class="soft unpaid">{words().unpaid}</span>}>
                    <span class="number">{one.card > 0 ? money(one.card) : ''}</span>
                    <span class="number">{one.cash > 0 ? money(one.cash) : ''}</span>
                  </Show>
                  <span class="step">{one.cash > 0 ? words().hand : one.paid ? words().one : words().release}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
        <p class="soft">{words().onThisPage}</p>
      </Show>
      <Show when={asked()} keyed>
        {(question) => (
          <AskDialog
            question={question}
            money={money}
            onNo={() => {
              setAsked(undefined);
              queueMicrotask(() => rows()[0]?.focus());
            }}
            onYes={() =>
              answered(() =>
                'all' in question
                  ? refundAll()
                  : fullHouse.refundOrder({
                      screeningId: props.screeningId,
                      order: question.line.order,
                      cash: question.line.cash,
                      card: question.line.card,
                    }),
              )
            }
          />
        )}
      </Show>
    </main>
  );
};

const AskDialog: Component<{
  question: Asked;
  money: (minor: number) => string;
  onYes: () => Promise<void>;
  onNo: () => void;
}> = (props) => {
  let dialog!: HTMLDialogElement;
  const [busy, setBusy] = createSignal(false);
  const words = () => texts().programme.refunds;
  onMount(() => dialog.showModal());
  const says = () => {
    const { question, money } = props;
    if ('all' in question) {
      const paid = question.all.filter((line) => line.paid);
      const sum = paid.reduce((total, { card }) => total + card, 0);
      return words().ask.all(paid.length, money(sum), question.all.length - paid.length);
    }
    const { order, cash, card, paid } = question.line;
    if (!paid) return words().ask.unpaid(order);
    if (cash > 0 && card > 0) return words().ask.mixed(money(cash), money(card), order);
    return cash > 0 ? words().ask.cash(money(cash), order) : words().ask.card(money(card), order);
  };
  const yes = () => {
    const { question } = props;
    if ('all' in question) return words().allDone;
    if (question.line.cash > 0) return words().handed;
    return question.line.paid ? words().refunded : words().given;
  };
  return (
    <dialog
      ref={(element) => (dialog = element)}
      class="screening-dialog"
      aria-labelledby="refund-ask"
      onClose={() => props.onNo()}
    >
      <p id="refund-ask" class="large">
        {says()}
      </p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (busy() || !isSelling()) return;
          setBusy(true);
          void props.onYes();
        }}
      >
        <div class="answers">
          <button type="submit" class="main" autofocus aria-disabled={busy() || !isSelling()}>
            {busy() ? texts().programme.problems.working : yes()} <kbd>Enter</kbd>
          </button>
          <button type="button" class="quiet" onClick={() => dialog.close()}>
            {words().notYet} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </dialog>
  );
};
