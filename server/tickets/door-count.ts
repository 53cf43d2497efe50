/** How many are in, live for every door. */
import { values } from '../../theatre/screening/persistent-map.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import type { Topic } from '../live/index.ts';
import type { LiveScreening } from '../parts.ts';

export interface DoorSnapshot {
  readonly sequence: number;
  /** Seats whose tickets were let in. */
  readonly admitted: number;
  /** Seats that are sold, paid or not. */
  readonly sold: number;
}

export function doorSnapshot(state: ScreeningState): DoorSnapshot {
  let admitted = 0;
  for (const order of values(state.orders)) admitted += Object.keys(order.admitted).length;
  return { sequence: state.sequence, admitted, sold: state.counts.booked };
}

/** The doors of a screening that is followed, for as long as one is open. */
export function doorTopic(live: LiveScreening): Topic<DoorSnapshot> {
  return {
    now: () => doorSnapshot(live.state),
    watch(onChange) {
      const release = live.retain();
      const unlisten = live.onItem((item) => {
        if (item.kind === 'ledger' && item.before.orders !== live.state.orders) onChange();
      });
      return () => {
        unlisten();
        release();
      };
    },
  };
}
