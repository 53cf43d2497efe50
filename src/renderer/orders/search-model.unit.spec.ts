import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { FoundOrders, OrderLine } from '../../../theatre/contract/ipc-orders.ts';
import type { Answer } from '../../../theatre/contract/ipc.ts';
import { PAUSE_MS, Search, type SearchState } from './search-model.ts';

const line = (reference: string): OrderLine => ({
  reference,
  screeningId: 'hamlet',
  title: 'Hamlet',
  startsAt: '2030-01-01T19:30:00Z',
  name: 'Ada',
  email: null,
  total: 0,
  currency: 'EUR',
  status: 'paid',
  seatIds: [],
});
const found = (...references: string[]): Answer<FoundOrders> => ({
  done: true,
  value: { orders: references.map(line), asOf: null },
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A search whose questions wait to be answered. */
function searching() {
  const asked: { q: string; screeningId: string | undefined; answer: (answer: Answer<FoundOrders>) => void }[] = [];
  const states: SearchState[] = [];
  const search = new Search({
    find: (q, screeningId) => new Promise((answer) => asked.push({ q, screeningId, answer })),
    onState: (state) => states.push(state),
  });
  return { search, asked, state: () => states.at(-1) };
}

describe('a search', () => {
  test('asks once, when the typing pauses', () => {
    const { search, asked } = searching();
    for (const text of ['l', 'lo', 'lov']) search.ask(text);
    vi.advanceTimersByTime(PAUSE_MS - 1);
    expect(asked).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(asked.map(({ q }) => q)).toEqual(['lov']);
  });

  test('shows the answer to the last question, whichever comes last', async () => {
    const { search, asked, state } = searching();
    search.ask('ada');
    vi.advanceTimersByTime(PAUSE_MS);
    search.ask('ada l');
    vi.advanceTimersByTime(PAUSE_MS);
    asked[1]?.answer(found('TWO0-TWO0'));
    await vi.advanceTimersByTimeAsync(0);
    asked[0]?.answer(found('ONE0-ONE0'));
    await vi.advanceTimersByTimeAsync(0);
    expect(state()?.orders.map(({ reference }) => reference)).toEqual(['TWO0-TWO0']);
  });

  test('asks again when only the screening changes, and shows nothing for an empty field', async () => {
    const { search, asked, state } = searching();
    search.ask('ada');
    vi.advanceTimersByTime(PAUSE_MS);
    search.ask(' ada ', 'hamlet');
    vi.advanceTimersByTime(PAUSE_MS);
    expect(asked.map(({ screeningId }) => screeningId)).toEqual([undefined, 'hamlet']);
    search.ask('  ', 'hamlet');
    asked[1]?.answer(found('ONE0-ONE0'));
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ is: 'idle', orders: [] });
  });

  test('moves between the first and the last line', async () => {
    const { search, asked } = searching();
    search.ask('a');
    vi.advanceTimersByTime(PAUSE_MS);
    asked[0]?.answer(found('ONE0-ONE0', 'TWO0-TWO0'));
    await vi.advanceTimersByTimeAsync(0);
    expect(search.chosen?.reference).toBe('ONE0-ONE0');
    search.move(-1);
    expect(search.chosen?.reference).toBe('ONE0-ONE0');
    search.move(1);
    search.move(1);
    expect(search.chosen?.reference).toBe('TWO0-TWO0');
  });

  test('asked again, it keeps the chosen order chosen, and what was found where nothing better comes', async () => {
    const { search, asked, state } = searching();
    search.ask('a');
    vi.advanceTimersByTime(PAUSE_MS);
    asked[0]?.answer(found('ONE0-ONE0', 'TWO0-TWO0'));
    await vi.advanceTimersByTimeAsync(0);
    search.move(1);
    search.again();
    asked[1]?.answer({ done: false, problem: { reason: 'server-away', seats: [] } });
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ is: 'answered', at: 1 });
    search.again();
    asked[2]?.answer(found('NEW0-NEW0', 'ONE0-ONE0', 'TWO0-TWO0'));
    await vi.advanceTimersByTimeAsync(0);
    expect(search.chosen?.reference).toBe('TWO0-TWO0');
  });

  test('waits for its answer when Enter is faster, as a scanner’s is', async () => {
    const { search, asked } = searching();
    search.ask('FH1.HAMLET.0NE00NE0.C-B5.1.X');
    const pressed = search.settled();
    vi.advanceTimersByTime(PAUSE_MS);
    asked[0]?.answer(found('0NE0-0NE0'));
    expect((await pressed)?.reference).toBe('0NE0-0NE0');
  });

  test('says why it could not look, and finds again afterwards', async () => {
    const { search, asked, state } = searching();
    search.ask('ada');
    vi.advanceTimersByTime(PAUSE_MS);
    asked[0]?.answer({ done: false, problem: { reason: 'server-away', seats: [] } });
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ is: 'failed', orders: [], problem: { reason: 'server-away' } });
    search.ask('ada l');
    vi.advanceTimersByTime(PAUSE_MS);
    asked[1]?.answer(found('ONE0-ONE0'));
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ is: 'answered', at: 0 });
  });
});
