import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from '../screening/events.ts';
import { encodeEvent, isScreeningId, isViewerId, parseEvent } from './log.ts';
import { planOf } from '../log/testing/plan.ts';

const ledger = 'theatre.screening.friday.ledger';
const common = { version: 1, commandId: 'command-1', by: 'viewer-1' };

const events: readonly LedgerEvent[] = [
  {
    ...common,
    type: 'opened',
    screeningId: 'friday',
    title: 'Twelfth Night',
    startsAt: '2030-01-01T19:30:00+01:00',
    plan: planOf(3, 4),
    prices: { a: 2500 },
    currency: 'EUR',
  },
  {
    ...common,
    type: 'selection',
    viewerId: 'viewer-1',
    selectedSeatIds: ['C-A1'],
    seatId: 'C-A1',
    action: 'select',
    expiresAt: 1,
    startedAt: 0,
    checkedOut: false,
  },
  {
    ...common,
    type: 'booked',
    viewerId: 'viewer-1',
    order: 'AAAA-BBBB',
    bookedSeats: [{ seatId: 'C-A1', category: 'a', price: 2500 }],
    total: 2500,
    currency: 'EUR',
    payment: { status: 'paid', tenders: [{ kind: 'cash', amount: 2500 }] },
    customer: { name: 'Zoë', email: 'zoe@example.org' },
  },
  {
    ...common,
    type: 'booked',
    viewerId: 'viewer-1',
    order: 'AAAA-CCCC',
    bookedSeats: [{ seatId: 'C-A2', category: 'a', price: 2500 }],
    total: 2500,
    currency: 'EUR',
    payment: { status: 'due', tenders: [] },
    customer: { sealed: 'c2VhbGVk', key: 'Q3XxEb0_h-B5XALkDAHN7w' },
  },
  {
    ...common,
    type: 'paid',
    order: 'AAAA-BBBB',
    amount: 2500,
    currency: 'EUR',
    tenders: [{ kind: 'card', amount: 2500 }],
  },
  { ...common, type: 'collected', order: 'AAAA-BBBB' },
  {
    ...common,
    type: 'refunded',
    order: 'AAAA-BBBB',
    refundedSeats: [{ seatId: 'C-A1', category: 'a', price: 2500 }],
    amount: 2500,
    currency: 'EUR',
    tenders: [{ kind: 'card', amount: 2500 }],
    reason: 'ill',
  },
  {
    ...common,
    type: 'exchanged',
    order: 'AAAA-BBBB',
    from: [{ seatId: 'C-A1', category: 'a', price: 2500 }],
    to: [{ seatId: 'C-A2', category: 'a', price: 1800 }],
    difference: -700,
    currency: 'EUR',
    tenders: [{ kind: 'cash', amount: 700 }],
  },
  { ...common, type: 'withheld', seatIds: ['C-A2'], reason: 'broken' },
  { ...common, type: 'released', seatIds: ['C-A2'] },
  { ...common, type: 'suspended', reason: 'the log went backwards' },
  { ...common, type: 'resumed' },
  { ...common, type: 'closed' },
];

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('a message of the log', () => {
  it.each(events.map((event) => [event.type, event] as const))('%s comes back as it was written', (_, event) => {
    expect(parseEvent(ledger, encodeEvent(event))).toEqual({ event });
  });

  it('of presence and refusals comes back on its own subject and no other', () => {
    const joined = { type: 'joined', version: 1, viewerId: 'viewer-1', color: 'teal', instance: 'server-1' } as const;
    expect(parseEvent('theatre.screening.friday.presence', encodeEvent(joined))).toEqual({ event: joined });
    expect(parseEvent(ledger, encodeEvent(joined))).toHaveProperty('problem');
    const gone = { type: 'gone', version: 1, instance: 'server-1' } as const;
    expect(parseEvent('theatre.instances', encodeEvent(gone))).toEqual({ event: gone });
    expect(parseEvent('theatre.screening.friday.presence', encodeEvent(gone))).toHaveProperty('problem');
  });

  it('is told apart from what is not JSON, not text, not an event, or from a newer program', () => {
    const [opened] = events;
    const wrong: [string, Uint8Array][] = [
      [ledger, new Uint8Array()],
      [ledger, Uint8Array.of(0xff, 0xfe)],
      [ledger, bytes(null)],
      [ledger, bytes([])],
      [ledger, bytes('opened')],
      [ledger, bytes({ type: '__proto__' })],
      [ledger, bytes({ ...opened, version: 2 })],
      [ledger, bytes({ ...opened, plan: { sections: 'all' } })],
      [ledger, bytes({ ...opened, prices: { a: 25.5 } })],
      ['theatre.screening.saturday.ledger', bytes(opened)],
      ['theatre.till.1', bytes(opened)],
    ];
    for (const [subject, body] of wrong) {
      expect(parseEvent(subject, body)).toEqual({ problem: expect.stringMatching(/./) as string });
    }
  });

  it('reads ids as the subjects need them', () => {
    expect(['friday-1', 'a', 'x'.repeat(40)].every(isScreeningId)).toBe(true);
    expect(['', 'A', 'a.b', '*', '>', '../x', 'ü', 'x'.repeat(41), 'a b', 'a\n'].some(isScreeningId)).toBe(false);
    expect(['viewer_-9', 'ABCdef'].every(isViewerId)).toBe(true);
    expect(['', 'short', 'a.bcdef', 'x'.repeat(41), 'viewer 1', 'viewer\n'].some(isViewerId)).toBe(false);
  });

  it('is read quickly enough for a season', () => {
    const [, selection] = events;
    const body = selection ? encodeEvent(selection) : new Uint8Array();
    // Of this process alone: what others take of the machine meanwhile is no time of ours.
    const started = process.cpuUsage();
    for (let at = 0; at < 20_000; at++) parseEvent(ledger, body);
    const { user, system } = process.cpuUsage(started);
    // Some 5 µs each on a slow machine; 50 would be a mistake.
    expect((user + system) / 20_000).toBeLessThan(50);
  });
});
