import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { append } from './append.ts';
import type { Log } from './connection.ts';
import { startEmbeddedLog } from './embedded.ts';
import { follow, followCounters, type Follower } from './follow.ts';
import { STREAM, ledgerOf, presenceOf } from './subjects.ts';
import { boxOffice, openScreening } from './testing/box-office.ts';
import { testLog, type TestLog } from './testing/test-log.ts';

let theatre: TestLog;
let log: Log;
let followers: Follower[];

beforeEach(async () => {
  theatre = await testLog();
  log = await theatre.connect();
  followers = [];
});

afterEach(async () => {
  await Promise.all(followers.map((follower) => follower.stop()));
  await theatre.dispose();
});

function joined(viewerId: string): Uint8Array {
  const event = { type: 'joined', version: 1, viewerId, color: 'teal', instance: 'server-1' };
  return new TextEncoder().encode(JSON.stringify(event));
}

/** Appends `count` messages, trying again until each is acknowledged; answers their sequences. */
async function say(count: number, from = 0): Promise<number[]> {
  const sequences: number[] = [];
  while (sequences.length < count) {
    const body = joined(`viewer-${from + sequences.length}`);
    const result = await append(log, [{ subject: presenceOf('a'), body }]);
    if (result.kind === 'appended') sequences.push(...result.sequences);
    else await sleep(20);
  }
  return sequences;
}

describe('a follower', () => {
  it('asks another reader where its own lives but does not come to the end, as on a node that is behind', async () => {
    await say(3);
    const { consumers } = log.manager;
    const add = consumers.add.bind(consumers);
    let readers = 0;
    consumers.add = (stream, config) => {
      const blind = readers++ === 0 ? { ...config, filter_subjects: [presenceOf('elsewhere')] } : config;
      return add(stream, blind);
    };
    const told: number[] = [];
    const follower = follow(log, {
      subjects: [presenceOf('a')],
      from: 1,
      onMessage: ({ sequence }) => told.push(sequence),
    });
    followers.push(follower);
    await follower.caughtUp;
    expect(told).toEqual([1, 2, 3]);
    expect(readers).toBeGreaterThan(1);
  });

  it('whose listener throws stands still there, and says so; whoever reads by the same connection hears all', async () => {
    const cut: boolean[] = [];
    const unlisten = log.onStatus((connected) => cut.push(connected));
    const [told, others, problems]: [number[], number[], string[]] = [[], [], []];
    const options = { subjects: [presenceOf('a')], from: 1 };
    const broken = follow(log, {
      ...options,
      onMessage: ({ sequence }) => {
        if (sequence === 2) throw new Error('cannot be divided');
        told.push(sequence);
      },
      onBehind: (problem) => problem !== undefined && problems.push(problem),
    });
    const sound = follow(log, { ...options, onMessage: ({ sequence }) => others.push(sequence) });
    followers.push(broken, sound);
    await say(4);
    await expect.poll(() => others).toEqual([1, 2, 3, 4]);
    await broken.caughtUp;
    expect([told, broken.fresh, broken.sequence, broken.lag > 0]).toEqual([[1], false, 1, true]);
    expect(problems).toEqual([
      expect.stringContaining('message 2 on theatre.screening.a.presence met a fault: cannot be divided'),
    ]);
    expect(cut).toEqual([]);
    unlisten();

    // The next start, mended.
    const mended = follow(log, {
      ...options,
      from: broken.sequence + 1,
      onMessage: ({ sequence }) => told.push(sequence),
    });
    followers.push(mended);
    await mended.caughtUp;
    expect(told).toEqual([1, 2, 3, 4]);
  });

  it('tells all from its place on, in order, and then what comes', async () => {
    const [, second = 0] = await say(5);
    const told: number[] = [];
    const follower = follow(log, {
      subjects: [presenceOf('a')],
      from: second,
      onMessage: ({ sequence }) => told.push(sequence),
    });
    followers.push(follower);
    await follower.caughtUp;
    expect(told).toEqual([2, 3, 4, 5]);
    await say(3, 5);
    await expect.poll(() => told).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(follower.lag).toBe(0);
  });

  it('is caught up at once where there is nothing', async () => {
    const follower = follow(log, { subjects: [ledgerOf('nothing')], from: 1, onMessage: () => undefined });
    followers.push(follower);
    await follower.caughtUp;
  });

  it('passes over what does not parse, counts it, and tells the rest', async () => {
    const bad = [
      'not JSON',
      '',
      '{}',
      'null',
      '{"type":"constructor"}',
      '{"type":"joined","version":1}',
      '{"type":"joined","version":2,"viewerId":"viewer-1","color":"teal","instance":"x"}',
      '{"type":"selection","version":1}',
    ];
    await say(1);
    for (const text of bad) await append(log, [{ subject: presenceOf('a'), body: new TextEncoder().encode(text) }]);
    await append(log, [{ subject: presenceOf('a'), body: Uint8Array.of(0xff, 0xfe, 0) }]);
    await say(1, 1);
    const before = followCounters.skipped;
    const told: number[] = [];
    const problems: string[] = [];
    const follower = follow(log, {
      subjects: ['theatre.screening.>'],
      from: 1,
      onMessage: ({ sequence }) => told.push(sequence),
      onSkipped: ({ problem }) => problems.push(problem),
    });
    followers.push(follower);
    await follower.caughtUp;
    expect(told).toEqual([1, bad.length + 3]);
    expect(problems).toHaveLength(bad.length + 1);
    expect(problems).toContainEqual(expect.stringContaining('newer than'));
    expect(followCounters.skipped - before).toBe(bad.length + 1);
  });

  it('goes on exactly after its last message when nats-server is killed, again and again', async () => {
    const told: number[] = [];
    let behind = 0;
    const follower = follow(log, {
      subjects: [presenceOf('a')],
      from: 1,
      onMessage: ({ sequence }) => told.push(sequence),
      onBehind: () => behind++,
    });
    followers.push(follower);
    const said: number[] = [];
    for (let kill = 0; kill < 3; kill++) {
      said.push(...(await say(100, kill * 100)));
      process.kill(theatre.embedded.pid, 'SIGKILL');
    }
    said.push(...(await say(100, 300)));
    await expect.poll(() => told.at(-1)).toBe(said.at(-1));
    // An append whose answer was lost may be in it beside those that were acknowledged.
    expect(said.filter((sequence) => !told.includes(sequence))).toEqual([]);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(behind).toBeGreaterThanOrEqual(3);
  });

  it('makes its reader anew when the server has lost it', async () => {
    const told: number[] = [];
    const follower = follow(log, {
      subjects: [presenceOf('a')],
      from: 1,
      onMessage: ({ sequence }) => told.push(sequence),
    });
    followers.push(follower);
    await follower.caughtUp;
    await say(1);
    for await (const { name } of log.manager.consumers.list(STREAM)) await log.manager.consumers.delete(STREAM, name);
    await say(2, 1);
    await expect.poll(() => told).toEqual([1, 2, 3]);
  });

  it('leaves no reader behind on the server when it stops', async () => {
    const follower = follow(log, { subjects: [presenceOf('a')], from: 1, onMessage: () => undefined });
    await follower.caughtUp;
    await follower.stop();
    const { state } = await log.manager.streams.info(STREAM);
    expect(state.consumer_count).toBe(0);
  });

  it('does not go on in a log that went backwards, nor in another one: it says so', async () => {
    const copy = path.join(theatre.folder, 'copy');
    const store = path.join(theatre.folder, 'store');
    await say(5);
    const office = boxOffice(log);
    await openScreening(office.desk, 'b');
    // An older state of the folder, as from a backup.
    await theatre.embedded.stop();
    await cp(store, copy, { recursive: true });
    let embedded = await startEmbeddedLog({ folder: theatre.folder });
    const told: number[] = [];
    const problems: (string | undefined)[] = [];
    try {
      await expect.poll(() => log.connected).toBe(true);
      const live = await office.screenings.open('b');
      followers.push(
        follow(log, {
          subjects: [presenceOf('a')],
          from: 1,
          onMessage: ({ sequence }) => told.push(sequence),
          onBehind: (problem) => problems.push(problem),
        }),
      );
      await followers[0]?.caughtUp;
      await say(5, 5);
      await expect.poll(() => told.length).toBe(10);
      await office.desk.submit('b', { type: 'toggle', viewerId: 'viewer-1', seatId: 'C-A1' });
      await embedded.stop();
      await rm(store, { recursive: true });
      await cp(copy, store, { recursive: true });
      embedded = await startEmbeddedLog({ folder: theatre.folder });
      await expect.poll(() => problems.at(-1)).toContain('went backwards');
      await expect.poll(() => live?.problem).toContain('went backwards');
      expect(live?.fresh).toBe(false);
      await expect.poll(() => log.replaced).toBe(true);
      // Grown past where we were: it is still another log.
      await say(20, 50);
      await expect.poll(() => problems.at(-1)).toContain('another one');
      expect(told).toHaveLength(10);
      const outcome = await office.desk.submit('b', { type: 'toggle', viewerId: 'viewer-2', seatId: 'C-A2' });
      expect(outcome).toMatchObject({ unsettled: true, why: 'unreachable' });
    } finally {
      await office.close();
      await embedded.stop();
    }
  });
});
