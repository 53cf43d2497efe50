/** The database: one consumer of every ledger, and the memory against which the log is checked at start. */
import { dirname, join } from 'node:path';
import type { Log } from '../../../theatre/log/connection.ts';
import { follow, type Follower } from '../../../theatre/log/follow.ts';
import { EVERY_LEDGER, screeningIdOf } from '../../../theatre/log/subjects.ts';
import { messageOf } from '../../../theatre/log/errors.ts';
import type { Consumer } from '../consumer.ts';
import { adoptEnds, adoptUnknown, unexplained } from './archives.ts';
import { LedgerCheck, type Difference } from './differences.ts';
import { Orders } from './orders.ts';
import { Store, type LedgerMessage } from './store.ts';

export { describeDifference, type Difference } from './differences.ts';
export type { FoundOrder, OrderDetails, Orders } from './orders.ts';

/** Rows are written together at most this long after the first of them was read. */
const GATHER_MS = 50;
/** Or as soon as so many wait. */
const GATHER_MESSAGES = 1000;
/** What could not be written is tried again so much later. */
const AGAIN_MS = 1000;

export interface DatabaseOptions {
  readonly log: Log;
  /** Path of the SQLite file. */
  readonly file: string;
  /** What went wrong, for the operator. The database goes on trying. */
  readonly onProblem: (problem: string) => void;
  /** Folder with the archives of screenings that the log may have no more. Defaults to `archive` beside the file. */
  readonly archives?: string;
}

export interface TheatreDatabase extends Consumer {
  readonly orders: Orders;
  /** Screenings whose ledger is not the one remembered. While there are any, nothing more is written. */
  readonly differences: readonly Difference[];
  /** Resolves when all that was in the log at start is in the rows; at once where the ledgers differ. */
  readonly caughtUp: Promise<void>;
  /** Why nothing can be written at the moment: a full disk, a file that another program has locked. */
  readonly trouble: string | undefined;
  /** Bookings that `UNIQUE (screening_id, seat_id)` refused; anything but 0 is a fault. */
  readonly refusedByLock: number;
}

/** Reads every ledger once, without writing, and says where it is not what the store remembers. */
export async function compare(log: Log, store: Store): Promise<readonly Difference[]> {
  const remembered = store.remembered();
  if (remembered.length === 0) return [];
  const check = new LedgerCheck(remembered);
  const reader = follow(log, {
    subjects: [EVERY_LEDGER],
    from: 1,
    onMessage: ({ subject, sequence, data }) => check.add(screeningIdOf(subject) ?? '', sequence, data),
    onSkipped: () => undefined,
  });
  await reader.caughtUp;
  await reader.stop();
  return unexplained(log, store, check.differences());
}

class LedgerWriter {
  /** Why nothing can be written at the moment. */
  trouble: string | undefined;
  #waiting: LedgerMessage[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #store: Store;
  readonly #onProblem: (problem: string) => void;

  constructor(store: Store, onProblem: (problem: string) => void) {
    this.#store = store;
    this.#onProblem = onProblem;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  add(message: LedgerMessage): void {
    this.#waiting.push(message);
    if (this.#waiting.length >= GATHER_MESSAGES && this.trouble === undefined) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  /** What cannot be written (a full disk, a locked file) waits, in order, and is tried again. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#waiting.length === 0) return;
    const some = this.#waiting.slice(0, GATHER_MESSAGES);
    try {
      this.#store.apply(some);
      this.#waiting = this.#waiting.slice(some.length);
      if (this.trouble !== undefined) this.#onProblem('the database is written again');
      this.trouble = undefined;
      // A little at a time: after a long while there may be many, and sales share this thread.
      if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.flush(), 0);
    } catch (error) {
      const problem = messageOf(error);
      if (problem !== this.trouble)
        this.#onProblem(`the database cannot be written (${problem}); it is tried again by itself`);
      this.trouble = problem;
      this.#timer = setTimeout(() => this.flush(), AGAIN_MS);
    }
  }

  stop(): void {
    do this.flush();
    while (this.#waiting.length > 0 && this.trouble === undefined);
    clearTimeout(this.#timer);
  }
}

/** Opens the file, checks the log against it, and follows every ledger from where the rows end. */
export async function startDatabase({
  log,
  file,
  onProblem,
  archives = join(dirname(file), 'archive'),
}: DatabaseOptions): Promise<TheatreDatabase> {
  const store = new Store(file);
  const orders = new Orders(store.db);
  await adoptUnknown(store, archives, onProblem);
  const differences = await compare(log, store);
  await adoptEnds(store, archives, onProblem);
  const writer = new LedgerWriter(store, onProblem);
  let follower: Follower | undefined;
  let caughtUp = Promise.resolve();
  if (differences.length === 0) {
    follower = follow(log, {
      subjects: [EVERY_LEDGER],
      from: store.sequence + 1,
      onMessage: (message) =>
        writer.add({ ...message, screeningId: screeningIdOf(message.subject) ?? '' } as LedgerMessage),
      onBehind: (problem) => problem !== undefined && onProblem(problem),
    });
    caughtUp = follower.caughtUp.then(() => writer.flush());
  }
  return {
    name: 'database',
    orders,
    differences,
    caughtUp,
    get lag() {
      return (follower?.lag ?? 0) + writer.waiting;
    },
    get trouble() {
      return writer.trouble;
    },
    get refusedByLock() {
      return store.refusedByLock;
    },
    async stop() {
      await follower?.stop();
      writer.stop();
      store.close();
    },
  };
}
