/** How many are in, live for every door. */
import { values } from '../../theatre/screening/persistent-map.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import type { Topic } from '../live/index.ts';
import type { LiveScreening } from '../parts.ts';

export interface DoorSnapshot {
  readonly sequence: number;
  /** Seats whose tickets were let in. */
  readonly admitted: number;
  /** The same by door, by name; only doors that let somebody in. */
  readonly doors: readonly { readonly door: string; readonly admitted: number }[];
  /** Seats that are sold, paid or not. */
  readonly sold: number;
}

export function doorSnapshot(state: ScreeningState): DoorSnapshot {
  let admitted = 0;
  const byDoor = new Map<string, number>();
  for (const order of values(state.orders)) {
    for (const { door } of Object.values(order.admitted)) {
      admitted++;
      byDoor.set(door, (byDoor.get(door) ?? 0) + 1);
    }
  }
  const doors = [...byDoor].map(([door, count]) => ({ door, admitted: count }));
  doors.sort((a, b) => (a.door < b.door ? -1 : 1));
  return { sequence: state.sequence, admitted, doors, sold: state.counts.booked };
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
