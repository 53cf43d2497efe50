import { createEffect, createSignal, For, onCleanup, Show, type Component } from 'solid-js';
import type { OrderFile } from '../../../theatre/contract/ipc-orders.ts';
import { nameWords } from '../../../theatre/contract/name-words.ts';
import { useCatchUp } from '../catch-up.ts';
import { formats } from '../format.ts';
import { KeyHeight } from '../keys.ts';
import { clearMarks, markSeats } from '../orders/marks.ts';
import { byWords, happenedWords, tenderWords } from '../orders/order-words.ts';
import { orderProblem } from '../orders/problem-words.ts';
import { leaveOrder, reloadOrder, type ShownOrder } from '../orders/shown-order.ts';
import { texts, wording } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';
import { OrderActs } from './order-acts.tsx';

/** The order that was found, beside the map: what it is, what became of it, and what can be done with it. */
export const OrderPanel: Component<{ shown: ShownOrder }> = (props) => {
  let heading!: HTMLHeadingElement;
  const words = () => texts().afterSale;
  const file = () => props.shown.file;
  const [acting, setActing] = createSignal(false);
  const focus = () => heading.focus();
  // An act marks its own seats while it lasts.
  createEffect(() => {
    const now = file();
    if (now && !acting()) markSeats(now.screening.id, new Map(now.order.seatIds.map((seatId) => [seatId, 'found'])));
  });
  onCleanup(clearMarks);
  // What is typed before the order is there is meant for it, not for the sale below.
  useWaiting({ asks: () => !file() && !props.shown.problem, ready: () => file() !== undefined, does: () => false });
  useCatchUp(
    () => (file()?.asOf ?? null) !== null,
    () => void reloadOrder(),
  );
  queueMicrotask(() => focus());

  return (
    <KeyHeight.Provider value={1}>
      <aside class="order-panel" aria-labelledby="order-title">
        <header>
          <h1 id="order-title" tabindex="-1" ref={(element) => (heading = element)}>
            <span class="unseen">{words().order('')}</span>
            <span class="selectable number">{props.shown.reference}</span>
          </h1>
          <Show when={file()}>
            {(now) => (
              <span class="order-status" data-status={now().status}>
                {words().statuses[now().status]}
              </span>
            )}
          </Show>
          <button type="button" class="quiet push" onClick={() => leaveOrder()}>
            {words().close} <kbd>Esc</kbd>
          </button>
        </header>
        <Show when={props.shown.problem}>{(problem) => <p class="notice bad">{orderProblem(problem())}</p>}</Show>
        <Show when={file()}>
          {(now) => (
            <>
              <div class="order-scroll" tabindex="0" role="group" aria-label={words().order(props.shown.reference)}>
                <Facts file={now()} ticket={props.shown.ticket} />
                <History file={now()} />
              </div>
              <OrderActs file={now()} ticket={props.shown.ticket} onActing={setActing} onIdle={focus} />
            </>
          )}
        </Show>
      </aside>
    </KeyHeight.Provider>
  );
};

const Facts: Component<{ file: OrderFile; ticket: ShownOrder['ticket'] }> = (props) => {
  const words = () => texts().afterSale;
  const order = () => props.file.order;
  const money = (minor: number) => formats().money(minor, props.file.currency);
  const first = () => props.file.events[0];
  const soldBy = () => {
    const sale = first();
    if (!sale) return '';
    const when = `${formats().day(sale.at)} ${formats().time(sale.at)}`;
    const by = byWords(sale.event, props.file, wording());
    return sale.event.shift === undefined ? words().sold(when, by) : words().soldInShift(when, by, sale.event.shift);
  };
  /** Money that is in it now, by kind. */
  const paidIn = () =>
    tenderWords(
      (['cash', 'card'] as const).map((kind) => ({ kind, amount: order().drawer[kind] })),
      props.file.currency,
      wording(),
    );
  return (
    <section class="facts">
      <Show when={props.file.asOf}>{(asOf) => <p class="notice">{words().asOf(formats().second(asOf()))}</p>}</Show>
      <Show when={checkWords(props.ticket)}>{(said) => <p class="notice bad">{said()}</p>}</Show>
      <Show when={oldTicket(props.ticket, order().issue)}>
        {(issue) => <p class="notice bad">{words().oldTicket(issue(), order().issue)}</p>}
      </Show>
      <p class="customer">
        <b class="selectable">{nameWords(props.file.customer?.name ?? null, texts())}</b>
        <Show when={props.file.customer?.email}>{(email) => <span class="soft selectable">{email()}</span>}</Show>
      </p>
      <p class="soft">
        {props.file.screening.title}, {formats().evening(Date.parse(props.file.screening.startsAt))}
      </p>
      <table>
        <tbody>
          <For
            each={order().seats}
            fallback={
              <tr class="soft">
                <td colspan="4">{words().noSeats}</td>
              </tr>
            }
          >
            {(seat) => (
              <tr data-ticket={props.ticket?.seatId === seat.seatId ? '' : undefined}>
                <th scope="row">{seat.seatId}</th>
                <td>{words().types[seat.ticketType ?? 'full']}</td>
                <td class="soft">
                  <Show when={order().admitted[seat.seatId]}>
                    {(admitted) => `${words().inside} ${formats().time(admitted().at)}`}
                  </Show>
                </td>
                <td class="number">{money(seat.price)}</td>
              </tr>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colspan="3">
              {words().total}
            </th>
            <td class="number">{money(order().total)}</td>
          </tr>
        </tfoot>
      </table>
      <ul class="soft">
        <Show when={paidIn()}>{(ways) => <li>{`${words().paidIn}: ${ways()}`}</li>}</Show>
        <li>{soldBy()}</li>
        <Show when={order().payment === 'due' && order().seatIds.length > 0 ? order().collectBy : undefined}>
          {(at) => <li>{words().collectBy(`${formats().day(at())} ${formats().time(at())}`)}</li>}
        </Show>
        <Show when={order().issue > 0}>
          <li>{words().issue(order().issue)}</li>
        </Show>
      </ul>
    </section>
  );
};

/** What is to be said of a ticket that is not known to be genuine. */
function checkWords(ticket: ShownOrder['ticket']): string | undefined {
  const { forged, unchecked, newerForm } = texts().afterSale;
  const words = { genuine: undefined, 'not-genuine': forged, unchecked, 'newer-form': newerForm } as const;
  return ticket && words[ticket.check];
}

/** Of a ticket that was printed before the latest ones: its issue. */
function oldTicket(ticket: ShownOrder['ticket'], issue: number): number | undefined {
  return ticket && ticket.issue < issue ? ticket.issue : undefined;
}

const History: Component<{ file: OrderFile }> = (props) => (
  <section class="history">
    <h2>{texts().afterSale.history}</h2>
    <ol>
      <For each={[...props.file.events].reverse()}>
        {({ at, event }) => (
          <Show when={happenedWords(event, props.file.currency, wording())}>
            {(said) => (
              <li>
                <time class="number soft">
                  {formats().day(at)} {formats().time(at)}
                </time>
                <span>
                  {said()}
                  <span class="soft"> · {byWords(event, props.file, wording())}</span>
                </span>
              </li>
            )}
          </Show>
        )}
      </For>
    </ol>
  </section>
);
