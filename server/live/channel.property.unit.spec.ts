/** Whatever happens, in whatever order, to screens however slow: each ends with the right map, over frames that follow on one another. */
import fc from 'fast-check';
import { afterEach, beforeEach, test, vi } from 'vitest';
import { EVENT_VERSION } from '../../theatre/screening/events.ts';
import { examples } from '../../theatre/screening/testing/seed.ts';
import { Hub } from './hub.ts';
import { FakeScreening } from './testing/fake-screening.ts';
import { checkedFormat, TestScreen, TestSink } from './testing/test-screen.ts';

const SCREENS = 5;
const seats = ['L-A1', 'L-A2', 'C-A1', 'C-A2', 'C-A3', 'C-A4', 'C-B1', 'C-B3', 'C-B4'];

const screen = fc.nat(SCREENS - 1);
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('toggle' as const), screen, seat: fc.constantFrom(...seats) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('book' as const), screen }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('presence' as const), screen, here: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('refuse' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 30, 600) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('slow' as const), screen }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('drain' as const), screen }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('disconnect' as const), screen, arrived: fc.nat(3) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('connect' as const),
      screen,
      how: fc.constantFrom('last-event-id' as const, 'page' as const, 'whole' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('render' as const) }) },
);
const night = fc.record({
  steps: fc.array(step, { maxLength: 120, size: 'max' }),
  ring: fc.constantFrom(1, 3, 2048),
  writeTakes: fc.constantFrom(0, 1, 9),
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Patron {
  readonly screen = new TestScreen();
  readonly viewerId: string | undefined;
  readonly #hub: Hub;
  readonly #writeTakes: number;
  #connection: { sink: TestSink; leave: () => void } | undefined;

  constructor(hub: Hub, viewerId: string | undefined, writeTakes: number) {
    this.#hub = hub;
    this.viewerId = viewerId;
    this.#writeTakes = writeTakes;
  }

  get sink(): TestSink | undefined {
    return this.#connection?.sink;
  }

  connect(how: 'last-event-id' | 'page' | 'whole'): void {
    if (this.#connection) return;
    const { viewerId, screen } = this;
    if (how === 'page') screen.load(this.#hub.snapshot(), viewerId);
    const sink = new TestSink();
    sink.onWrite = () => void vi.setSystemTime(Date.now() + this.#writeTakes);
    screen.reconnected();
    const from = how === 'whole' ? undefined : screen.sequence;
    this.#connection = { sink, leave: this.#hub.subscribe({ sink, viewerId, from, format: checkedFormat }) };
  }

  /** Of what was written and not read, the first frames arrive, the others are lost. */
  disconnect(arrived: number): void {
    if (!this.#connection) return;
    this.screen.read(this.#connection.sink, arrived);
    this.#connection.leave();
    this.#connection = undefined;
  }

  check(): void {
    if (this.sink) this.screen.read(this.sink);
    this.screen.expectShows(this.#hub.snapshot(), this.viewerId);
  }
}

test('every screen ends with the map of the log, without gap or duplicate', () => {
  fc.assert(
    fc.property(night, ({ steps, ring, writeTakes }) => {
      const source = new FakeScreening();
      const hub = new Hub({
        source,
        screeningId: 'test',
        attendance: { join: () => Promise.resolve(), leave: () => Promise.resolve() },
        onIdle: () => undefined,
        lingerMs: 1e9,
        now: () => Date.now(),
        ring: { count: ring },
      });
      const patrons = Array.from(
        { length: SCREENS },
        (_, at) => new Patron(hub, at === 0 ? undefined : `viewer-${at}`, writeTakes),
      );
      for (const patron of patrons) patron.connect('page');
      const idOf = (at: number) => `viewer-${at}`;
      let orders = 0;
      for (const step of steps) {
        const patron = 'screen' in step ? patrons[step.screen] : undefined;
        switch (step.kind) {
          case 'toggle':
            source.toggle(idOf(step.screen), step.seat);
            break;
          case 'book': {
            const payment = { status: 'due', tenders: [] } as const;
            const order = `ORDER-${orders++}`;
            source.do({ type: 'book', viewerId: idOf(step.screen), order, customer: { name: 'A Person' }, payment });
            break;
          }
          case 'presence': {
            const common = { version: EVENT_VERSION, viewerId: idOf(step.screen), instance: 'here' };
            source.put(step.here ? { type: 'joined', color: 'jade', ...common } : { type: 'left', ...common });
            break;
          }
          case 'refuse':
            source.refuse();
            break;
          case 'wait':
            vi.advanceTimersByTime(step.ms);
            break;
          case 'slow':
            if (patron?.sink) patron.sink.slow = true;
            break;
          case 'drain':
            patron?.sink?.drain();
            break;
          case 'disconnect':
            patron?.disconnect(step.arrived);
            break;
          case 'connect':
            patron?.connect(step.how);
            break;
          case 'render':
            hub.snapshot();
            break;
          default:
            step satisfies never;
        }
      }
      for (const patron of patrons) patron.connect('last-event-id');
      // A flush may last, and draining asks for another: let all of it happen.
      for (let round = 0; round < 3; round++) {
        for (const { sink } of patrons) sink?.drain();
        vi.advanceTimersByTime(2000);
      }
      for (const patron of patrons) patron.check();
      hub.close();
    }),
    examples(400),
  );
});
