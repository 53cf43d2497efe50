/** After the storm: what every guest was told against what is in the log, read from its first message. */
import { readLedger } from '../../theatre/log/testing/read-ledger.ts';
import type { LogAddress } from '../../theatre/log/address.ts';
import type { Booked, LedgerEvent, Recorded } from '../../theatre/screening/events.ts';
import { fold } from '../../theatre/screening/evolve.ts';
import { initial, type ScreeningState } from '../../theatre/screening/state.ts';
import { Sessions } from '../session.ts';
import { Guest, type Attempt, type Told } from './guest.ts';
import { differences, ready } from './screens.ts';
import type { Storm } from './storm.ts';

export interface Verdict {
  /** Each a promise that was broken, in words. */
  readonly problems: readonly string[];
  /** Requests to book that were answered 201. */
  readonly booked: number;
  /** Requests to claim or book that were refused, or left in doubt: no answer, or `unsettled`. */
  readonly refused: number;
  readonly inDoubt: number;
  readonly orders: number;
  /** Orders in the log that their guest was never told of during the storm, and found by asking again. */
  readonly found: number;
}

export type Ledgers = ReadonlyMap<string, readonly Recorded<LedgerEvent>[]>;

async function readAll(storm: Storm, address: LogAddress): Promise<Ledgers> {
  const ledgers = new Map<string, readonly Recorded<LedgerEvent>[]>();
  for (const id of storm.screenings) ledgers.set(id, await readLedger(address, id, { unsealed: true }));
  return ledgers;
}

const nameIn = ({ customer }: Booked) => ('name' in customer ? customer.name : `nobody (${customer.key})`);

const bookedIn = (ledgers: Ledgers): Booked[] =>
  [...ledgers.values()].flat().flatMap(({ event }) => (event.type === 'booked' ? [event] : []));

const namesOf = (seats: readonly string[]) => [...seats].sort().join(' ');
const seatsOf = ({ bookedSeats }: Booked) => namesOf(bookedSeats.map(({ seatId }) => seatId));
const onlyRefused = (answers: readonly Told[]) => answers.length > 0 && answers.every(({ end }) => end === 'refused');

/** Guests find what is theirs on their own screens: `viewers` by viewer id. */
export function viewersOf(storm: Storm, sessionKey: string): Map<string, Guest> {
  const sessions = new Sessions(sessionKey);
  return new Map(
    storm.guests.map((guest) => {
      const value = decodeURIComponent(guest.cookie.slice(guest.cookie.indexOf('=') + 1));
      return [sessions.viewerOf(value) ?? '', guest];
    }),
  );
}

/** Every command that was still on its way has landed or never will once a later one of the same queue is answered. */
async function settle(storm: Storm): Promise<void> {
  for (const origin of storm.origins) {
    await ready(origin);
    const last = new Guest(0, { origins: [origin], over: true, wants: storm.wants });
    await last.arrive(storm.screenings[0] ?? '');
    for (const id of storm.screenings) {
      const answer = await last.release(id);
      if (answer.code !== '204' && answer.code !== 'nothing-selected') {
        throw new Error(`${origin} is ready and answers ${answer.code}`);
      }
    }
  }
}

/** A claim that was granted is in the log; one that was refused for certain has left no hold. */
export function claimProblems(attempts: readonly Attempt[], ledgers: Ledgers, viewers: Map<string, Guest>): string[] {
  const whose = (guest: Guest, screeningId: string) => `${guest.number} ${screeningId}`;
  const held = new Map<string, (readonly string[])[]>();
  for (const [id, ledger] of ledgers) {
    for (const { event } of ledger) {
      const guest = event.type === 'selection' && event.action === 'select' ? viewers.get(event.viewerId) : undefined;
      if (!guest || event.type !== 'selection') continue;
      held.set(whose(guest, id), [...(held.get(whose(guest, id)) ?? []), event.selectedSeatIds]);
    }
  }
  const wanted = new Map<string, number>();
  const what = ({ guest, screeningId, seatIds }: Attempt) => `${whose(guest, screeningId)} ${namesOf(seatIds)}`;
  for (const attempt of attempts) wanted.set(what(attempt), (wanted.get(what(attempt)) ?? 0) + 1);
  return attempts.flatMap((attempt) => {
    const { guest, screeningId, seatIds, claims, name } = attempt;
    const holds = held.get(whose(guest, screeningId)) ?? [];
    const granted = claims.some(({ end }) => end === 'done');
    if (granted && !holds.some((hold) => seatIds.every((seatId) => hold.includes(seatId)))) {
      return [`${name} was given ${namesOf(seatIds)}, but the log has no such hold`];
    }
    // The same seats wanted twice may have been had once.
    const once = wanted.get(what(attempt)) === 1;
    if (once && onlyRefused(claims) && holds.some((hold) => namesOf(hold) === namesOf(seatIds))) {
      return [`${name} was told that ${namesOf(seatIds)} cannot be had, but the log has the hold`];
    }
    return [];
  });
}

/** What each attempt to book was told, against the orders in the log. */
export function orderProblems(attempts: readonly Attempt[], orders: readonly Booked[]): string[] {
  const problems: string[] = [];
  const byName = new Map<string, Booked[]>();
  for (const order of orders) byName.set(nameIn(order), [...(byName.get(nameIn(order)) ?? []), order]);
  const names = new Set(attempts.map(({ name }) => name));
  for (const name of byName.keys()) if (!names.has(name)) problems.push(`nobody asked for the order of ${name}`);
  for (const { name, seatIds, books } of attempts) {
    const [order, ...more] = byName.get(name) ?? [];
    if (more.length > 0) problems.push(`${name} is in the log ${more.length + 1} times`);
    const done = books.filter(({ end }) => end === 'done');
    if (!order) {
      if (done.length > 0) problems.push(`${name} was answered 201 and is not in the log`);
      continue;
    }
    for (const { location } of done) {
      if (location !== `/orders/${order.order}`)
        problems.push(`${name} was told ${location}, the log has ${order.order}`);
    }
    if (seatsOf(order) !== namesOf(seatIds)) problems.push(`${name} wanted ${namesOf(seatIds)}, got ${seatsOf(order)}`);
    if (onlyRefused(books)) problems.push(`${name} was refused for certain (${books.at(-1)?.code}), but is in the log`);
  }
  return problems;
}

/** Each seat is sold once, and the counts come to the house. */
export function seatProblems(ledgers: Ledgers): string[] {
  const problems: string[] = [];
  for (const [id, ledger] of ledgers) {
    const sold = new Map<string, string>();
    for (const { event } of ledger) {
      if (event.type !== 'booked') continue;
      for (const { seatId } of event.bookedSeats) {
        const other = sold.get(seatId);
        if (other !== undefined) problems.push(`${seatId} in ${id} is in ${other} and in ${event.order}`);
        sold.set(seatId, event.order);
      }
    }
    const { counts, index } = fold(initial, ledger);
    const sum = counts.available + counts.held + counts.booked + counts.withheld;
    if (sum !== index.capacity) problems.push(`${id}: the counts come to ${sum}, the house has ${index.capacity}`);
    if (counts.booked !== sold.size) problems.push(`${id}: ${counts.booked} counted as booked, ${sold.size} sold`);
  }
  return problems;
}

/** Everybody lets go, and asks once more for what they do not know to be theirs. Answers whom it told of an order. */
async function askAgain(attempts: readonly Attempt[], orders: readonly Booked[]) {
  const problems: string[] = [];
  const byName = new Map(orders.map((order) => [nameIn(order), order]));
  const told = new Set<Attempt>();
  for (const attempt of attempts) {
    const { guest, screeningId, books, name } = attempt;
    const order = byName.get(name);
    const knows = books.some(({ end }) => end === 'done');
    if (knows || books.length === 0) continue;
    await guest.release(screeningId);
    const answer = await guest.book(attempt);
    if (order && answer.location === `/orders/${order.order}`) told.add(attempt);
    else if (order) problems.push(`${name} is in the log, but asking again with its key says ${answer.code}`);
    else if (answer.end !== 'refused')
      problems.push(`${name}, without seats in hand, asks again and is told ${answer.code}`);
  }
  return { problems, told };
}

/** Each order's own page for the one who bought it. */
async function missingPages(attempts: readonly Attempt[], orders: readonly Booked[]): Promise<string[]> {
  const byName = new Map(attempts.map((attempt) => [attempt.name, attempt]));
  const problems: string[] = [];
  const look = async (order: Booked) => {
    const attempt = byName.get(nameIn(order));
    if (!attempt) return;
    const answer = await attempt.guest.at(attempt.screeningId).get(`/orders/${order.order}`);
    const body = (await answer.json()) as { seats?: { seatId: string }[] };
    const seats = namesOf((body.seats ?? []).map(({ seatId }) => seatId));
    if (answer.status !== 200 || seats !== seatsOf(order)) {
      problems.push(`${nameIn(order)} looks up ${order.order}: ${answer.status}, ${seats}`);
    }
  };
  for (let at = 0; at < orders.length; at += 20) await Promise.all(orders.slice(at, at + 20).map(look));
  return problems;
}

/** The storm is over and the fault too. `sessionKey` is the servers'. */
export async function judge(storm: Storm, address: LogAddress, sessionKey: string): Promise<Verdict> {
  const { attempts } = storm;
  const viewers = viewersOf(storm, sessionKey);
  await settle(storm);
  const ledgers = await readAll(storm, address);
  const orders = bookedIn(ledgers);
  const states: ScreeningState[] = [...ledgers.values()].map((ledger) => fold(initial, ledger));
  const onScreens = await differences(storm, states, viewers);
  const again = await askAgain(attempts, orders);
  const pages = await missingPages(attempts, orders);
  const since = bookedIn(await readAll(storm, address));
  const problems = [
    ...orderProblems(attempts, orders),
    ...claimProblems(attempts, ledgers, viewers),
    ...seatProblems(ledgers),
    ...onScreens,
    ...again.problems,
    ...pages,
    ...(since.length === orders.length ? [] : [`asking again made ${since.length - orders.length} orders`]),
  ];
  const count = (answers: readonly Told[], end: Told['end']) => answers.filter((answer) => answer.end === end).length;
  const books = attempts.flatMap((attempt) => attempt.books);
  const all = attempts.flatMap(({ claims }) => claims).concat(books);
  return {
    problems,
    booked: count(books, 'done'),
    refused: count(all, 'refused'),
    inDoubt: count(all, 'unknown'),
    orders: orders.length,
    found: again.told.size,
  };
}
