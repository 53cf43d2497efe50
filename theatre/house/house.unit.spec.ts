import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../screening/commands.ts';
import { studio } from '../seating/houses/studio.ts';
import type { SeatingPlan } from '../seating/plan.ts';
import {
  currentRevision,
  decideHouse,
  evolveHouse,
  noHouse,
  revisionOf,
  type HouseCommand,
  type HouseState,
} from './house.ts';

const manager: Actor = { id: 'op-1', role: 'manager' };
const loft: SeatingPlan = { ...studio, id: 'loft', name: 'The Loft' };
const curved: SeatingPlan = { ...loft, curvature: 3 };

type Asked = { readonly plan?: SeatingPlan; readonly revision: number; readonly actor?: Actor };

const command = ({ plan, revision, actor = manager }: Asked): HouseCommand => {
  const common = { id: 'c1', at: 5, actor, revision };
  return plan ? { ...common, type: 'save-plan', plan } : { ...common, type: 'remove-plan' };
};

function given(...asked: Asked[]): HouseState {
  return asked.reduce((state, one) => {
    const result = decideHouse(state, command(one));
    if ('rejected' in result) throw new Error(result.rejected);
    return result.events.reduce((now, event) => evolveHouse(now, { at: 5, event }), state);
  }, noHouse);
}

const when = (state: HouseState, asked: Asked) => decideHouse(state, command(asked));

describe('a house that staff made', () => {
  it('is saved, and saved again as its next revision', () => {
    const state = given({ plan: loft, revision: 0 }, { plan: curved, revision: 1 });
    expect(currentRevision(state)).toEqual({ revision: 2, plan: curved, by: 'op-1', at: 5 });
    expect(revisionOf(state, loft)).toBe(1);
    expect(revisionOf(state, structuredClone(curved))).toBe(2);
    expect(revisionOf(state, studio)).toBeUndefined();
  });

  it('appends nothing where nothing changed', () => {
    expect(when(given({ plan: loft, revision: 0 }), { plan: { ...loft }, revision: 1 })).toEqual({ events: [] });
  });

  it('does not overwrite what somebody else saved meanwhile', () => {
    const state = given({ plan: loft, revision: 0 }, { plan: curved, revision: 1 });
    expect(when(state, { plan: loft, revision: 1 })).toEqual({ rejected: 'plan-changed', revision: 2 });
    expect(when(state, { plan: loft, revision: 0 })).toEqual({ rejected: 'house-exists', revision: 2 });
    expect(when(state, { revision: 1 })).toEqual({ rejected: 'plan-changed', revision: 2 });
  });

  it('is a manager’s', () => {
    const cashier: Actor = { id: 'op-2', role: 'cashier' };
    expect(when(noHouse, { plan: loft, revision: 0, actor: cashier })).toEqual({
      rejected: 'needs-manager',
      revision: 0,
    });
  });

  it('is removed, and there again when it is saved again, with a new revision', () => {
    const gone = given({ plan: loft, revision: 0 }, { revision: 1 });
    expect(currentRevision(gone)).toBeUndefined();
    expect(revisionOf(gone, loft)).toBe(1);
    expect(when(gone, { revision: 1 })).toEqual({ rejected: 'unknown-house', revision: 1 });
    expect(when(gone, { plan: loft, revision: 0 })).toMatchObject({ events: [{ type: 'plan-saved', revision: 2 }] });
  });

  it('counts its revisions one by one, whatever is asked', () => {
    const asked = fc.record({ plan: fc.constantFrom(undefined, loft, curved), revision: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(asked), (all) => {
        let state = noHouse;
        for (const { plan, revision } of all) {
          const result = when(state, { revision, ...(plan ? { plan } : {}) });
          if ('events' in result) {
            for (const event of result.events) state = evolveHouse(state, { at: 1, event });
          }
        }
        expect(state.revisions.map(({ revision }) => revision)).toEqual(state.revisions.map((_, at) => at + 1));
      }),
    );
  });
});
