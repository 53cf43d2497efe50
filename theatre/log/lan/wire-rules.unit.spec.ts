import { describe, expect, it } from 'vitest';
import { mayPublish, nothingHeard } from './wire-rules.ts';

const member = { id: 'web1', name: 'web1', role: 'patron-server', publicKey: 'UWEB', since: 0 } as const;
const ledger = 'theatre.screening.s1.ledger';
const other = 'theatre.screening.s2.ledger';
const mail = 'theatre.mail.AAAA-BBBB';
const GUARD = { 'Nats-Expected-Last-Subject-Sequence': '7' };
const COMMIT = { 'Nats-Batch-Commit': '1' };
const of = (id: string, place: string) => ({ 'Nats-Batch-Id': id, 'Nats-Batch-Sequence': place });
const END = { 'Nats-Schedule': '@at 2030-01-01T20:00:00Z', 'Nats-Schedule-Target': ledger };

/** What is let through of a member's messages, said one after another. */
function heard(...messages: readonly (readonly [subject: string, headers: Record<string, string>, body?: unknown])[]) {
  const before = nothingHeard();
  return messages.map(([subject, headers, body = {}]) => {
    const bytes = Buffer.from(JSON.stringify(body));
    const said = { is: 'publish', subject, reply: undefined, headers: new Map(Object.entries(headers)), body: bytes };
    return mayPublish(member, said as Parameters<typeof mayPublish>[1], before);
  });
}

describe('what a member writes to a ledger', () => {
  it('is guarded, alone or by the first message of its batch', () => {
    expect(heard([ledger, GUARD], [ledger, {}], [ledger, { ...GUARD, 'Nats-Batch-Sequence': '2' }])).toEqual([
      true,
      false,
      false,
    ]);
    const expire = { type: 'selection', action: 'expire', selectedSeatIds: [] };
    expect(
      heard(
        [ledger, { ...of('a', '1'), ...GUARD }],
        [ledger, of('a', '2')],
        ['theatre.expiry.s1.v', { ...of('a', '3'), ...END, ...COMMIT }, expire],
        [ledger, of('a', '4')],
      ),
    ).toEqual([true, true, true, false]);
    expect(heard([ledger, of('a', '1')], [ledger, of('a', '2')])).toEqual([false, false]);
  });

  it('does not hide behind a batch that began elsewhere, or under the name of one that was guarded', () => {
    expect(heard([mail, of('a', '1')], [ledger, { ...of('a', '2'), ...COMMIT }])).toEqual([true, false]);
    expect(heard([other, { ...of('a', '1'), ...GUARD }], [ledger, of('a', '2')])).toEqual([true, false]);
    const begun = [ledger, { ...of('a', '1'), ...GUARD }] as const;
    expect(heard(begun, [mail, of('a', '1')], [ledger, of('a', '2')])).toEqual([true, true, false]);
    const end = { type: 'lapsed' };
    const scheduled = ['theatre.expiry.s1.order-A', { ...of('a', '1'), ...END }, end] as const;
    expect(heard(begun, scheduled, [ledger, of('a', '2')])).toEqual([true, true, false]);
    for (const place of ['01', '+1', '1 ', '', '0', '1e0'])
      expect(heard([mail, of('a', place)], [mail, { 'Nats-Batch-Id': 'a' }])).toEqual([false, false]);
  });
});

it('an end of a hold that is scheduled has no seats', () => {
  const said = (body: object) => heard(['theatre.expiry.s1.v', END, body])[0];
  const end = { type: 'selection', action: 'expire', selectedSeatIds: [] };
  expect(said(end)).toBe(true);
  for (const change of [{ selectedSeatIds: ['A1'] }, { selectedSeatIds: undefined }, { action: 'select' }])
    expect(said({ ...end, ...change })).toBe(false);
});

it('what a member says is about one thing, never about all of a kind', () => {
  const subjects = [
    'theatre.mail.*',
    'theatre.mail.>',
    'theatre.screening.*.presence',
    'theatre.mail.',
    '>',
    'customer-key.>',
  ];
  expect(heard(...subjects.map((subject) => [subject, {}] as const))).toEqual(subjects.map(() => false));
  expect(heard(['theatre.screening.*.ledger', GUARD], [mail, {}])).toEqual([false, true]);
});
