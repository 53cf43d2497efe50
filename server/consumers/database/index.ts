/** The database: one consumer of every ledger, and the memory against which the log is checked at start. */
import { dirname, join } from 'node:path';
import { CustomerKeys } from '../../../theatre/log/customer-keys.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { follow, followAs, type Follower, type Parse } from '../../../theatre/log/follow.ts';
import { EVERY_CUSTOMER, EVERY_LEDGER, screeningIdOf } from '../../../theatre/log/subjects.ts';
import { parseCustomerEvent } from '../../../theatre/contract/log-customer.ts';
import { parseEvent } from '../../../theatre/contract/log.ts';
import type { CustomerErased, LedgerEvent } from '../../../theatre/screening/events.ts';
import type { Consumer } from '../consumer.ts';
import { adoptEnds, adoptUnknown, patient, unexplained } from './archives.ts';
import { LedgerCheck, type Difference } from './differences.ts';
import { Orders } from './orders.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { Store } from './store.ts';

export { describeDifference, type Difference } from './differences.ts';
export type { FoundOrder, OrderDetails, Orders } from './orders.ts';

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

const parse: Parse<LedgerEvent | CustomerErased> = (subject, bytes) =>
  screeningIdOf(subject) === undefined
    ? parseCustomerEvent(subject, bytes)
    : (parseEvent(subject, bytes) as ReturnType<Parse<LedgerEvent>>);

/** Opens the file, checks the log against it, and follows every ledger from where the rows end. */
export async function startDatabase({
  log,
  file,
  onProblem,
  archives = join(dirname(file), 'archive'),
}: DatabaseOptions): Promise<TheatreDatabase> {
  const store = new Store(file);
  const orders = new Orders(store.db);
  const keys = new CustomerKeys(log);
  const surely = patient(keys, log, onProblem);
  await adoptUnknown(store, surely, archives, onProblem);
  const differences = await compare(log, store);
  await adoptEnds(store, surely, archives, onProblem);
  const writer = new LedgerWriter(store, keys, onProblem);
  let follower: Follower | undefined;
  let caughtUp = Promise.resolve();
  if (differences.length === 0) {
    follower = followAs<LedgerEvent | CustomerErased>(log, parse, {
      subjects: [EVERY_LEDGER, EVERY_CUSTOMER],
      from: store.sequence + 1,
      onMessage: ({ event, ...message }) => {
        if (event.type === 'customer-erased') writer.add({ ...message, event });
        else writer.add({ ...message, event, screeningId: screeningIdOf(message.subject) ?? '' });
      },
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
    get sequence() {
      return store.sequence;
    },
    get fresh() {
      return follower?.fresh === true;
    },
    get refusedByLock() {
      return store.refusedByLock;
    },
    async stop() {
      await follower?.stop();
      await writer.stop();
      store.close();
    },
  };
}
