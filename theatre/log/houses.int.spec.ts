import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../screening/commands.ts';
import { studio } from '../seating/houses/studio.ts';
import type { SeatingPlan } from '../seating/plan.ts';
import type { Log } from './connection.ts';
import { Houses } from './houses.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

const actor: Actor = { id: 'op-1', role: 'manager' };
const planOf = (id: string, curvature = 1): SeatingPlan => ({ ...studio, id, name: `House ${id}`, curvature });
const save = (plan: SeatingPlan, revision: number) => ({ type: 'save-plan', plan, revision, actor }) as const;

let theatre: TestLog;
let log: Log;
let other: Log;

beforeAll(async () => {
  theatre = await testLog();
  log = await theatre.connect();
  other = await theatre.connect();
});

afterAll(() => theatre.dispose());

describe('the houses', () => {
  it('are those of the product and those staff saved, for everybody who reads the log', async () => {
    const [here, there] = [new Houses(log), new Houses(other)];
    expect(await here.submit('loft', save(planOf('loft'), 0))).toMatchObject({ accepted: true });
    expect(here.list().map(({ plan, revision }) => [plan.id, revision])).toEqual([
      ['studio', 0],
      ['playhouse', 0],
      ['opera', 0],
      ['loft', 1],
    ]);
    await expect.poll(() => there.byId('loft')).toMatchObject({ revision: 1, plan: planOf('loft') });
    expect(there.revisionOf(planOf('loft'))).toBe(1);
    expect(await there.submit('loft', { type: 'remove-plan', revision: 1, actor })).toMatchObject({ accepted: true });
    await expect.poll(() => here.byId('loft')).toBeUndefined();
    expect(here.lastRevision('loft')).toBe(1);
    await Promise.all([here.close(), there.close()]);
  });

  it('of the product are nobody’s to change', async () => {
    const houses = new Houses(log);
    expect(await houses.submit('studio', save(studio, 0))).toEqual({ rejected: 'house-exists', revision: 0 });
    expect(houses.byId('studio')).toEqual({ plan: studio, revision: 0 });
    expect(houses.revisionOf({ ...studio, curvature: 4 })).toBeUndefined();
    await houses.close();
  });

  it('lose no revision between two writers who began with the same one', async () => {
    const [here, there] = [new Houses(log), new Houses(other)];
    await here.submit('hall', save(planOf('hall'), 0));
    await expect.poll(() => there.lastRevision('hall')).toBe(1);
    for (let revision = 1; revision <= 10; revision++) {
      const outcomes = await Promise.all([
        here.submit('hall', save(planOf('hall', revision + 0.25), revision)),
        there.submit('hall', save(planOf('hall', revision + 0.75), revision)),
      ]);
      expect(outcomes.filter((outcome) => 'accepted' in outcome)).toHaveLength(1);
      expect(outcomes.filter((outcome) => 'rejected' in outcome)).toEqual([
        { rejected: 'plan-changed', revision: revision + 1 },
      ]);
    }
    await expect.poll(() => [here, there].map((houses) => houses.lastRevision('hall'))).toEqual([11, 11]);
    expect(here.byId('hall')).toEqual(there.byId('hall'));
    await Promise.all([here.close(), there.close()]);
  });

  it('pass over a message that is no plan, and take the next one', async () => {
    const skipped: string[] = [];
    const houses = new Houses(log, ({ problem }) => skipped.push(problem));
    const bad = { type: 'plan-saved', version: 1, commandId: 'x', by: 'staff', revision: 1, plan: { id: 'barn' } };
    await other.connection.request('theatre.house.barn', new TextEncoder().encode(JSON.stringify(bad)));
    expect(await houses.submit('barn', save(planOf('barn'), 0))).toMatchObject({ accepted: true });
    expect(houses.byId('barn')?.revision).toBe(1);
    expect(skipped).toHaveLength(1);
    await houses.close();
  });
});
