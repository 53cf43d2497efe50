import { describe, expect, it } from 'vitest';
import type { LedgerEvent } from './events.ts';
import { fold } from './evolve.ts';
import { restoration } from './restore.ts';
import { initial } from './state.ts';
import { bookedEvent, openedEvent, selectionEvent } from './testing/given.ts';

const after = (...events: LedgerEvent[]) =>
  fold(
    initial,
    events.map((event, index) => ({ sequence: index + 1, at: index, event })),
  );

const opened = openedEvent();
const ann = bookedEvent('viewer-ann', ['C-A1'], { order: 'ANN0-0001' });
const bob = bookedEvent('viewer-bob', ['C-A2'], { order: 'BOB0-0002' });
const common = { version: 1, commandId: 'c', by: 'staff' } as const;
const withheld: LedgerEvent = { ...common, type: 'withheld', seatIds: ['L-A1'], reason: 'press' };
const released: LedgerEvent = { ...common, type: 'released', seatIds: ['L-A1'] };

describe('restoring a ledger from its copy', () => {
  it('adds nothing where nothing is missing', () => {
    const copy = [opened, ann, withheld];
    expect(restoration(after(...copy), copy)).toEqual({ events: [], conflicts: [] });
  });

  it('adds what the ledger lost, in order', () => {
    const copy = [opened, ann, withheld, released, bob];
    expect(restoration(after(opened, ann), copy).events).toEqual([withheld, released, bob]);
    expect(restoration(initial, copy).events).toEqual(copy);
  });

  it('takes a seat from whoever only chose it, and leaves one that was sold since to people', () => {
    const cat = bookedEvent('viewer-cat', ['C-A1', 'C-A3'], { order: 'CAT0-0003' });
    const now = after(opened, cat, selectionEvent('viewer-dan', ['C-A2']));
    expect(restoration(now, [opened, ann, bob])).toEqual({
      events: [bob],
      conflicts: [{ order: 'ANN0-0001', seatIds: ['C-A1'] }],
    });
  });
});
