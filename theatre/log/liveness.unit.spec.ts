import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchLiveness } from './liveness.ts';

let alive: boolean;
let arrived: number;
let deaths: number;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  alive = true;
  arrived = 0;
  deaths = 0;
  stop = watchLiveness({
    arrived: () => arrived,
    ask: () => (alive ? Promise.resolve() : new Promise(() => undefined)),
    onDead: () => deaths++,
  });
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

describe('the watch over a connection', () => {
  it('says nothing while it is answered', async () => {
    await vi.advanceTimersByTimeAsync(60_000);
    expect(deaths).toBe(0);
  });

  it('says within 2.1 seconds that the other side is dead, and again as long as it is', async () => {
    await vi.advanceTimersByTimeAsync(710);
    alive = false;
    await vi.advanceTimersByTimeAsync(2100);
    expect(deaths).toBe(1);
    await vi.advanceTimersByTimeAsync(2100);
    expect(deaths).toBe(2);
  });

  it('takes what arrives for a sign of life, however long an answer is away', async () => {
    alive = false;
    for (let at = 0; at < 30; at++) {
      arrived += 1000;
      await vi.advanceTimersByTimeAsync(700);
    }
    expect(deaths).toBe(0);
    await vi.advanceTimersByTimeAsync(2100);
    expect(deaths).toBe(1);
  });
});
