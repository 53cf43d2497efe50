import { describe, expect, it } from 'vitest';
import type { Booked, LedgerEvent, Selection } from '../screening/events.ts';
import { ledgerMessages } from './ledger-messages.ts';

const selection = (viewerId: string, seats: readonly string[], commandId: string): Selection => ({
  type: 'selection',
  version: 1,
  commandId,
  by: viewerId,
  viewerId,
  selectedSeatIds: seats,
  ...(seats[0] === undefined ? {} : { seatId: seats[0] }),
  action: seats.length > 0 ? 'select' : 'deselect',
  expiresAt: Date.UTC(2030, 0, 1, 19, 30, 0, 7),
  startedAt: 1,
  checkedOut: false,
});

const booked = (viewerId: string): LedgerEvent => ({
  type: 'booked',
  version: 1,
  commandId: 'book',
  by: viewerId,
  viewerId,
  order: 'AAAA-BBBB',
  bookedSeats: [],
  total: 0,
  currency: 'EUR',
  payment: { status: 'due', tenders: [] },
  customer: { name: 'A' },
});

const decode = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));

describe('the messages of a group', () => {
  it('are one for each event, the first guarded, and then one scheduled end for each viewer who holds seats', () => {
    const messages = ledgerMessages('friday', 41, [
      selection('viewer-1', ['C-A1'], 'one'),
      selection('viewer-2', ['C-A2'], 'two'),
      selection('viewer-1', ['C-A1', 'C-A3'], 'three'),
    ]);
    expect(messages.map(({ subject, guard }) => [subject, guard])).toEqual([
      ['theatre.screening.friday.ledger', 41],
      ['theatre.screening.friday.ledger', undefined],
      ['theatre.screening.friday.ledger', undefined],
      ['theatre.expiry.friday.viewer-2', undefined],
      ['theatre.expiry.friday.viewer-1', undefined],
    ]);
    expect(messages[4]?.headers).toEqual({
      'Nats-Schedule': '@at 2030-01-01T19:30:00.007Z',
      'Nats-Schedule-Target': 'theatre.screening.friday.ledger',
    });
    expect(decode(messages[4]?.body ?? new Uint8Array())).toEqual({
      type: 'selection',
      version: 1,
      commandId: 'three/expire',
      by: 'log',
      viewerId: 'viewer-1',
      selectedSeatIds: [],
      action: 'expire',
      expiresAt: Date.UTC(2030, 0, 1, 19, 30, 0, 7),
      startedAt: 1,
      checkedOut: false,
    });
  });

  it('take back the end of a hold that is booked or given back, and of no other', () => {
    const messages = ledgerMessages('friday', 0, [
      selection('viewer-1', ['C-A1'], 'one'),
      booked('viewer-1'),
      selection('viewer-2', [], 'two'),
      { type: 'closed', version: 1, commandId: 'close', by: 'staff' },
    ]);
    const purge = (viewer: string) => ({
      'Nats-Scheduler': `theatre.expiry.friday.${viewer}`,
      'Nats-Schedule-Next': 'purge',
    });
    expect(messages.map(({ headers }) => headers)).toEqual([
      undefined,
      purge('viewer-1'),
      purge('viewer-2'),
      undefined,
    ]);
  });

  const sale = { version: 1, by: 'staff', order: 'AAAA-BBBB' };
  const kept: LedgerEvent = { ...(booked('viewer-1') as Booked), collectBy: Date.UTC(2030, 0, 1, 18, 30) };
  const paid: LedgerEvent = { ...sale, type: 'paid', commandId: 'pay', amount: 0, currency: 'EUR', tenders: [] };
  const order = 'theatre.expiry.friday.order-AAAA-BBBB';

  it('schedule the end of what is kept for collection, and take it back when it is paid', () => {
    const messages = ledgerMessages('friday', 0, [kept]);
    expect(messages[0]?.headers).toEqual({
      'Nats-Scheduler': 'theatre.expiry.friday.viewer-1',
      'Nats-Schedule-Next': 'purge',
    });
    expect(messages[1]).toMatchObject({ subject: order, headers: { 'Nats-Schedule': '@at 2030-01-01T18:30:00.000Z' } });
    expect(decode(messages[1]?.body ?? new Uint8Array())).toEqual({
      type: 'lapsed',
      version: 1,
      commandId: 'book/lapse',
      by: 'log',
      order: 'AAAA-BBBB',
      collectBy: Date.UTC(2030, 0, 1, 18, 30),
    });
    expect(ledgerMessages('friday', 0, [paid])[0]?.headers).toEqual({
      'Nats-Scheduler': order,
      'Nats-Schedule-Next': 'purge',
    });
  });

  it('touch a schedule once: kept and paid in one group, it never ends', () => {
    const messages = ledgerMessages('friday', 0, [kept, paid]);
    expect(messages.map(({ subject }) => subject)).toEqual([
      'theatre.screening.friday.ledger',
      'theatre.screening.friday.ledger',
    ]);
    expect(messages[1]?.headers).toMatchObject({ 'Nats-Scheduler': order });
  });

  it('schedule the release of withheld seats, under a subject whatever the command is called', () => {
    const releaseAt = Date.UTC(2030, 0, 1, 19);
    const common = { version: 1, commandId: 'a.b *', by: 'staff', reason: 'press' };
    const [, schedule, ...rest] = ledgerMessages('friday', 0, [
      { ...common, type: 'withheld', seatIds: ['C-A1'], kind: 'house', releaseAt },
    ]);
    expect(rest).toEqual([]);
    expect(schedule?.subject).toBe('theatre.expiry.friday.seats-a=2eb=20=2a');
    expect(decode(schedule?.body ?? new Uint8Array())).toEqual({
      type: 'released',
      version: 1,
      commandId: 'a.b */release',
      by: 'log',
      seatIds: ['C-A1'],
      withheldBy: 'a.b *',
    });
    expect(ledgerMessages('friday', 0, [{ ...common, type: 'withheld', seatIds: ['C-A1'] }])).toHaveLength(1);
  });
});
