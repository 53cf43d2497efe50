/** One act on the shown order: what it would come to, then the doing of it, and what to make of an unclear answer. */
import { createSignal, onCleanup, type Accessor } from 'solid-js';
import type { OrderAct, Quote } from '../../../theatre/contract/ipc-orders.ts';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { fullHouse } from '../full-house.ts';
import { onOrderChanged, reloadOrder } from './shown-order.ts';

export interface Act {
  /** Of the last act that was asked about; undefined while it is not known. */
  readonly quote: Accessor<Quote | undefined>;
  /** Why it would be refused, or was. */
  readonly problem: Accessor<Problem | undefined>;
  readonly busy: Accessor<boolean>;
  /** It may have been done; nobody knows yet. */
  readonly inDoubt: Accessor<boolean>;
  /** What an act would come to; nothing for undefined. */
  ask(this: void, act: OrderAct | undefined): Promise<void>;
  /** Does it. Said once it is done, or is seen to have been. After an unclear answer the same is asked again, whatever is passed. */
  carryOut(this: void, act: OrderAct, said: string): Promise<void>;
}

interface Doubt {
  readonly act: OrderAct;
  readonly commandId: string;
  readonly said: string;
}

export function createAct(order: string, onDone: (said: string) => void): Act {
  const [quote, setQuote] = createSignal<Quote>();
  const [problem, setProblem] = createSignal<Problem>();
  const [busy, setBusy] = createSignal(false);
  const [doubt, setDoubt] = createSignal<Doubt>();
  let asked = 0;

  const finish = (said: string): void => {
    setDoubt(undefined);
    setProblem(undefined);
    onDone(said);
  };
  // The log has said after all that it was done.
  onCleanup(
    onOrderChanged((commandId) => {
      const open = doubt();
      if (open?.commandId === commandId) finish(open.said);
    }),
  );
  return {
    quote,
    problem,
    busy,
    inDoubt: () => doubt() !== undefined,
    async ask(act) {
      const mine = ++asked;
      if (doubt()) return;
      if (!act) {
        setQuote(undefined);
        setProblem(undefined);
        return;
      }
      const answer = await fullHouse.quoteAct({ order, act });
      if (mine !== asked || doubt()) return;
      setQuote(answer.done ? answer.value : undefined);
      setProblem(answer.done ? undefined : answer.problem);
    },
    async carryOut(act, said) {
      const again = doubt();
      const commandId = again?.commandId ?? quote()?.commandId;
      if (busy() || commandId === undefined) return;
      const wanted: Doubt = again ?? { act, commandId, said };
      setBusy(true);
      try {
        const answer = await fullHouse.actOnOrder({ order, act: wanted.act, commandId });
        // Said to be done once the order is shown as it is then.
        if (answer.done) await reloadOrder();
        // Seen in the log while it was being answered.
        if (again && !doubt()) return;
        if (answer.done) {
          finish(wanted.said);
          return;
        }
        const stays = answer.problem.reason === 'unsettled' || (again && answer.problem.reason === 'log-unreachable');
        setDoubt(stays ? wanted : undefined);
        setProblem(stays ? { reason: 'unsettled', seats: [] } : answer.problem);
      } finally {
        setBusy(false);
      }
    },
  };
}
