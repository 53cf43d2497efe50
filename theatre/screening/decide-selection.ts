/** The part of `decide` that is about holds: claiming seats, more time, giving back. */
import { bestAvailable } from '../seating/best-available.ts';
import type { SeatId } from '../seating/plan.ts';
import type { Claim, ClaimBest, Decision, Extend, Policy, Rejection, Release, Toggle, Withhold } from './commands.ts';
import type { Selection, SelectionAction } from './events.ts';
import { obstacle, unobstructed } from './obstacle.ts';
import { accept, commonOf, reject } from './outcome.ts';
import { COUNTER_MAX_SEATS } from './permission.ts';
import { get } from './persistent-map.ts';
import { liveHold, type Hold, type ScreeningState } from './state.ts';

type SelectionCommand = Toggle | Claim | ClaimBest | Extend | Release | (Withhold & { readonly viewerId: string });

function selectionEvent(
  command: SelectionCommand,
  action: SelectionAction,
  selectedSeatIds: readonly SeatId[],
  hold: Pick<Hold, 'expiresAt' | 'startedAt' | 'checkedOut'>,
  seatId?: SeatId,
): Selection {
  const { viewerId } = command;
  return {
    type: 'selection',
    ...commonOf(command, (command.type === 'release' ? command.by : undefined) ?? viewerId),
    viewerId,
    selectedSeatIds,
    ...(seatId === undefined ? {} : { seatId }),
    action,
    expiresAt: hold.expiresAt,
    startedAt: hold.startedAt,
    checkedOut: hold.checkedOut,
  };
}

/** The end of a hold after a change at `at`: later than before or the same, never past the absolute limit. */
function renewed(hold: Hold | undefined, at: number, forMs: number, policy: Policy) {
  const startedAt = hold?.startedAt ?? at;
  const expiresAt = Math.max(hold?.expiresAt ?? 0, Math.min(at + forMs, startedAt + policy.limitMs));
  return { startedAt, expiresAt, checkedOut: hold?.checkedOut ?? false };
}

export function toggle(state: ScreeningState, command: Toggle, policy: Policy): Decision | Rejection {
  const hold = liveHold(state, command.viewerId, command.at);
  if (!hold?.seatIds.includes(command.seatId)) return claim(state, command, [command.seatId], policy);
  const rest = hold.seatIds.filter((seatId) => seatId !== command.seatId);
  const end = renewed(hold, command.at, policy.holdMs, policy);
  return accept(selectionEvent(command, 'deselect', rest, end, command.seatId));
}

export function claim(
  state: ScreeningState,
  command: Toggle | Claim | ClaimBest,
  seatIds: readonly SeatId[],
  policy: Policy,
): Decision | Rejection {
  const { viewerId, at, actor } = command;
  const hold = liveHold(state, viewerId, at);
  const had = hold?.seatIds ?? [];
  const kept = 'instead' in command && command.instead ? had.filter((seatId) => seatIds.includes(seatId)) : had;
  const wanted = [...new Set(seatIds)].filter((seatId) => !had.includes(seatId));
  if (wanted.length === 0 && kept.length === had.length) return accept();
  const lost = wanted
    .map((seatId) => obstacle(state, seatId, viewerId, at, actor !== undefined))
    .filter((seat) => seat !== undefined);
  if (lost.length > 0) return reject('seat-taken', lost);
  const most = actor ? Math.max(policy.maxSeats, COUNTER_MAX_SEATS) : policy.maxSeats;
  if (kept.length + wanted.length > most) return reject('too-many-seats', wanted.map(unobstructed));
  const only = wanted.length === 1 ? wanted[0] : undefined;
  const end = renewed(hold, at, policy.holdMs, policy);
  return accept(selectionEvent(command, 'select', [...kept, ...wanted], end, only));
}

export function claimBest(state: ScreeningState, command: ClaimBest, policy: Policy): Decision | Rejection {
  const { viewerId, at, houseSeats = false, instead = false, notThese = [] } = command;
  // Seats that the viewer has already are not offered again beside themselves.
  const not = new Set([...notThese, ...(instead ? [] : (liveHold(state, viewerId, at)?.seatIds ?? []))]);
  const isFree = (seatId: SeatId) => !not.has(seatId) && !obstacle(state, seatId, viewerId, at, houseSeats);
  const best = bestAvailable(state.index.plan, isFree, command.party);
  return best ? claim(state, command, best, policy) : reject('not-enough-seats');
}

export function extend(state: ScreeningState, command: Extend, policy: Policy): Decision | Rejection {
  const { viewerId, at, paying } = command;
  const hold = liveHold(state, viewerId, at);
  if (!hold) return withoutHold(state, viewerId, at);
  if (paying && hold.checkedOut) return accept();
  const end = renewed(hold, at, paying ? policy.checkoutMs : policy.holdMs, policy);
  if (end.expiresAt === hold.expiresAt && !paying) {
    // Only the absolute limit is a refusal; as much time as asked for, or more, may be left already.
    return hold.expiresAt < hold.startedAt + policy.limitMs ? accept() : reject('no-more-time');
  }
  const checkedOut = paying || hold.checkedOut;
  return accept(selectionEvent(command, 'extend', hold.seatIds, { ...end, checkedOut }));
}

/** A viewer with nothing live either let it run out, and is told which seats and who has them now, or never had any. */
export function withoutHold(state: ScreeningState, viewerId: string, at: number): Rejection {
  const hold = get(state.holds, viewerId);
  const seatIds = hold ? [...hold.seatIds, ...hold.lost.map((loss) => loss.seatId)] : [];
  if (seatIds.length === 0) return reject('nothing-selected');
  return reject(
    'hold-expired',
    seatIds.map((seatId) => obstacle(state, seatId, viewerId, at) ?? unobstructed(seatId)),
  );
}

/** The viewer's hold without these seats; nothing where they hold none of them. */
export function without(
  state: ScreeningState,
  command: Withhold & { readonly viewerId: string },
  seatIds: readonly SeatId[],
): Selection | undefined {
  const hold = get(state.holds, command.viewerId);
  if (!hold?.seatIds.some((seatId) => seatIds.includes(seatId))) return undefined;
  const rest = hold.seatIds.filter((seatId) => !seatIds.includes(seatId));
  return selectionEvent(command, 'deselect', rest, hold);
}

export function release(state: ScreeningState, command: Release): Decision {
  const hold = get(state.holds, command.viewerId);
  if (!hold || hold.seatIds.length === 0) return accept();
  return accept(selectionEvent(command, 'release', [], hold));
}
