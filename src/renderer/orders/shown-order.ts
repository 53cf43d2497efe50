/** The order that this window shows beside the map, kept true by what main says of it. */
import { createSignal } from 'solid-js';
import type { OrderFile, ScannedTicket } from '../../../theatre/contract/ipc-orders.ts';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { fullHouse } from '../full-house.ts';

export interface ShownOrder {
  readonly reference: string;
  /** Undefined until it was looked up. */
  readonly file: OrderFile | undefined;
  readonly problem: Problem | undefined;
  /** The ticket in the hand, where it was found by one. */
  readonly ticket: Omit<ScannedTicket, 'order'> | undefined;
}

const [shownOrder, setShown] = createSignal<ShownOrder>();
const changes = new Set<(commandId: string) => void>();

export { shownOrder };

export function showOrder(reference: string, ticket?: ShownOrder['ticket']): void {
  setShown({ reference, file: undefined, problem: undefined, ticket });
  void load(reference);
}

export function leaveOrder(): void {
  if (!shownOrder()) return;
  setShown(undefined);
  void fullHouse.leaveOrder();
}

/** Told of each command that changed the shown order, once it is shown as it is now. Answers how to stop listening. */
export function onOrderChanged(listener: (commandId: string) => void): () => void {
  changes.add(listener);
  return () => void changes.delete(listener);
}

/** Looks it up again: what is shown then is no older than this call. */
export async function reloadOrder(): Promise<void> {
  const now = shownOrder();
  if (now) await load(now.reference);
}

async function load(reference: string): Promise<void> {
  const answer = await fullHouse.showOrder({ order: reference });
  setShown((now) => {
    if (now?.reference !== reference) return now;
    if (answer.done) return { ...now, file: answer.value, problem: undefined };
    return answer.problem.reason === 'superseded' ? now : { ...now, problem: answer.problem };
  });
}

/** For as long as the page lives. */
export function listenForOrder(): void {
  fullHouse.on('orderChanged', ({ order, commandId }) => {
    if (shownOrder()?.reference !== order) return;
    void load(order).then(() => {
      for (const listener of changes) listener(commandId);
    });
  });
}
