/** What the window does to the houses: plans saved to the log, read from files and written to them. */
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { isHouseId } from '../../theatre/contract/log-house.ts';
import {
  PLAN_FILE_LIMIT,
  type BrokenPlan,
  type HouseDetails,
  type ProgrammeValues,
} from '../../theatre/contract/ipc-programme.ts';
import type { Answer, HouseLine } from '../../theatre/contract/ipc.ts';
import { defaultPrices } from '../../theatre/contract/new-screening.ts';
import type { HouseEntry, HouseOutcome } from '../../theatre/log/houses.ts';
import { indexPlan, type SeatingPlan } from '../../theatre/seating/plan.ts';
import type { PlanProblem } from '../../theatre/seating/plan-problem.ts';
import { validatePlan } from '../../theatre/seating/validate-plan.ts';
import { done, notDone, type Handlers } from './calls.ts';
import { refusalOf } from './counter.ts';
import { isFileFault, notWritten } from './file-fault.ts';
import type { Session } from './session.ts';
import type { Theatre } from './theatre.ts';

export interface HouseCallParts {
  readonly theatre: () => Theatre | undefined;
  readonly session: Pick<Session, 'actor'>;
  /** Asks the clerk for a file; undefined when they would rather not. */
  readonly askForFile: () => Promise<string | undefined>;
  readonly askWhere: (suggested: string) => Promise<string | undefined>;
}

type Names = Extract<keyof ProgrammeValues, 'readHouse' | 'savePlan' | 'removeHouse' | 'importPlan' | 'exportPlan'>;

export function houseCalls({ theatre, session, askForFile, askWhere }: HouseCallParts): Pick<Handlers, Names> {
  const submit = async (
    houseId: string,
    command: { type: 'save-plan'; plan: SeatingPlan; revision: number } | { type: 'remove-plan'; revision: number },
  ): Promise<Answer<null>> => {
    const here = theatre();
    const { actor } = session;
    if (!here) return notDone('not-ready');
    if (!actor) return notDone('not-allowed');
    if (!here.log.connected) return notDone('log-unreachable');
    return answerOf(await here.houses.submit(houseId, { ...command, actor }));
  };
  return {
    readHouse: ({ houseId }) => {
      const here = theatre();
      if (!here) return notDone('not-ready');
      const entry = here.houses.byId(houseId);
      return entry ? done({ ...entry, uses: usesOf(here, houseId) }) : notDone('unknown-house');
    },
    savePlan: async ({ plan: text, revision }) => {
      const read = readPlan(text);
      if ('why' in read) return notDone('bad-plan');
      const { plan } = read;
      const answer = await submit(plan.id, { type: 'save-plan', plan, revision });
      if (!answer.done) return answer;
      return done({ houseId: plan.id, revision: theatre()?.houses.lastRevision(plan.id) ?? revision + 1 });
    },
    removeHouse: ({ houseId, revision }) =>
      isHouseId(houseId) ? submit(houseId, { type: 'remove-plan', revision }) : notDone('unknown-house'),
    importPlan: async () => {
      const path = await askForFile();
      if (path === undefined) return done({ is: 'nothing' });
      const read = await readPlanFile(path);
      return done('plan' in read ? { is: 'plan', plan: read.plan, path } : { is: 'broken', ...read, path });
    },
    exportPlan: async ({ plan: text }) => {
      const read = readPlan(text);
      if ('why' in read) return notDone('bad-plan');
      const path = await askWhere(`${read.plan.id}.json`);
      if (path === undefined) return done({ path });
      const beside = `${path}.part`;
      try {
        await writeFile(beside, `${JSON.stringify(read.plan, null, 2)}\n`, { flush: true });
        await rename(beside, path);
      } catch (error) {
        await rm(beside, { force: true });
        return notWritten(error);
      }
      return done({ path });
    },
  };
}

/** What the window lists. */
export function houseLine({ plan, revision }: HouseEntry): HouseLine {
  const { id, name, categories } = plan;
  return { id, name, capacity: indexPlan(plan).capacity, categories, prices: defaultPrices(plan), revision };
}

/** Screenings of a house that may still be sold, by the revision whose plan they carry. */
function usesOf({ programme, houses }: Theatre, houseId: string): HouseDetails['uses'] {
  const uses = new Map<number | undefined, number>();
  for (const { id, phase, houseId: its } of programme.list()) {
    const state = its === houseId && phase === 'open' ? programme.stateOf(id) : undefined;
    if (!state) continue;
    const revision = houses.revisionOf(state.index.plan);
    uses.set(revision, (uses.get(revision) ?? 0) + 1);
  }
  return [...uses].map(([revision, screenings]) => ({ revision, screenings }));
}

function answerOf(outcome: HouseOutcome): Answer<null> {
  if ('accepted' in outcome) return done(null);
  return 'rejected' in outcome ? notDone(outcome.rejected) : refusalOf(outcome);
}

type Read = { readonly plan: SeatingPlan } | BrokenPlan;

const broken = (why: BrokenPlan['why'], problems: readonly PlanProblem[] = []): BrokenPlan => ({ why, problems });

async function readPlanFile(path: string): Promise<Read> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > PLAN_FILE_LIMIT) return broken('too-large');
      return readPlan(new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile()));
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof TypeError) return broken('not-text');
    if (!isFileFault(error)) throw error;
    return broken('unreadable');
  }
}

/** A plan from anywhere: nothing of it is believed before it was checked. */
export function readPlan(text: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return broken('not-json');
  }
  const checked = validatePlan(value);
  return 'plan' in checked ? checked : broken('bad-plan', checked.problems);
}
