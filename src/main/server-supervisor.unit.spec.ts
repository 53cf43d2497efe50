import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PatronsStatus } from '../../theatre/contract/ipc.ts';
import type { ServerRun } from './server-process.ts';
import { ServerSupervisor } from './server-supervisor.ts';

interface Run {
  say: (line: string) => void;
  exit: (code: number | null) => void;
  ended: number;
  killed: number;
}

/** Runs of a server that does what the test says. */
function runs(refusing = false) {
  const started: Run[] = [];
  const statuses: PatronsStatus[] = [];
  const start = (): ServerRun => {
    if (refusing) throw new Error('There is no Node. Set FULL_HOUSE_NODE.');
    const run: Run = { say: () => undefined, exit: () => undefined, ended: 0, killed: 0 };
    started.push(run);
    return {
      onLine: (listener) => void (run.say = listener),
      onExit: (listener) => void (run.exit = listener),
      end: () => void run.ended++,
      kill: () => {
        run.killed++;
        run.exit(null);
      },
    };
  };
  const supervisor = new ServerSupervisor({
    run: start,
    onStatus: (status) => statuses.push(status),
    onLine: () => undefined,
  });
  return { supervisor, started, statuses };
}

describe('the patrons’ server', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('is open when it says where', () => {
    const { supervisor, started, statuses } = runs();
    supervisor.start();
    started[0]?.say('something else');
    started[0]?.say('Full House is open at http://127.0.0.1:4680/');
    expect(statuses).toEqual([{ is: 'open', url: 'http://127.0.0.1:4680' }]);
  });

  test('is started again when it dies, with its last words as the problem', () => {
    const { supervisor, started, statuses } = runs();
    supervisor.start();
    started[0]?.say('Full House cannot open: port 4680 is in use. Set PORT to another one.');
    started[0]?.exit(1);
    expect(statuses).toEqual([
      { is: 'down', problem: 'Full House cannot open: port 4680 is in use. Set PORT to another one.' },
    ]);
    vi.advanceTimersByTime(250);
    expect(started).toHaveLength(2);
  });

  test('is started ever later when it keeps dying, but at once again after it ran well', () => {
    const { supervisor, started } = runs();
    supervisor.start();
    for (const [at, wait] of [250, 500, 1_000, 2_000, 5_000, 10_000, 10_000].entries()) {
      started[at]?.exit(1);
      vi.advanceTimersByTime(wait - 1);
      expect(started).toHaveLength(at + 1);
      vi.advanceTimersByTime(1);
      expect(started).toHaveLength(at + 2);
    }
    vi.advanceTimersByTime(60_000);
    started.at(-1)?.exit(1);
    vi.advanceTimersByTime(250);
    expect(started).toHaveLength(9);
  });

  test('that cannot be started at all says so', () => {
    const { supervisor, statuses } = runs(true);
    supervisor.start();
    expect(statuses).toEqual([{ is: 'down', problem: 'There is no Node. Set FULL_HOUSE_NODE.' }]);
  });

  test('is asked to end, waited for, and not started again', async () => {
    const { supervisor, started, statuses } = runs();
    supervisor.start();
    const stopped = supervisor.stop();
    expect(started[0]).toMatchObject({ ended: 1, killed: 0 });
    started[0]?.exit(0);
    await stopped;
    vi.advanceTimersByTime(60_000);
    expect(started).toHaveLength(1);
    expect(statuses).toEqual([]);
  });

  test('is ended when asking is not enough', async () => {
    const { supervisor, started } = runs();
    supervisor.start();
    const stopped = supervisor.stop();
    vi.advanceTimersByTime(6_000);
    await stopped;
    expect(started[0]).toMatchObject({ ended: 1, killed: 1 });
  });

  test('that is between two starts when the app ends is not started any more', async () => {
    const { supervisor, started } = runs();
    supervisor.start();
    started[0]?.exit(1);
    await supervisor.stop();
    vi.advanceTimersByTime(60_000);
    expect(started).toHaveLength(1);
  });
});
