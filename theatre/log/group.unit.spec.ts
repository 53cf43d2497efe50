import { describe, expect, test } from 'vitest';
import { openedEvent, policy, stateAfter, opened, T0 } from '../screening/testing/given.ts';
import { initial } from '../screening/state.ts';
import { BATCH_LIMIT } from './append.ts';
import { PendingCommand, type CommandInput } from './desk-command.ts';
import { decideGroup } from './group.ts';

const options = { policy, clock: () => T0, guard: 7 };
const waiting = (inputs: readonly CommandInput[]) =>
  inputs.map((input, at) => new PendingCommand({ ...input, id: `command-${at}` } as never, () => true));
const toggle = (viewerId: string, seatId: string) => ({ type: 'toggle', viewerId, seatId }) as const;
const ids = (list: readonly { readonly pending: PendingCommand }[]) => list.map(({ pending }) => pending.input.id);
/** Their clocks must not outlive the test. */
const done = (all: readonly PendingCommand[]) => all.forEach((pending) => pending.giveUp('busy'));

describe('a group of commands', () => {
  test('is decided in order, each on what the one before leaves', () => {
    const all = waiting([toggle('viewer-1', 'C-A1'), toggle('viewer-2', 'C-A1'), toggle('viewer-1', 'C-A2')]);
    const { events, resting, certain } = decideGroup(stateAfter(opened), all, options);
    expect(events).toMatchObject([{ selectedSeatIds: ['C-A1'] }, { selectedSeatIds: ['C-A1', 'C-A2'] }]);
    expect(ids(resting)).toEqual(['command-0', 'command-1', 'command-2']);
    expect(resting[1]?.result).toMatchObject({ rejected: 'seat-taken', seats: [{ holder: 'viewer-1' }] });
    expect(certain).toEqual([]);
    done(all);
  });

  test('answers at once what rests on the log alone, and not what rests on events that may not land', () => {
    const extend = { type: 'extend', viewerId: 'viewer-3', paying: false } as const;
    const all = waiting([extend, toggle('viewer-1', 'C-A1'), extend]);
    const { certain, resting } = decideGroup(stateAfter(opened), all, options);
    expect([ids(certain), ids(resting)]).toEqual([['command-0'], ['command-1', 'command-2']]);
    done(all);
  });

  test('is never more than one batch takes, schedules included', () => {
    const all = waiting(Array.from({ length: BATCH_LIMIT }, (_, at) => toggle('viewer-1', at % 2 ? 'C-A1' : 'C-A2')));
    const { events, rest } = decideGroup(stateAfter(opened), all, options);
    expect(events).toHaveLength(BATCH_LIMIT / 2);
    expect(rest[0]).toBe(all[BATCH_LIMIT / 2]);
    expect(rest).toHaveLength(BATCH_LIMIT / 2);
    done(all);
  });

  test('a command that cannot be decided fails alone', async () => {
    const { screeningId, title, startsAt, plan, prices, currency } = openedEvent();
    const actor = { id: 'staff', role: 'manager' } as const;
    const open = { type: 'open', actor, screeningId, title, startsAt, plan, prices, currency } as const;
    const all = waiting([{ ...open, prices: {} }, open]);
    const { events } = decideGroup(initial, all, options);
    expect(events).toMatchObject([{ type: 'opened', commandId: 'command-1' }]);
    await expect(all[0]?.outcome).rejects.toThrow(/no price/);
    done(all);
  });
});
