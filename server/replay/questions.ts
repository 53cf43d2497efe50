/** What can be asked of a loaded night. Working it out takes up to a second of the processor, so it is done in slices. */
import { setImmediate as turn } from 'node:timers/promises';
import { Chronicle } from '../../theatre/replay/chronicle.ts';
import { Density } from '../../theatre/replay/density.ts';
import type { NightView } from '../../theatre/replay/night-view.ts';
import type { Scene } from '../../theatre/replay/scene.ts';
import { whatIfInSteps, type Change, type WhatIf } from '../../theatre/replay/what-if.ts';

/** Sales go on in this process: nobody there waits longer than this for us. */
const SLICE_MS = 8;

/** Told in what has happened up to a place. */
export interface Gathered {
  readonly chronicle: Chronicle;
  readonly density: Density;
}

interface Gathering extends Gathered {
  count: number;
  working: Promise<void>;
}

const gatherings = new WeakMap<NightView, Gathering>();

/** All of a night by seat, viewer and minute. Gathered once for a night, and on from there as it grows. */
export async function gathered(night: NightView): Promise<Gathered> {
  let gathering = gatherings.get(night);
  if (!gathering) {
    gathering = { chronicle: new Chronicle(), density: new Density(), count: 0, working: Promise.resolve() };
    gatherings.set(night, gathering);
  }
  const mine = gathering;
  mine.working = mine.working.then(() => gatherOn(night, mine));
  await mine.working;
  return mine;
}

async function gatherOn(night: NightView, gathering: Gathering): Promise<void> {
  let since = performance.now();
  for (const scene of night.scenes(gathering.count)) {
    gathering.chronicle.add(scene);
    gathering.density.add(scene);
    gathering.count = scene.count;
    if (performance.now() - since < SLICE_MS) continue;
    await turn();
    since = performance.now();
  }
}

/** The same commands under other limits. */
export async function tried(night: NightView, change: Change): Promise<WhatIf> {
  const scenes: Scene[] = [];
  let since = performance.now();
  const breathe = async () => {
    if (performance.now() - since < SLICE_MS) return;
    await turn();
    since = performance.now();
  };
  for (const scene of night.scenes()) {
    scenes.push(scene);
    await breathe();
  }
  const steps = whatIfInSteps(scenes, change);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await breathe();
  }
}
