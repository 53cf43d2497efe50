/** Plays a rush on real desks over a simulated log, and checks what everybody was told. */
import type { LedgerEvent, Recorded } from '../../screening/events.ts';
import { fold } from '../../screening/evolve.ts';
import { entries } from '../../screening/persistent-map.ts';
import { initial, type ScreeningState } from '../../screening/state.ts';
import { plan } from '../../screening/testing/given.ts';
import { problemsOfSales, problemsOfState } from '../../screening/testing/invariants.ts';
import type { CommandInput } from '../desk-command.ts';
import { Desk, type DeskCounters } from '../desk.ts';
import { Screenings } from '../screenings.ts';
import { ledgerOf } from '../subjects.ts';
import { problemsOfDecisions, problemsOfStory } from './rush-problems.ts';
import { policy, START, type Rush, type Story, type Trouble, type Wish } from './rush.ts';
import { SimulatedLog, SimulatedServer } from './simulated-log.ts';
import { VirtualTime } from './virtual-time.ts';

const SCREENING = 'the-rush';
/** After the last trouble everybody must have their answer within this. */
const PATIENCE_MS = 8_000;
/** In good weather a message has reached every reader by then. */
const QUIET_MS = 2_000;

interface Counter {
  readonly log: SimulatedLog;
  readonly screenings: Screenings;
  readonly desk: Desk;
  closed: boolean;
}

function counterAt(server: SimulatedServer): Counter {
  const log = new SimulatedLog(server);
  const screenings = new Screenings(log.log);
  // Machines agree on the time to some tens of milliseconds.
  const skew = Math.round(60 * (server.time.random() - 0.5));
  const clock = () => Math.floor(server.time.now) + skew;
  return { log, screenings, desk: new Desk({ log: log.log, screenings, policy, clock }), closed: false };
}

export interface Result {
  readonly problems: readonly string[];
  readonly ledger: readonly Recorded<LedgerEvent>[];
  readonly stories: readonly Story[];
  readonly counters: readonly DeskCounters[];
}

/** Plays one rush to its end, on real desks. */
export async function play(rush: Rush): Promise<Result> {
  const time = new VirtualTime(START, rush.luck);
  const installed = time.install();
  try {
    return await playIn(time, rush);
  } finally {
    installed.release();
  }
}

async function playIn(time: VirtualTime, rush: Rush): Promise<Result> {
  const server = new SimulatedServer(time);
  server.weather.lossy = rush.lossy;
  const counters = Array.from({ length: rush.desks }, () => counterAt(server));
  const stories: Story[] = [];
  const problems: string[] = [];
  const at = (number: number) => counters[number % counters.length]!;

  const handIn = (story: Story, number: number, input: Wish, again: readonly number[]): void => {
    const counter = at(number);
    if (counter.closed) return;
    story.waiting++;
    void counter.desk.submit(SCREENING, { ...input, id: story.id } as CommandInput).then((outcome) => {
      story.waiting--;
      story.outcomes.push(outcome);
      if ('accepted' in outcome && !counter.closed) problems.push(...problemsOfScreen(counter, outcome.sequence));
      const [next, ...rest] = again;
      if ('unsettled' in outcome && next !== undefined) {
        time.after(time.random() * 400, () => handIn(story, next, input, rest));
      }
    });
  };
  const ask = (number: number, input: Wish, again: readonly number[] = []): Story => {
    const story: Story = { id: `command-${stories.length}`, wish: input, outcomes: [], waiting: 0 };
    stories.push(story);
    handIn(story, number, input, again);
    return story;
  };

  const opening: Wish = {
    type: 'open',
    actor: { id: 'staff', role: 'manager' },
    screeningId: SCREENING,
    title: 'The Rush',
    startsAt: '2030-01-01T19:30:00Z',
    plan,
    prices: { a: 2_500, b: 1_800 },
    currency: 'EUR',
  };
  // Every process tries to open it; one does, in such weather not always at once.
  while (server.lastOn(ledgerOf(SCREENING)) === 0) {
    for (const number of counters.keys()) ask(number, opening);
    await time.playUntil(() => stories.every(({ waiting }) => waiting === 0), PATIENCE_MS);
  }

  let when = 0;
  for (const { after, desk: number, wish: input, again } of rush.asks) {
    when += after;
    time.after(when, () => ask(number, input, again));
  }
  const troubleEnds = rush.troubles.map((trouble) => {
    time.after(trouble.at, () => begin(trouble, server, at(trouble.desk)));
    time.after(trouble.at + trouble.lasts, () => end(trouble, server, counters, at(trouble.desk)));
    return trouble.at + trouble.lasts;
  });
  await time.playUntil(() => false, Math.max(when, ...troubleEnds));

  server.weather.lossy = 0;
  const healed = time.now;
  const settled = await time.playUntil(() => stories.every(({ waiting }) => waiting === 0), PATIENCE_MS);
  if (!settled) problems.push(`somebody still waits ${time.now - healed} ms after the log answered again`);

  // What the troubles left on its way arrives.
  await time.playUntil(() => false, 2_000);
  const open = counters.filter(({ closed }) => !closed);
  const began = time.now;
  const probes = open.map((_, number) =>
    ask(counters.indexOf(open[number]!), { type: 'toggle', viewerId: `prober-${number}`, seatId: 'C-A1' }),
  );
  if (!(await time.playUntil(() => probes.every(({ waiting }) => waiting === 0), PATIENCE_MS))) {
    problems.push('nobody answers although the log does');
  }
  for (const { outcomes } of probes) {
    if (outcomes.some((outcome) => 'unsettled' in outcome))
      problems.push(`after all troubles: ${JSON.stringify(outcomes)}`);
  }
  if (time.now - began > 2_000) problems.push(`the first answers took ${time.now - began} ms`);

  // What was late on its way arrives, and everybody reads to the end.
  await time.playUntil(() => false, 6_000);
  // Also what the log releases by itself at this very moment.
  await time.playUntil(() => time.now - (server.entries.at(-1)?.at ?? 0) > QUIET_MS, PATIENCE_MS);
  const ledger = server.entries.flatMap(({ sequence, at: then, subject, parsed }) =>
    subject === ledgerOf(SCREENING) && 'event' in parsed
      ? [{ sequence, at: then, event: parsed.event as LedgerEvent }]
      : [],
  );
  const state = fold(initial, ledger);
  problems.push(...problemsOfState(state, policy));
  problems.push(
    ...problemsOfSales(
      state,
      ledger.map(({ event }) => event),
    ),
  );
  problems.push(...problemsOfDecisions(ledger), ...stories.flatMap((story) => problemsOfStory(story, ledger)));
  for (const { screenings } of open) {
    const live = await within(time, screenings.open(SCREENING));
    if (!live) problems.push('a desk does not find the screening');
    else if (written(live.state) !== written(state)) problems.push('a desk ends with another state than the log');
    else if (!live.fresh) problems.push('a desk never caught up');
  }
  for (const { desk: last, screenings } of counters) {
    void last.close();
    void screenings.close();
  }
  await time.playUntil(() => false, 3_000);
  return { problems, ledger, stories, counters: counters.map(({ desk: last }) => last.counters) };
}

async function within<T>(time: VirtualTime, promise: Promise<T>): Promise<T | undefined> {
  let found: T | undefined;
  let done = false;
  void promise.then((value) => {
    found = value;
    done = true;
  });
  await time.playUntil(() => done, PATIENCE_MS);
  return found;
}

function begin({ kind }: Trouble, server: SimulatedServer, counter: Counter): void {
  if (kind === 'link') counter.log.setConnected(false);
  if (kind === 'slow') server.weather.slow = 25;
  if (kind === 'lossy') server.weather.lossy = 0.6;
  if (kind === 'full') server.weather.full = 0.6;
  // Somebody else writes what nobody can read.
  if (kind === 'noise') server.apply([{ subject: ledgerOf(SCREENING), body: new TextEncoder().encode('{"type":') }]);
  if (kind === 'closed') {
    counter.closed = true;
    void counter.desk.close();
    void counter.screenings.close();
  }
  if (kind === 'server') server.up = false;
}

function end({ kind }: Trouble, server: SimulatedServer, counters: readonly Counter[], counter: Counter): void {
  if (kind === 'link') counter.log.setConnected(server.up);
  if (kind === 'slow') server.weather.slow = 1;
  if (kind === 'lossy') server.weather.lossy = 0;
  if (kind === 'full') server.weather.full = 0;
  if (kind === 'server') {
    server.up = true;
    for (const { log } of counters) log.setConnected(true);
  }
}

/** Whoever is told yes sees it at once on a screen of the same process. */
function problemsOfScreen({ screenings }: Counter, sequence: number): string[] {
  const [live] = screenings.followed();
  return live && live.ledgerSequence >= sequence
    ? []
    : [`accepted as ${sequence}, shown up to ${live?.ledgerSequence}`];
}

const written = (state: ScreeningState): string =>
  JSON.stringify([
    state.rows,
    state.counts,
    state.phase,
    state.sequence,
    [...entries(state.holds)],
    [...entries(state.orders)],
  ]);
