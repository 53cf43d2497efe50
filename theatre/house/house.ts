/**
 * A house that staff made: its plan as it was saved, time after time. Pure. A screening carries a copy of the plan it was opened
 * with, so nothing in here changes a screening.
 */
import type { Actor } from '../screening/commands.ts';
import type { SeatingPlan } from '../seating/plan.ts';

export const HOUSE_EVENT_VERSION = 1;

interface Common {
  readonly version: number;
  readonly commandId: string;
  /** An operator's id, or `staff`. */
  readonly by: string;
}

export interface PlanSaved extends Common {
  readonly type: 'plan-saved';
  /** Its id is the house's. */
  readonly plan: SeatingPlan;
  /** Counted from 1. */
  readonly revision: number;
}

/** No screening can be opened in it any more; those that were go on. Saved again, it is there again. */
export interface PlanRemoved extends Common {
  readonly type: 'plan-removed';
}

export type HouseEvent = PlanSaved | PlanRemoved;

interface HouseCommandCommon {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: Actor;
}

export interface SavePlan extends HouseCommandCommon {
  readonly type: 'save-plan';
  readonly plan: SeatingPlan;
  /** The revision that the editor began with, 0 for a new house: what somebody else saved meanwhile is not overwritten. */
  readonly revision: number;
}

export interface RemovePlan extends HouseCommandCommon {
  readonly type: 'remove-plan';
  readonly revision: number;
}

export type HouseCommand = SavePlan | RemovePlan;

export interface HouseRejection {
  readonly rejected: 'needs-manager' | 'unknown-house' | 'house-exists' | 'plan-changed';
  /** The last one saved. */
  readonly revision: number;
}

export interface Revision {
  readonly revision: number;
  readonly plan: SeatingPlan;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface HouseState {
  /** Oldest first; the last one is the house as it is. */
  readonly revisions: readonly Revision[];
  readonly removed: boolean;
}

export const noHouse: HouseState = { revisions: [], removed: false };

/** The house as it is, undefined where there is none (any more). */
export function currentRevision({ revisions, removed }: HouseState): Revision | undefined {
  return removed ? undefined : revisions.at(-1);
}

/** Which revision a plan is a copy of, undefined for none of them. */
export function revisionOf({ revisions }: HouseState, plan: SeatingPlan): number | undefined {
  const text = JSON.stringify(plan);
  return [...revisions].reverse().find((saved) => JSON.stringify(saved.plan) === text)?.revision;
}

export function evolveHouse(
  state: HouseState,
  { at, event }: { readonly at: number; readonly event: HouseEvent },
): HouseState {
  switch (event.type) {
    case 'plan-saved': {
      const { plan, revision, by } = event;
      return { revisions: [...state.revisions, { plan, revision, by, at }], removed: false };
    }
    case 'plan-removed':
      return { ...state, removed: true };
    default:
      return event satisfies never;
  }
}

export function decideHouse(
  state: HouseState,
  command: HouseCommand,
): HouseRejection | { readonly events: readonly HouseEvent[] } {
  const { id, actor, revision } = command;
  const last = state.revisions.at(-1)?.revision ?? 0;
  const current = currentRevision(state);
  const refuse = (rejected: HouseRejection['rejected']): HouseRejection => ({ rejected, revision: last });
  if (actor.role !== 'manager') return refuse('needs-manager');
  const common = { version: HOUSE_EVENT_VERSION, commandId: id, by: actor.id };
  switch (command.type) {
    case 'save-plan':
      if (revision === 0 && current) return refuse('house-exists');
      if (revision !== 0 && revision !== last) return refuse('plan-changed');
      if (current && JSON.stringify(current.plan) === JSON.stringify(command.plan)) return { events: [] };
      return { events: [{ ...common, type: 'plan-saved', plan: command.plan, revision: last + 1 }] };
    case 'remove-plan':
      if (!current) return refuse('unknown-house');
      if (revision !== last) return refuse('plan-changed');
      return { events: [{ ...common, type: 'plan-removed' }] };
    default:
      return command satisfies never;
  }
}
