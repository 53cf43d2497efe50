/** A random night at the box office: patrons, the counter, clocks that differ, and a log whose scheduled words come late, twice or never. */
import type { SeatingPlan } from '../../seating/plan.ts';
import { decide, isRejection, type Command, type Decision, type Policy, type Rejection } from '../decide.ts';
import { EVENT_VERSION, type LedgerEvent, type Recorded } from '../events.ts';
import { evolve, fold } from '../evolve.ts';
import { get, values } from '../persistent-map.ts';
import { initial, type ScreeningState } from '../state.ts';
import { openedEvent, staff, T0 } from './given.ts';
import { promos, type Step } from './night-steps.ts';

export { steps, type Step } from './night-steps.ts';

/** One thing that was tried in a night, with the states around it. */
export interface Scene {
  readonly before: ScreeningState;
  readonly after: ScreeningState;
  /** Absent for what the log published by itself. */
  readonly command?: Command;
  readonly outcome?: Decision | Rejection;
}

export interface Night {
  readonly log: readonly Recorded<LedgerEvent>[];
  readonly state: ScreeningState;
}

/** What the log will say by itself, and when at the earliest. */
interface End {
  readonly at: number;
  readonly event: LedgerEvent;
}

/** The end that an event schedules. */
function endOf(event: LedgerEvent): End | undefined {
  const common = { version: EVENT_VERSION, by: 'log' };
  if (event.type === 'selection' && event.selectedSeatIds.length > 0) {
    const { seatId: _, ...rest } = event;
    const end: LedgerEvent = { ...rest, ...common, selectedSeatIds: [], action: 'expire' };
    return { at: event.expiresAt, event: end };
  }
  const commandId = `${event.commandId}/end`;
  if (event.type === 'booked' && event.collectBy !== undefined) {
    const { order, collectBy } = event;
    return { at: collectBy, event: { ...common, commandId, type: 'lapsed', order, collectBy } };
  }
  if (event.type === 'withheld' && event.releaseAt !== undefined) {
    const { seatIds, commandId: withheldBy, releaseAt } = event;
    return { at: releaseAt, event: { ...common, commandId, type: 'released', seatIds, withheldBy } };
  }
  return undefined;
}

type CommandStep = Extract<Step, { kind: 'command' }>;

/** The command of a step: of somebody and something that there is, with times that count from now, and the money it costs. */
function commandOf(state: ScreeningState, step: CommandStep, id: string, now: number): Command {
  const command = aimed(state, { id, ...step.wish, at: now + step.clock } as Command, step.pick);
  const instant = (ms: number | undefined) => (ms === undefined ? undefined : now + ms);
  const tenders = () => [{ kind: step.exactly ?? 'cash', amount: costOf(state, command) }];
  if (command.type === 'withhold') {
    const releaseAt = instant(command.releaseAt);
    return { ...command, ...(releaseAt === undefined ? {} : { releaseAt }) };
  }
  if (command.type === 'pay') return step.exactly === undefined ? command : { ...command, tenders: tenders() };
  if (command.type !== 'book') return command;
  const collectBy = instant(command.collectBy);
  const exact = command.payment.status === 'paid' && step.exactly !== undefined;
  return {
    ...command,
    ...(collectBy === undefined ? {} : { collectBy }),
    ...(exact ? { payment: { status: 'paid', tenders: tenders() } } : {}),
  };
}

/** Left to chance alone hardly anything would be sold, and less of it paid, exchanged or let in. */
function aimed(state: ScreeningState, command: Command, pick: number): Command {
  if (pick % 5 === 0) return command;
  if (command.type === 'book') return bookedByHolder(state, command, pick);
  if (!('order' in command)) return command;
  const orders = [...values(state.orders)];
  const order = orders[pick % orders.length];
  if (!order) return command;
  const own = <T extends readonly string[] | undefined>(seatIds: T) =>
    (order.seatIds.length === 0 ? seatIds : seatIds?.map((_, at) => order.seatIds[at % order.seatIds.length])) as T;
  const aim = { order: order.order };
  if (command.type === 'exchange') return { ...command, ...aim, from: own(command.from) };
  if (command.type === 'admit') return { ...command, ...aim, seatId: order.seatIds[0] ?? command.seatId };
  if (command.type === 'void' && order.by.startsWith('op-')) {
    const actor = { ...command.actor, id: order.by, ...(order.shift === undefined ? {} : { shift: order.shift }) };
    return { ...command, ...aim, actor };
  }
  if (command.type !== 'refund' || command.seatIds === undefined) return { ...command, ...aim };
  return { ...command, ...aim, seatIds: own(command.seatIds) };
}

function bookedByHolder(state: ScreeningState, command: Extract<Command, { type: 'book' }>, pick: number): Command {
  const holds = [...values(state.holds)].filter(({ seatIds }) => seatIds.length > 0);
  const hold = holds[pick % holds.length];
  if (!hold) return command;
  const { viewerId, seatIds, by } = hold;
  const { id, at, order, customer, promo } = command;
  const common = { id, at, order, customer, viewerId, ...(promo === undefined ? {} : { promo }) };
  if (by === viewerId) return { ...common, type: 'book', payment: { status: 'due', tenders: [] } };
  const { seatIds: _, ...rest } = command;
  const types = Object.values(command.ticketTypes ?? {}).map((type, index) => [seatIds[index % seatIds.length], type]);
  const ticketTypes = types.length === 0 ? {} : { ticketTypes: Object.fromEntries(types) };
  return { ...rest, ...common, actor: command.actor ?? staff, ...ticketTypes };
}

function costOf(state: ScreeningState, command: Command): number {
  if (command.type === 'pay') return get(state.orders, command.order)?.total ?? 0;
  if (command.type !== 'book') return 0;
  const { collectBy: _, ...rest } = command;
  const due = decide(state, { ...rest, payment: { status: 'due', tenders: [] } }, NO_LIMITS);
  const [event] = isRejection(due) ? [] : due.events;
  return event?.type === 'booked' ? event.total : 0;
}

const NO_LIMITS: Policy = { holdMs: 1, checkoutMs: 1, limitMs: 1, maxSeats: 99 };

/** Plays the steps and shows each scene as it happens; after `earlier`, when the night is one that was interrupted. */
export function play(
  all: readonly Step[],
  plan: SeatingPlan,
  policy: Policy,
  onScene: (scene: Scene) => void = () => {},
  earlier: readonly Recorded<LedgerEvent>[] = [],
): Night {
  const log = [...earlier];
  const ends: End[] = [];
  let state = fold(initial, log);
  let now = log.at(-1)?.at ?? T0;
  const append = (event: LedgerEvent) => {
    const recorded = { sequence: log.length + 1, at: now, event };
    log.push(recorded);
    const end = endOf(event);
    if (end) ends.push(end);
    state = evolve(state, recorded);
  };
  if (state.phase === 'none') {
    const prices = Object.fromEntries(plan.categories.map(({ id }) => [id, 2_500]));
    append(openedEvent({ plan, prices, promos }));
  }
  for (const [number, step] of all.entries()) {
    const before = state;
    switch (step.kind) {
      case 'wait':
        now += step.ms;
        break;
      case 'to-end': {
        const holds = [...values(state.holds)];
        const end = holds[step.hold % holds.length]?.expiresAt ?? now;
        now = Math.max(now, end + step.offset);
        break;
      }
      case 'publish-end': {
        const due = ends.filter(({ at }) => at <= now);
        const end = due[step.which % due.length];
        if (end) {
          append(end.event);
          onScene({ before, after: state });
        }
        break;
      }
      case 'command': {
        const command = commandOf(before, step, `${earlier.length}-command-${number}`, now);
        const outcome = decide(before, command, policy);
        if (!isRejection(outcome)) outcome.events.forEach(append);
        onScene({ before, after: state, command, outcome });
        break;
      }
      default:
        step satisfies never;
    }
  }
  return { log, state };
}
