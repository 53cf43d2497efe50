/** A screening in a few numbers. */
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import type { Format } from './format.ts';

/** The document of `GET /screenings/:id/stats`. */
export interface StatsJson {
  readonly id: string;
  readonly title: string;
  readonly phase: ScreeningState['phase'];
  readonly capacity: number;
  /** Seats that can be had. */
  readonly available: number;
  /** Seats that somebody has selected. */
  readonly held: number;
  readonly booked: number;
  readonly withheld: number;
  /** Viewers with a selection. */
  readonly holds: number;
  /** How many are looking. */
  readonly viewers: number;
  readonly sequence: number;
}

export function statsJson({ state, presence, sequence }: Snapshot): StatsJson {
  const { available, held, booked, withheld } = state.counts;
  return {
    id: state.id,
    title: state.title,
    phase: state.phase,
    capacity: state.index.capacity,
    available,
    held,
    booked,
    withheld,
    holds: holdsIn(state),
    viewers: presence.viewers.size,
    sequence,
  };
}

const holdsOf = new WeakMap<ScreeningState['holds'], number>();

/** Holds that have a seat; those without are kept for what they lost. */
function holdsIn({ holds }: ScreeningState): number {
  let count = holdsOf.get(holds);
  if (count === undefined) {
    count = 0;
    for (const bucket of holds.buckets) {
      for (const hold of bucket?.values() ?? []) if (hold.seatIds.length > 0) count++;
    }
    holdsOf.set(holds, count);
  }
  return count;
}

function same(before: Snapshot, after: Snapshot): boolean {
  const { sequence: _before, ...was } = statsJson(before);
  const { sequence: _after, ...is } = statsJson(after);
  return Object.entries(is).every(([key, value]) => was[key as keyof typeof was] === value);
}

/** `event: stats` with the document. */
export const statsFormat: Format<Snapshot> = {
  event: 'stats',
  patch: (before, after) => (same(before, after) ? '' : JSON.stringify(statsJson(after))),
  whole: (snapshot) => JSON.stringify(statsJson(snapshot)),
};

/** Plain messages with the numbers as HTML, for a page to swap in. */
export function statsHtmlFormat(render: (stats: StatsJson) => string): Format<Snapshot> {
  return {
    patch: (before, after) => (same(before, after) ? '' : render(statsJson(after))),
    whole: (snapshot) => render(statsJson(snapshot)),
  };
}
