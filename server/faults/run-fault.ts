/** One fault, some times over, in the middle of a storm; then the verdict. */
import type { LogAddress } from '../../theatre/log/address.ts';
import { Storm } from './storm.ts';
import { judge, type Verdict } from './verdict.ts';

export interface Blow {
  /** Epoch milliseconds: when it began, and when what was broken was whole again (or, where nothing comes back, when it began). */
  readonly began: number;
  readonly over: number;
  /** The server that must sell again. Defaults to any. */
  readonly origin?: string;
}

export interface Fault {
  readonly name: string;
  /** Servers of one theatre. */
  readonly origins: readonly string[];
  readonly token: string;
  readonly sessionKey: string;
  readonly address: LogAddress;
  readonly rounds: number;
  /** From `over` to the first sale, in milliseconds; a machine that is slow without any fault is given that much more. */
  readonly within: number;
  strike(this: void, round: number, storm: Storm): Promise<Blow>;
  /** After each first sale. Defaults to nothing. */
  mend?(this: void, round: number): Promise<void>;
}

export interface Row extends Verdict {
  readonly fault: string;
  readonly rounds: number;
  readonly attempts: number;
  /** Worst of all rounds, in milliseconds: the slowest sale before the fault, and the first one after. */
  readonly slowestBefore: number;
  readonly firstSale: number;
  /** First sales that came later than promised. */
  readonly late: readonly string[];
}

const SALES_BETWEEN = 40;
const SALE_WITHIN_MS = 30_000;

export async function runFault(fault: Fault): Promise<Row> {
  const storm = new Storm(fault.origins, fault.token);
  const late: string[] = [];
  let slowestBefore = 0;
  let firstSale = 0;
  try {
    await storm.begin();
    for (let round = 0; round < fault.rounds; round++) {
      if (round > 0) await storm.openScreenings();
      const from = Date.now();
      await storm.sold(SALES_BETWEEN, SALE_WITHIN_MS);
      const before = storm.sales.filter(({ askedAt }) => askedAt >= from).map(({ askedAt, at }) => at - askedAt);
      const slowest = Math.max(...before);
      const { began, over, origin } = await fault.strike(round, storm);
      const sale = await storm.saleAfter(began, over, SALE_WITHIN_MS, origin);
      const took = sale.at - over;
      slowestBefore = Math.max(slowestBefore, slowest);
      firstSale = Math.max(firstSale, took);
      // Somebody claims, then books: two answers.
      if (took > fault.within + 2 * slowest) {
        late.push(`round ${round}: first sale ${took} ms after it was whole again; the slowest before took ${slowest}`);
      }
      await fault.mend?.(round);
      await storm.sold(SALES_BETWEEN / 2, SALE_WITHIN_MS);
    }
  } finally {
    await storm.end();
  }
  const verdict = await judge(storm, fault.address, fault.sessionKey);
  const { attempts } = storm;
  return {
    fault: fault.name,
    rounds: fault.rounds,
    attempts: attempts.length,
    slowestBefore,
    firstSale,
    late,
    ...verdict,
  };
}
