import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MailQueue } from './queue.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Mails that are on their way until they are let go. */
function queue(server: { trouble: undefined; pausedUntil: number } = { trouble: undefined, pausedUntil: 0 }) {
  const letGo = new Map<string, () => void>();
  const mails = new MailQueue({
    patience: { atOnce: 3, mostAtOnce: 6, slowMs: 1000 },
    server,
    send: ({ id }) => new Promise<void>((resolve) => letGo.set(id, resolve)).then(() => void letGo.delete(id)),
    isDue: () => false,
    onFailed: () => undefined,
  });
  return {
    mails,
    add: (...ids: string[]) => ids.forEach((id) => mails.add(id, Date.now(), Date.now())),
    onTheirWay: () => [...letGo.keys()],
    arrive: async (id: string) => {
      letGo.get(id)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

const bulk = (count: number) => Array.from({ length: count }, (_, index) => `A-${index}_cancelled-x`);

test('mails to a whole house leave room, and wait for the others', async () => {
  const { add, onTheirWay, arrive } = queue();
  add(...bulk(9));
  expect(onTheirWay()).toEqual(['A-0_cancelled-x', 'A-1_cancelled-x']);
  add('B-1', 'B-2');
  expect(onTheirWay()).toEqual(['A-0_cancelled-x', 'A-1_cancelled-x', 'B-1']);
  await arrive('A-0_cancelled-x');
  expect(onTheirWay()).toEqual(['A-1_cancelled-x', 'B-1', 'B-2']);
});

test('those that are slow make room, up to a most, of which a whole house takes half', async () => {
  const { add, onTheirWay } = queue();
  add(...bulk(9));
  await vi.advanceTimersByTimeAsync(5000);
  expect(onTheirWay()).toHaveLength(3);
  add('B-1', 'B-2', 'B-3', 'B-4');
  await vi.advanceTimersByTimeAsync(5000);
  expect(onTheirWay()).toHaveLength(6);
  expect(onTheirWay().filter((id) => id.startsWith('B'))).toEqual(['B-1', 'B-2', 'B-3']);
});

test('what is away is forgotten, and once is enough', async () => {
  const { add, arrive, mails, onTheirWay } = queue();
  add('B-1', 'B-1');
  expect(mails.size).toBe(1);
  mails.forget('B-1');
  expect(mails.size).toBe(1);
  await arrive('B-1');
  expect([mails.size, onTheirWay()]).toEqual([0, []]);
});
