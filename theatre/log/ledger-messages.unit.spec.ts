import { describe, expect, it } from 'vitest';
import type { LedgerEvent, Selection } from '../screening/events.ts';
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
});
