import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sinceMajority, watchQuorum, type QuorumWatch } from './quorum.ts';

let leader: boolean;
let sinceMs: number;
let told: string[];
let watch: QuorumWatch;

beforeEach(() => {
  vi.useFakeTimers();
  leader = true;
  sinceMs = 0;
  told = [];
  watch = watchQuorum({
    ask: () => (leader ? Promise.resolve(sinceMs) : Promise.reject(new Error('nobody'))),
    onChange: (answering) => told.push(answering ? 'answers' : 'silent'),
    onLost: () => told.push('lost'),
  });
});

afterEach(() => {
  watch.stop();
  vi.useRealTimers();
});

describe('the watch over a cluster’s leader', () => {
  it('says nothing while one answers, nor of a silence that is short', async () => {
    await vi.advanceTimersByTimeAsync(20_000);
    leader = false;
    await vi.advanceTimersByTimeAsync(2000);
    leader = true;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(told).toEqual([]);
  });

  it('says within three seconds that none does, and at once that one does again', async () => {
    leader = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(told).toEqual(['silent']);
    leader = true;
    watch.moved();
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['silent', 'answers']);
  });

  it('says again and again that other nodes may know more, but leaves a new one its time', async () => {
    leader = false;
    await vi.advanceTimersByTimeAsync(5500);
    expect(told).toEqual(['silent', 'lost', 'lost']);
    watch.moved();
    await vi.advanceTimersByTimeAsync(1500);
    expect(told).toEqual(['silent', 'lost', 'lost']);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual(['silent', 'lost', 'lost', 'lost']);
  });

  it('does not believe a leader that has not heard of a majority', async () => {
    for (; sinceMs < 3000; sinceMs += 250) await vi.advanceTimersByTimeAsync(250);
    expect(told).toEqual(['silent']);
    sinceMs = 100;
    await vi.advanceTimersByTimeAsync(250);
    expect(told).toEqual(['silent', 'answers']);
  });

  it('takes a machine that slept for no silence of the cluster', async () => {
    await vi.advanceTimersByTimeAsync(500);
    vi.setSystemTime(Date.now() + 60_000);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual([]);
  });

  it('believes no answer that the node before was asked for', async () => {
    watch.stop();
    const answers: ((sinceMs: number) => void)[] = [];
    watch = watchQuorum({
      ask: () => new Promise<number>((resolve) => answers.push(resolve)),
      onChange: (answering) => told.push(answering ? 'answers' : 'silent'),
      onLost: () => told.push('lost'),
    });
    await vi.advanceTimersByTimeAsync(3500);
    watch.moved();
    expect(told).toEqual(['silent', 'lost']);
    const [before, ...since] = answers;
    before?.(0);
    await vi.advanceTimersByTimeAsync(500);
    expect(told).toEqual(['silent', 'lost']);
    for (const answer of since.concat(answers)) answer(0);
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['silent', 'lost', 'answers']);
  });
});

it.each([
  [[], 0],
  [[900, 40], 40],
  [[8000, 20], 20],
  [[8000, 7000], 7000],
  [[10, 9000, 300, 8000], 300],
])('a leader of copies that were silent for %j ms has had its majority %d ms ago', (active, since) => {
  expect(sinceMajority(active)).toBe(since);
});
