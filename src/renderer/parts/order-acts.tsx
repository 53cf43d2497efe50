import { createSignal, For, Match, Show, Switch, type Component } from 'solid-js';
import type { OrderFile } from '../../../theatre/contract/ipc-orders.ts';
import { useKeys, type KeyBinding } from '../keys.ts';
import { leaveOrder, type ShownOrder } from '../orders/shown-order.ts';
import { isManager } from '../session.ts';
import { texts } from '../texts.ts';
import { EraseCustomer } from './order-erase.tsx';
import { ExchangeForm } from './order-exchange.tsx';
import { Confirm, PayForm, Print, Resend, type ActFormProps } from './order-forms.tsx';
import { RefundForm } from './order-refund.tsx';

const ACTS = ['pay', 'collect', 'admit', 'refund', 'exchange', 'reprint', 'resend', 'erase'] as const;
type ActName = (typeof ACTS)[number];
const CAPS: Readonly<Record<ActName, string>> = {
  pay: 'P',
  collect: 'C',
  admit: 'I',
  refund: 'R',
  exchange: 'E',
  reprint: 'T',
  resend: 'M',
  erase: 'X',
};

const TYPED = ['Enter', ...Array.from('abcdefghijklmnopqrstuvwxyz0123456789')];

const actWords = (act: ActName): string => (act === 'erase' ? texts().privacy.erase : texts().afterSale[act]);

/** What can be done with an order, each by its key; one at a time, and asked once. */
export const OrderActs: Component<{
  file: OrderFile;
  /** The one in the hand, where the order was found by it. */
  ticket: ShownOrder['ticket'];
  /** Whether one is under way. */
  onActing: (is: boolean) => void;
  onIdle: () => void;
}> = (props) => {
  const [acting, setActing] = createSignal<ActName>();
  const [said, setSaid] = createSignal('');
  const begin = (act: ActName) => {
    setSaid('');
    setActing(act);
    props.onActing(true);
  };
  const end = (words = '') => {
    setSaid(words);
    setActing(undefined);
    props.onActing(false);
    props.onIdle();
  };
  useKeys([
    {
      keys: ['Escape'],
      cap: 'Esc',
      get does() {
        return acting() ? texts().afterSale.back : texts().afterSale.close;
      },
      run: () => (acting() ? end() : leaveOrder()),
      whileTyping: true,
    },
  ]);
  // What is typed beside the act is meant for it, and does nothing to the sale below.
  useKeys(() => (acting() ? [{ keys: TYPED, cap: '', does: '', run: () => undefined }] : []));
  const form = { onDone: (words: string) => end(words) };
  return (
    <section class="acts">
      <p class="done" role="status">
        <Show when={said()}>{(words) => <span class="notice good">{words()}</span>}</Show>
      </p>
      <Switch fallback={<Choices file={props.file} ticket={props.ticket} onChoose={begin} />}>
        <Match when={acting() === 'pay'}>
          <PayForm file={props.file} {...form} />
        </Match>
        <Match when={acting() === 'refund'}>
          <RefundForm file={props.file} {...form} />
        </Match>
        <Match when={acting() === 'exchange'}>
          <ExchangeForm file={props.file} {...form} />
        </Match>
        <Match when={acting() === 'collect'}>
          <Confirm
            file={props.file}
            act={{ type: 'collect' }}
            asks={texts().afterSale.collectAsk}
            does={texts().afterSale.collect}
            done={texts().afterSale.collectDone}
            {...form}
          />
        </Match>
        <Match when={acting() === 'admit'}>
          <Admit file={props.file} ticket={props.ticket} {...form} />
        </Match>
        <Match when={acting() === 'reprint'}>
          <Print file={props.file} {...form} />
        </Match>
        <Match when={acting() === 'resend'}>
          <Resend file={props.file} {...form} />
        </Match>
        <Match when={acting() === 'erase'}>
          <EraseCustomer file={props.file} {...form} />
        </Match>
      </Switch>
    </section>
  );
};

/** The seat of the ticket in the hand, else the first that is not inside yet. */
const Admit: Component<ActFormProps & { ticket: ShownOrder['ticket'] }> = (props) => {
  const { admitted, seatIds } = props.file.order;
  const seatId = props.ticket?.seatId ?? seatIds.find((id) => !admitted[id]) ?? seatIds[0] ?? '';
  const code = props.ticket ? { code: props.ticket.code } : {};
  return (
    <Confirm
      file={props.file}
      act={{ type: 'admit', seatId, ...code, door: texts().afterSale.boxOffice }}
      asks={texts().afterSale.admitAsk(seatId)}
      does={texts().afterSale.admit}
      done={texts().afterSale.admitDone(seatId)}
      onDone={props.onDone}
    />
  );
};

const Choices: Component<{
  file: OrderFile;
  ticket: ShownOrder['ticket'];
  onChoose: (act: ActName) => void;
}> = (props) => {
  // Nobody is let in with a ticket that this house did not sign; the order may be somebody's all the same. Main checks it again.
  const genuine = (act: ActName) => act !== 'admit' || props.ticket?.check !== 'not-genuine';
  // What only managers may is not offered to anybody else; main refuses it to them all the same.
  const theirs = (act: ActName) => act !== 'erase' || isManager();
  const acts = () => ACTS.filter((act) => genuine(act) && theirs(act));
  useKeys(() =>
    acts().map((act): KeyBinding => ({
      keys: [CAPS[act].toLowerCase()],
      cap: CAPS[act],
      get does() {
        return actWords(act);
      },
      run: () => props.onChoose(act),
    })),
  );
  /** Shown as likely or not; what is refused is for the rules to say. */
  const likely = (act: ActName): boolean => {
    const { order, customer } = props.file;
    if (act === 'erase') return customer !== null;
    if (act === 'resend') return customer?.email !== undefined;
    if (order.seatIds.length === 0) return false;
    if (act === 'pay') return order.payment === 'due';
    if (act === 'admit') {
      return order.payment === 'paid' && order.seatIds.some((seatId) => !order.admitted[seatId]);
    }
    if (act === 'collect') return order.payment === 'paid' && !order.collected;
    return act !== 'reprint' || order.payment === 'paid';
  };
  return (
    <div class="choices">
      <For each={acts()}>
        {(act) => (
          <button type="button" data-likely={likely(act)} onClick={() => props.onChoose(act)}>
            {actWords(act)} <kbd>{CAPS[act]}</kbd>
          </button>
        )}
      </For>
    </div>
  );
};
