import { createResource, createSignal, For, onCleanup, onMount, Show, type Component } from 'solid-js';
import { byName, type DoorList, type DoorTicket } from '../../../theatre/contract/door-list.ts';
import type { Problem } from '../../../theatre/contract/ipc.ts';
import { nameWords } from '../../../theatre/contract/name-words.ts';
import { useCatchUp } from '../catch-up.ts';
import { formats } from '../format.ts';
import { fullHouse } from '../full-house.ts';
import { useKeys } from '../keys.ts';
import { orderProblem } from '../orders/problem-words.ts';
import { texts } from '../texts.ts';
import { useWaiting } from '../typeahead.ts';

/** Everybody who has a ticket, from the database: the list for the door when nothing else works. Both orders are printed. */
export const DoorListView: Component<{ screeningId: string; onBack: () => void }> = (props) => {
  const [sorted, setSorted] = createSignal<'name' | 'seat'>('name');
  const [said, setSaid] = createSignal('');
  const [problem, setProblem] = createSignal<Problem>();
  const [list, { refetch, mutate }] = createResource(async (): Promise<{ list: DoorList; at: number } | undefined> => {
    const answer = await fullHouse.doorList({ screeningId: props.screeningId });
    setProblem(answer.done ? undefined : answer.problem);
    // What was had before is better than nothing.
    return answer.done ? { list: answer.value, at: Date.now() } : list.latest;
  });
  onCleanup(
    fullHouse.on('customerErased', ({ order }) => {
      mutate((now) => now && { ...now, list: withoutName(now.list, order) });
    }),
  );
  const isThere = () => list.latest !== undefined;
  // Nothing is printed before there is something to print.
  useWaiting({ asks: () => list.loading && !isThere(), ready: isThere, does: () => false });
  useCatchUp(
    () => (list.latest?.list.asOf ?? null) !== null,
    () => void refetch(),
  );
  const words = () => texts().doorList;
  let scroll!: HTMLElement;
  onMount(() => scroll.focus());
  const print = async () => {
    setSaid('');
    const answer = await fullHouse.printPage();
    if (!answer.done) setProblem(answer.problem);
  };
  const save = async () => {
    setSaid('');
    const answer = await fullHouse.savePage({ name: `door-list-${props.screeningId}` });
    if (!answer.done) setProblem(answer.problem);
    else if (answer.value.path !== undefined) setSaid(words().saved(answer.value.path));
  };
  const other = () => setSorted((now) => (now === 'name' ? 'seat' : 'name'));
  const key = (keys: string, does: () => string, run: () => void) => ({
    keys: [keys],
    cap: keys.length === 1 ? keys.toUpperCase() : 'Esc',
    get does() {
      return does();
    },
    run,
  });
  useKeys([
    key(
      'p',
      () => words().print,
      () => void print(),
    ),
    key(
      's',
      () => words().save,
      () => void save(),
    ),
    key('n', () => words().sort, other),
    key(
      'u',
      () => words().again,
      () => void refetch(),
    ),
    key(
      'Escape',
      () => words().back,
      () => props.onBack(),
    ),
  ]);
  return (
    <main class="page door-list" ref={(element) => (scroll = element)} tabindex="-1" data-sorted={sorted()}>
      <header>
        <h1>{words().title}</h1>
        <Show when={list.latest}>
          {(now) => (
            <p class="soft">
              {now().list.screening.title}, {formats().evening(Date.parse(now().list.screening.startsAt))},{' '}
              {now().list.screening.house}
            </p>
          )}
        </Show>
        <div class="doors-acts push">
          <button type="button" onClick={other}>
            {sorted() === 'name' ? words().bySeat : words().byName} <kbd>N</kbd>
          </button>
          <button type="button" onClick={() => void refetch()}>
            {words().again} <kbd>U</kbd>
          </button>
          <button type="button" onClick={() => void save()}>
            {words().save} <kbd>S</kbd>
          </button>
          <button type="button" class="main" onClick={() => void print()}>
            {words().print} <kbd>P</kbd>
          </button>
          <button type="button" class="quiet" onClick={() => props.onBack()}>
            {words().back} <kbd>Esc</kbd>
          </button>
        </div>
      </header>
      <p class="told" role="status">
        {said()}
      </p>
      <Show when={problem()}>{(why) => <p class="notice bad">{orderProblem(why())}</p>}</Show>
      <Show when={list.latest} fallback={<p class="soft">{list.loading ? words().fetching : ''}</p>}>
        {(now) => <Lists list={now().list} at={now().at} />}
      </Show>
    </main>
  );
};

const withoutName = (list: DoorList, order: string): DoorList => ({
  ...list,
  tickets: list.tickets.map((ticket) => (ticket.order === order ? { ...ticket, name: null } : ticket)),
});

const Lists: Component<{ list: DoorList; at: number }> = (props) => {
  const words = () => texts().doorList;
  const inside = () => props.list.tickets.filter(({ admitted }) => admitted).length;
  return (
    <>
      <p>
        {words().summary(props.list.tickets.length, inside())}{' '}
        {props.list.asOf === null ? words().made(formats().second(props.at)) : ''}
      </p>
      <Show when={props.list.asOf}>{(asOf) => <p class="notice">{words().asOf(formats().second(asOf()))}</p>}</Show>
      <Show when={props.list.tickets.length > 0} fallback={<p class="soft">{words().empty}</p>}>
        <Table
          by="name"
          caption={words().byName}
          list={props.list}
          tickets={byName(props.list.tickets, formats().locale)}
        />
        <Table by="seat" caption={words().bySeat} list={props.list} tickets={props.list.tickets} />
      </Show>
    </>
  );
};

const Table: Component<{ by: string; caption: string; list: DoorList; tickets: readonly DoorTicket[] }> = (props) => {
  const words = () => texts().doorList;
  return (
    <table data-by-what={props.by}>
      <caption>{props.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words().name}</th>
          <th scope="col">{words().order}</th>
          <th scope="col">{words().seat}</th>
          <th scope="col">{words().place}</th>
          <th scope="col">{words().type}</th>
          <th scope="col">{words().payment}</th>
          <th scope="col">{words().admitted}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.tickets}>
          {(ticket) => (
            <tr>
              <th scope="row">{nameWords(ticket.name, texts())}</th>
              <td class="number">{ticket.order}</td>
              <td>
                <b>{ticket.seatId}</b>
              </td>
              <td>{words().placeOf(ticket.section, ticket.row, ticket.seat)}</td>
              <td>{words().types[ticket.ticketType]}</td>
              <td data-due={ticket.due > 0 ? '' : undefined}>
                {ticket.due > 0
                  ? words().due(formats().money(ticket.due, props.list.screening.currency))
                  : words().paid}
              </td>
              <td>{ticket.admitted ? `${formats().time(ticket.admitted.at)}, ${ticket.admitted.door}` : '☐'}</td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
};
