/** One fault, some times over, in the middle of a storm; then the verdict. */
import type { LogAddress } from '../../theatre/log/address.ts';
import { crowd } from '../../theatre/log/testing/stopwatch.ts';
import { LENIENCE } from './long.ts';
import { Phones } from './phones.ts';
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
  /** From `over` to the first sale, in milliseconds, on a machine that has no more to do than it has cores; see `LENIENCE`. */
  readonly within: number;
  strike(this: void, round: number, storm: Storm): Promise<Blow>;
  /** Where phones look on, and how long one may lack something that the log has, in milliseconds. Defaults to none. */
  readonly phones?: { readonly origin: string; readonly within: number };
  /** After each first sale. Defaults to nothing. */
  mend?(this: void, round: number): Promise<void>;
}

export interface Row extends Verdict {
  readonly fault: string;
  readonly rounds: number;
  readonly attempts: number;
  /** Worst of all rounds, in milliseconds: the slowest sale before the fault, how long it lasted, the first sale after. */
  readonly slowestBefore: number;
  readonly away: number;
  readonly firstSale: number;
  /** The longest that a phone lacked something that was in the log; undefined where none looked on. */
  readonly phonesBehind: number | undefined;
  /** First sales that came later than promised, and phones. */
  readonly late: readonly string[];
}

const SALES_BETWEEN = 40;
const SALE_WITHIN_MS = 30_000;

export async function runFault(fault: Fault): Promise<Row> {
  const storm = new Storm(fault.origins, fault.token);
  const phones = fault.phones && new Phones(fault.phones.origin);
  let crowded = 1;
  const late: string[] = [];
  let slowestBefore = 0;
  let away = 0;
  let firstSale = 0;
  try {
    await storm.begin();
    for (let round = 0; round < fault.rounds; round++) {
      if (round > 0) await storm.openScreenings();
      await phones?.open(storm);
      const from = Date.now();
      await storm.sold(SALES_BETWEEN, SALE_WITHIN_MS);
      const before = storm.sales.filter(({ askedAt }) => askedAt >= from).map(({ askedAt, at }) => at - askedAt);
      const slowest = Math.max(...before);
      const { began, over, origin } = await fault.strike(round, storm);
      // Where five want each core, what takes a second takes five.
      const now = crowd();
      const sale = await storm.saleAfter(began, over, SALE_WITHIN_MS, origin);
      const took = sale.at - over;
      crowded = Math.max(crowded, now);
      slowestBefore = Math.max(slowestBefore, slowest);
      away = Math.max(away, over - began);
      firstSale = Math.max(firstSale, took);
      if (took > fault.within * LENIENCE * now) {
        const per = now.toFixed(1);
        late.push(`round ${round}: first sale ${took} ms after it was whole again, with ${per} tasks a core`);
      }
      await fault.mend?.(round);
      await storm.sold(SALES_BETWEEN / 2, SALE_WITHIN_MS);
    }
  } finally {
    await storm.end();
  }
  const seen = await lookOn(fault, phones);
  if (fault.phones && seen.worstMs > fault.phones.within * LENIENCE * crowded) {
    late.push(`a phone was ${seen.worstMs} ms behind the log, with ${crowded.toFixed(1)} tasks a core`);
  }
  const verdict = await judge(storm, fault.address, fault.sessionKey);
  const { attempts } = storm;
  return {
    fault: fault.name,
    rounds: fault.rounds,
    attempts: attempts.length,
    slowestBefore,
    away,
    firstSale,
    phonesBehind: phones && seen.worstMs,
    late,
    ...verdict,
    problems: [...verdict.problems, ...seen.problems],
  };
}

async function lookOn(
  fault: Fault,
  phones: Phones | undefined,
): Promise<{ worstMs: number; problems: readonly string[] }> {
  try {
    return (await phones?.judge(fault.address, SALE_WITHIN_MS)) ?? { worstMs: 0, problems: [] };
  } finally {
    await phones?.close();
  }
}
