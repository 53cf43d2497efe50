/** The part of `decide` that is about the screening itself and what the house keeps: a manager's. */
import { indexPlan } from '../seating/plan.ts';
import type {
  Amend,
  Cancel,
  Close,
  Decision,
  Open,
  Rejection,
  ReleaseSeats,
  Reprice,
  Resume,
  Suspend,
  Withhold,
} from './commands.ts';
import { without } from './decide-selection.ts';
import { obstacle } from './obstacle.ts';
import { accept, commonOf, reject } from './outcome.ts';
import { seatOf, type ScreeningState } from './state.ts';

export function open(state: ScreeningState, command: Open): Decision | Rejection {
  if (state.phase !== 'none') return reject('screening-exists');
  for (const { category } of indexPlan(command.plan).byId.values()) {
    if (command.prices[category] === undefined)
      throw new Error(`no price for category ${category} of ${command.screeningId}`);
  }
  return accept({
    type: 'opened',
    ...commonOf(command),
    screeningId: command.screeningId,
    title: command.title,
    startsAt: command.startsAt,
    plan: command.plan,
    prices: command.prices,
    currency: command.currency,
    ...(command.discounts === undefined ? {} : { discounts: command.discounts }),
    ...(command.promos === undefined ? {} : { promos: command.promos }),
  });
}

/** Also once sales have closed: a postponed evening is postponed for those who have tickets. */
export function amend(state: ScreeningState, command: Amend): Decision {
  const title = command.title === state.title ? undefined : command.title;
  const startsAt = command.startsAt === state.startsAt ? undefined : command.startsAt;
  if (title === undefined && startsAt === undefined) return accept();
  return accept({
    type: 'amended',
    ...commonOf(command),
    ...(title === undefined ? {} : { title }),
    ...(startsAt === undefined ? {} : { startsAt }),
  });
}

export function reprice(state: ScreeningState, command: Reprice): Decision {
  for (const category of Object.keys(command.prices ?? {})) {
    if (state.prices[category] === undefined) throw new Error(`${state.id} has no price category ${category}`);
  }
  const prices = { ...state.prices, ...command.prices };
  const discounts = { ...state.discounts, ...command.discounts };
  const promos = command.promos ?? state.promos;
  const same =
    sameNumbers(prices, state.prices) &&
    sameNumbers(discounts, state.discounts) &&
    JSON.stringify(promos) === JSON.stringify(state.promos);
  return same ? accept() : accept({ type: 'repriced', ...commonOf(command), prices, discounts, promos });
}

function sameNumbers(some: Readonly<Record<string, number>>, others: Readonly<Record<string, number>>): boolean {
  const keys = Object.keys(some);
  return keys.length === Object.keys(others).length && keys.every((key) => some[key] === others[key]);
}

export function cancel(state: ScreeningState, command: Cancel): Decision {
  if (state.phase === 'cancelled') return accept();
  return accept({ type: 'cancelled', ...commonOf(command), reason: command.reason });
}

export function close(command: Close): Decision {
  return accept({ type: 'closed', ...commonOf(command) });
}

export function suspension(state: ScreeningState, command: Suspend | Resume): Decision {
  if (command.type === 'resume') {
    return state.suspended === undefined ? accept() : accept({ type: 'resumed', ...commonOf(command) });
  }
  if (state.suspended === command.reason) return accept();
  return accept({ type: 'suspended', ...commonOf(command), reason: command.reason });
}

export function withhold(state: ScreeningState, command: Withhold): Decision | Rejection {
  const { reason, kind, releaseAt, at, viewerId = '' } = command;
  const seatIds = [...new Set(command.seatIds)];
  if (releaseAt !== undefined && releaseAt <= at) return reject('too-late');
  const lost = seatIds.map((seatId) => obstacle(state, seatId, viewerId, at)).filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  if (seatIds.length === 0) return accept();
  const givenUp = viewerId === '' ? undefined : without(state, { ...command, viewerId }, seatIds);
  return accept(...(givenUp ? [givenUp] : []), {
    type: 'withheld',
    ...commonOf(command),
    seatIds,
    reason,
    kind,
    ...(releaseAt === undefined ? {} : { releaseAt }),
  });
}

/** House seats that the counter holds or has sold are released too: they do not go back to the house afterwards. */
export function releaseSeats(state: ScreeningState, command: ReleaseSeats): Decision {
  const seatIds = [...new Set(command.seatIds)].filter((seatId) => {
    const seat = seatOf(state, seatId);
    return seat?.status === 'withheld' || (seat !== undefined && seat.status !== 'available' && seat.house);
  });
  return seatIds.length === 0 ? accept() : accept({ type: 'released', ...commonOf(command), seatIds });
}
