import { follow } from '../../theatre/log/follow.ts';
import { EVERY_LEDGER } from '../../theatre/log/subjects.ts';
import type { Consumer, ConsumerContext } from '../consumers/consumer.ts';

export interface BusiestSeat extends Consumer {
  /** The seat that was chosen most often, in any screening; undefined before the first. */
  readonly seatId: string | undefined;
}

export function startBusiestSeat({ log, onProblem }: ConsumerContext): BusiestSeat {
  const times = new Map<string, number>();
  const follower = follow(log, {
    subjects: [EVERY_LEDGER],
    from: 1,
    onMessage({ event }) {
      if (event.type !== 'selection' || event.action !== 'select' || event.seatId === undefined) return;
      times.set(event.seatId, (times.get(event.seatId) ?? 0) + 1);
    },
    onBehind: (problem) => problem !== undefined && onProblem(problem),
  });
  return {
    name: 'busiest_seat',
    get lag() {
      return follower.lag;
    },
    get sequence() {
      return follower.sequence;
    },
    get fresh() {
      return follower.fresh;
    },
    get seatId() {
      return [...times].sort(([, a], [, b]) => b - a)[0]?.[0];
    },
    stop: () => follower.stop(),
  };
}
