/** The same people asking for the same seats at the same times, under other limits. */
import type { Policy } from '../screening/commands.ts';
import { initial, seatOf, type ScreeningState } from '../screening/state.ts';
import type { SeatId } from '../seating/plan.ts';
import { commandsAgain, policyOf, type CommandsAgain } from './commands-again.ts';
import { recordedCourse, type Course } from './course.ts';
import { Rerun } from './rerun.ts';
import type { Scene } from './scene.ts';

export interface SeatDifference {
  readonly seatId: SeatId;
  /** Viewer who bought it, undefined where nobody did. */
  readonly asItWas: string | undefined;
  readonly otherwise: string | undefined;
}

export interface WhatIf {
  /** The limits of that night. */
  readonly limits: Policy;
  readonly tried: Policy;
  /** As the log has it. */
  readonly recorded: Course;
  /** The same commands decided again under the limits of that night. */
  readonly again: Course;
  /** Decided under the limits that are tried. */
  readonly otherwise: Course;
  /** Seats that end in `again` as they end in the log, of all: how far the answer can be trusted, from 0 to 1. */
  readonly agreement: number;
  /** Seats that somebody else, or nobody, buys in `otherwise` compared with `again`. */
  readonly seats: readonly SeatDifference[];
  readonly commands: CommandsAgain;
}

/** Limits to try, in milliseconds and seats. Each defaults to that night's. */
export type Change = Partial<Policy>;

/**
 * Folds a whole night's commands twice. `known` are the limits of that night where they are known for certain; by default
 * they are read off what happened. Throws `RangeError` on a limit that is no positive number.
 */
export function whatIf(scenes: readonly Scene[], change: Change, known?: Policy): WhatIf {
  const steps = whatIfInSteps(scenes, change, known);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same, for whoever has other things to do meanwhile: yields every few milliseconds of work. */
export function* whatIfInSteps(scenes: readonly Scene[], change: Change, known?: Policy): Generator<undefined, WhatIf> {
  for (const [name, value] of Object.entries(change)) {
    if (typeof value !== 'number' || !(value > 0)) throw new RangeError(`${name} must be a positive number`);
  }
  const limits = known ?? policyOf(scenes);
  const tried = { ...limits, ...change };
  // A hold that is longer than the absolute limit would be cut to it: asking for one asks for the other.
  if (change.limitMs === undefined) tried.limitMs = Math.max(tried.limitMs, tried.holdMs, tried.checkoutMs);
  const commands = commandsAgain(scenes);
  const last = scenes.at(-1);
  const until = last?.item.at ?? 0;
  const again = yield* new Rerun(limits).run(commands.commands, until);
  const otherwise = yield* new Rerun(tried).run(commands.commands, until);
  const end = last?.after.state ?? initial;
  const seatIds = [...end.index.byId.keys()];
  const same = seatIds.filter((seatId) => buyerOf(end, seatId) === buyerOf(again.state, seatId)).length;
  return {
    limits,
    tried,
    recorded: recordedCourse(scenes),
    again: again.course,
    otherwise: otherwise.course,
    agreement: seatIds.length === 0 ? 1 : same / seatIds.length,
    seats: seatIds.flatMap((seatId): SeatDifference[] => {
      const [asItWas, other] = [buyerOf(again.state, seatId), buyerOf(otherwise.state, seatId)];
      return asItWas === other ? [] : [{ seatId, asItWas, otherwise: other }];
    }),
    commands,
  };
}

function buyerOf(state: ScreeningState, seatId: SeatId): string | undefined {
  const seat = seatOf(state, seatId);
  return seat?.status === 'booked' ? seat.viewerId : undefined;
}
