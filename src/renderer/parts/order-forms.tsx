/** What is asked before an act on an order: the money, or a plain question. */
import { createSignal, onMount, Show, type Component } from 'solid-js';
import type { OrderAct, OrderFile } from '../../../theatre/contract/ipc-orders.ts';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { createAct } from '../orders/act.ts';
import { orderProblem } from '../orders/problem-words.ts';
import { reloadOrder } from '../orders/shown-order.ts';
import { printedWords, printProblemWords } from '../printing-words.ts';
import { texts } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';
import { Tender } from './tender.tsx';

export interface ActFormProps {
  readonly file: OrderFile;
  /** What was done, for the clerk to read. */
  readonly onDone: (said: string) => void;
}

export const PayForm: Component<ActFormProps> = (props) => {
  const act = createAct(props.file.order.order, (said) => props.onDone(said));
  const money = (minor: number) => formats().money(minor, props.file.currency);
  const amount = () => act.quote()?.amount ?? props.file.order.total;
  void act.ask({ type: 'pay' });
  return (
    <div class="act">
      <h2>{texts().afterSale.pay}</h2>
      <Show when={act.quote() !== undefined || act.problem() === undefined}>
        <Tender
          amount={act.quote()?.amount}
          currency={props.file.currency}
          does={act.busy() ? texts().afterSale.working : texts().afterSale.take(money(amount()))}
          busy={act.busy()}
          waits={act.quote() === undefined}
          onTaken={({ tenders, change }) =>
            void act.carryOut(
              { type: 'pay', tenders: [...tenders] },
              texts().afterSale.payDone(money(amount()), change > 0 ? money(change) : ''),
            )
          }
        />
      </Show>
      <Told problem={act.problem()} />
    </div>
  );
};

/** Asked once, in words; Enter does it. */
export const Confirm: Component<ActFormProps & { act: OrderAct; asks: string; does: string; done: string }> = (
  props,
) => {
  const act = createAct(props.file.order.order, (said) => props.onDone(said));
  const asked = props.act;
  void act.ask(asked);
  useWaiting({
    asks: () => !act.quote() && !act.problem() && !act.inDoubt(),
    ready: () => act.quote() !== undefined,
    does: act.busy,
  });
  return (
    <>
      <Question
        asks={props.asks}
        does={act.busy() ? texts().afterSale.working : props.does}
        possible={act.quote() !== undefined || act.inDoubt()}
        onYes={() => void act.carryOut(asked, props.done)}
      />
      <Told problem={act.problem()} />
    </>
  );
};

/** The tickets on paper. Nothing is made void before there is a printer for what comes instead. */
export const Print: Component<ActFormProps> = (props) => {
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const again = () => props.file.order.issue > 0;
  const print = async () => {
    if (busy()) return;
    setBusy(true);
    const { order, screening } = props.file;
    const reprint = again();
    const answer = await fullHouse.printTickets({ screeningId: screening.id, order: order.order, reprint });
    if (answer.done) await reloadOrder();
    setBusy(false);
    if (answer.done) props.onDone(printedWords(answer.value, reprint));
    else setProblem(answer.problem);
  };
  return (
    <>
      <Question
        asks={again() ? texts().afterSale.reprintAsk : texts().afterSale.printAsk}
        does={busy() ? texts().afterSale.working : texts().afterSale.reprint}
        possible
        onYes={() => void print()}
      />
      <div class="told" role="alert">
        <Show when={problem()}>{(why) => <p class="notice bad">{printProblemWords(why(), orderProblem)}</p>}</Show>
      </div>
    </>
  );
};

export const Resend: Component<ActFormProps> = (props) => {
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const email = () => props.file.customer?.email;
  const send = async () => {
    const to = email();
    if (to === undefined || busy()) return;
    setBusy(true);
    const answer = await fullHouse.resendMail({ order: props.file.order.order });
    setBusy(false);
    if (answer.done) props.onDone(texts().afterSale.resendDone(to));
    else setProblem(answer.problem);
  };
  return (
    <>
      <Question
        asks={email() === undefined ? texts().afterSale.resendNobody : texts().afterSale.resendAsk(email() ?? '')}
        does={busy() ? texts().afterSale.working : texts().afterSale.resend}
        possible={email() !== undefined}
        onYes={() => void send()}
      />
      <Told problem={problem()} />
    </>
  );
};

const Question: Component<{ asks: string; does: string; possible: boolean; onYes: () => void }> = (props) => {
  let button!: HTMLButtonElement;
  onMount(() => button.focus());
  return (
    <form
      class="act"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.possible) props.onYes();
      }}
      onKeyDown={(event) => {
        if (event.repeat && event.key === 'Enter') event.preventDefault();
      }}
    >
      <p>{props.asks}</p>
      <button type="submit" class="main" aria-disabled={!props.possible} ref={(element) => (button = element)}>
        {props.does} <kbd>Enter</kbd>
      </button>
    </form>
  );
};

/** Why it was not done, beside what was tried. */
export const Told: Component<{ problem: Problem | undefined }> = (props) => (
  <div class="told" role="alert">
    <Show when={props.problem}>{(problem) => <p class="notice bad">{orderProblem(problem())}</p>}</Show>
  </div>
);
