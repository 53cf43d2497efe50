import { expect, test } from 'vitest';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { jsonFormat, refreshFormat, screeningJson } from './json-format.ts';
import { statsFormat, statsHtmlFormat, statsJson } from './stats-format.ts';
import { FakeScreening } from './testing/fake-screening.ts';

function snapshots() {
  const screening = new FakeScreening();
  const now = (): Snapshot => {
    const { sequence, state, presence, feed } = screening;
    return { sequence, state, presence, feed };
  };
  return { screening, now };
}

test('the document has every seat of the plan with its status, and no word of who has it', async () => {
  const { screening, now } = snapshots();
  await screening.join('test', 'someone');
  screening.toggle('someone', 'C-A1');
  screening.do({
    type: 'withhold',
    kind: 'kill',
    actor: { id: 'staff', role: 'manager' },
    seatIds: ['L-A1'],
    reason: 'press',
  });
  const json = screeningJson(now());
  expect(json).toEqual({
    id: 'test',
    title: 'Test',
    startsAt: '2026-01-01T19:30:00Z',
    phase: 'open',
    suspended: false,
    sequence: screening.sequence,
    seats: {
      'L-A1': { status: 'withheld' },
      'L-A2': { status: 'available' },
      'C-A1': { status: 'held' },
      'C-A2': { status: 'available' },
      'C-A3': { status: 'available' },
      'C-A4': { status: 'available' },
      'C-B1': { status: 'available' },
      'C-B3': { status: 'available' },
      'C-B4': { status: 'available' },
    },
    viewers: 1,
  });
  expect(JSON.stringify(json)).not.toContain('someone');
});

test('a stream begins with the whole and goes on with what changed alone', async () => {
  const { screening, now } = snapshots();
  const first = now();
  expect(JSON.parse(jsonFormat.whole(first))).toEqual({ whole: true, ...screeningJson(first) });
  screening.toggle('ann', 'C-A1');
  const second = now();
  expect(JSON.parse(jsonFormat.patch(first, second))).toEqual({ sequence: 2, seats: { 'C-A1': { status: 'held' } } });
  await screening.join('test', 'ann');
  expect(JSON.parse(jsonFormat.patch(second, now()))).toEqual({ sequence: 3, viewers: 1 });
  screening.do({ type: 'suspend', actor: { id: 'staff', role: 'manager' }, reason: 'why' });
  screening.do({ type: 'close', actor: { id: 'staff', role: 'manager' } });
  expect(JSON.parse(jsonFormat.patch(second, now()))).toEqual({
    sequence: 5,
    viewers: 1,
    phase: 'closed',
    suspended: true,
  });
});

test('nothing is told where a program would see no difference', () => {
  const { screening, now } = snapshots();
  screening.toggle('ann', 'C-A1');
  const first = now();
  screening.toggle('ann', 'C-A1');
  screening.toggle('bob', 'C-A1');
  expect(jsonFormat.patch(first, now())).toBe('');
  expect(refreshFormat.patch(first, now())).toBe('');
});

test('whoever wants to be told to refresh is told the sequence alone', () => {
  const { screening, now } = snapshots();
  const first = now();
  screening.toggle('ann', 'C-A1');
  expect(refreshFormat.whole(first)).toBe('1');
  expect(refreshFormat.patch(first, now())).toBe('2');
});

test('the numbers: seats by status, holds, viewers; told when one of them changes', async () => {
  const { screening, now } = snapshots();
  screening.toggle('ann', 'C-A1');
  screening.toggle('ann', 'C-A2');
  screening.toggle('bob', 'C-A3');
  screening.do({
    type: 'withhold',
    kind: 'kill',
    actor: { id: 'staff', role: 'manager' },
    seatIds: ['L-A1'],
    reason: 'press',
  });
  const payment = { status: 'due', tenders: [] } as const;
  screening.do({ type: 'book', viewerId: 'bob', order: 'B', customer: { name: 'Bob' }, payment });
  await screening.join('test', 'ann');
  const first = now();
  const numbers = { capacity: 9, available: 5, held: 2, booked: 1, withheld: 1, holds: 1, viewers: 1 };
  expect(statsJson(first)).toMatchObject(numbers);
  expect(JSON.parse(statsFormat.whole(first))).toEqual(statsJson(first));
  screening.toggle('ann', 'C-A1');
  screening.toggle('ann', 'C-A1');
  expect(statsFormat.patch(first, now())).toBe('');
  const html = statsHtmlFormat(({ available }) => `<b>${available}</b>`);
  expect(html.patch(first, now())).toBe('');
  screening.toggle('ann', 'C-A1');
  expect(JSON.parse(statsFormat.patch(first, now()))).toEqual(statsJson(now()));
  expect(html.patch(first, now())).toBe('<b>6</b>');
});
