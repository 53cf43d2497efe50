import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callNames, requests, type CallName } from '../../theatre/contract/ipc.ts';
import { answerCall, done, type Caller, type Handlers } from './calls.ts';
import { isOrdinary } from './ordinary.ts';

const ORIGIN = 'app://full-house';
const page: Caller = { url: `${ORIGIN}/index.html`, parent: null };

/** A door that tells which calls came through. */
function door() {
  const through: [CallName, unknown][] = [];
  const handlers = Object.fromEntries(
    callNames.map((name) => [name, (request: unknown) => (through.push([name, request]), done(null))]),
  ) as unknown as Handlers;
  const gate = { refusal: () => undefined, through: async <T>(_: CallName, run: () => T | Promise<T>) => run() };
  const bugs: unknown[] = [];
  const call = (name: CallName, caller: Caller | null, args: readonly unknown[]) =>
    answerCall({ handlers, origin: ORIGIN, gate, onBug: (_, error) => bugs.push(error) }, name, caller, args);
  return { call, through, bugs };
}

const names = fc.constantFrom(...callNames);
/** What structured cloning can carry, with the keys of our own requests now and then. */
const keys = fc.oneof(
  fc.constantFrom(
    'screeningId',
    'seatId',
    'seatIds',
    'order',
    'name',
    'prices',
    '__proto__',
    'constructor',
    'toString',
  ),
  fc.string(),
);
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      undefined,
      null,
      true,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      -0,
      2 ** 53,
      'C-B5',
      '../../etc/passwd',
    ),
    fc.double(),
    fc.string(),
    fc.bigInt(),
    fc.date(),
    fc.uint8Array(),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('whatever comes from the window', () => {
  test('is answered, reaches no handler that its contract does not allow, and is no fault', async () => {
    await fc.assert(
      fc.asyncProperty(names, fc.array(anything, { maxLength: 3 }), async (name, args) => {
        const { call, through, bugs } = door();
        const answer = await call(name, page, args);
        const fits = args.length <= 1 && isOrdinary(args[0]) && requests[name].safeParse(args[0]).success;
        expect(answer.done).toBe(fits);
        expect(through).toHaveLength(fits ? 1 : 0);
        expect(bugs).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('from any page but our own reaches none at all', async () => {
    const callers = fc.record({
      url: fc.oneof(
        fc.webUrl(),
        fc.string().map((text) => `${ORIGIN}${text.startsWith('/') ? `.${text}` : `x${text}`}`),
        fc.constant(''),
      ),
      parent: fc.constant(null),
    });
    const framed = fc.record({ url: fc.constant(page.url), parent: fc.constantFrom({}, page, 1, '') });
    await fc.assert(
      fc.asyncProperty(names, fc.oneof(callers, framed, fc.constant(null)), anything, async (name, caller, request) => {
        const { call, through } = door();
        expect(await call(name, caller, [request])).toMatchObject({ done: false, problem: { reason: 'not-allowed' } });
        expect(through).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('may be as large as it likes', async () => {
    let deep: unknown = 'C-B5';
    for (let depth = 0; depth < 5000; depth++) deep = { seatIds: [deep] };
    const huge = [
      'x'.repeat(5_000_000),
      Array.from({ length: 100_000 }, () => 'C-B5'),
      Object.fromEntries(Array.from({ length: 60_000 }, (_, at) => [`k${at}`, at])),
      deep,
      new Uint8Array(8_000_000),
      { screeningId: 'friday', tenders: [new Uint8Array(8_000_000)] },
      { screeningId: 'x'.repeat(5_000_000), seatId: 'C-B5' },
    ];
    const { call, through, bugs } = door();
    for (const name of callNames) {
      for (const request of huge) {
        expect(await call(name, page, [request])).toMatchObject({ done: false, problem: { reason: 'malformed' } });
      }
    }
    expect(through).toEqual([]);
    expect(bugs).toEqual([]);
    // Slow where others use the machine; that it ends is what matters.
  }, 60_000);
});
