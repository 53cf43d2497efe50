import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Hubs, shownBy } from './hubs.ts';
import { FakeScreening } from './testing/fake-screening.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function theatre() {
  const source = new FakeScreening();
  const asked: string[] = [];
  const log = { reachable: true };
  const hubs = new Hubs({
    screenings: {
      open: async (id) => {
        asked.push(id);
        await Promise.resolve();
        if (!log.reachable) throw new Error('the log is out of reach');
        return id === 'gala' ? source : undefined;
      },
    },
    attendance: source,
    lingerMs: 1000,
  });
  return { source, asked, log, hubs };
}

test('who asks at the same time shares one hub, and one reader of the log', async () => {
  const { hubs, asked, source } = theatre();
  const [one, other] = await Promise.all([hubs.of('gala'), hubs.of('gala')]);
  expect(one).toBe(other);
  expect(await hubs.of('gala')).toBe(one);
  expect([asked, source.retained, hubs.counters.channels]).toEqual([['gala'], 1, 1]);
});

test('what is not there, or could not be asked for, is asked for again', async () => {
  const { hubs, asked, log } = theatre();
  expect(await hubs.of('nothing')).toBeUndefined();
  expect(await hubs.snapshot('nothing')).toBeUndefined();
  log.reachable = false;
  await expect(hubs.of('gala')).rejects.toThrow('out of reach');
  log.reachable = true;
  expect(await hubs.snapshot('gala')).toMatchObject({ sequence: 1 });
  expect(asked).toEqual(['nothing', 'nothing', 'gala', 'gala']);
});

test('a hub that nobody needs lets go of the log, and is made anew when somebody does', async () => {
  const { hubs, source } = theatre();
  const first = await hubs.of('gala');
  await vi.advanceTimersByTimeAsync(1000);
  expect([source.retained, source.listeners, hubs.counters.channels]).toEqual([0, 0, 0]);
  expect(await hubs.of('gala')).not.toBe(first);
  await hubs.close();
  expect([source.retained, source.listeners, hubs.counters.channels]).toEqual([0, 0, 0]);
  await hubs.close();
  expect([hubs.counters.channels, vi.getTimerCount()]).toEqual([0, 0]);
});

test.each([
  ['7', '5', 7],
  [undefined, '5', 5],
  ['', '5', 5],
  ['garbage', '5', undefined],
  [undefined, ['5', '6'], undefined],
  [undefined, '1e3', undefined],
  [undefined, '-1', undefined],
  [undefined, undefined, undefined],
  ['9007199254740993', undefined, undefined],
])('Last-Event-ID %j and from %j say that the screen shows %j', (header, from, expected) => {
  const headers = header === undefined ? {} : { 'last-event-id': header };
  expect(shownBy({ headers, query: from === undefined ? {} : { from } })).toBe(expected);
});
