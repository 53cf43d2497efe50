/** A screening for programs: as one document, and as a stream of what changes in it. */
import type { Seat, ScreeningState } from '../../theatre/screening/state.ts';
import { seatOf } from '../../theatre/screening/state.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { changedSeats } from '../../theatre/screening/view.ts';
import type { Format } from './format.ts';

export interface SeatJson {
  readonly status: Seat['status'];
}

/** The document of `GET /api/screenings/:id`. */
export interface ScreeningJson {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly phase: ScreeningState['phase'];
  /** Sales are shut for now. */
  readonly suspended: boolean;
  /** Stream sequence of what it shows: the `id` of the stream's event that says the same. */
  readonly sequence: number;
  readonly seats: Readonly<Record<string, SeatJson>>;
  /** How many are looking. */
  readonly viewers: number;
}

/** What differs from the event before. Absent is unchanged. */
export type ScreeningChangeJson = Partial<ScreeningJson> & Pick<ScreeningJson, 'sequence'>;

const seatJson: Readonly<Record<Seat['status'], SeatJson>> = {
  available: { status: 'available' },
  held: { status: 'held' },
  booked: { status: 'booked' },
  withheld: { status: 'withheld' },
};

export function screeningJson({ state, presence, sequence }: Snapshot): ScreeningJson {
  const seats: Record<string, SeatJson> = {};
  for (const [rowIndex, row] of state.rows.entries()) {
    const planned = state.index.rows[rowIndex];
    for (const [seatIndex, seat] of row.entries()) {
      const id = planned?.[seatIndex]?.id;
      if (id !== undefined) seats[id] = seatJson[seat.status];
    }
  }
  return {
    id: state.id,
    title: state.title,
    startsAt: state.startsAt,
    phase: state.phase,
    suspended: state.suspended !== undefined,
    sequence,
    seats,
    viewers: presence.viewers.size,
  };
}

/** Undefined when a program would see no difference. */
export function screeningChangeJson(before: Snapshot, after: Snapshot): ScreeningChangeJson | undefined {
  const seats: Record<string, SeatJson> = {};
  for (const seatId of changedSeats(before.state, after.state)) {
    const was = seatOf(before.state, seatId)?.status;
    const is = seatOf(after.state, seatId)?.status;
    if (is !== undefined && is !== was) seats[seatId] = seatJson[is];
  }
  const change: ScreeningChangeJson = {
    sequence: after.sequence,
    ...(Object.keys(seats).length > 0 ? { seats } : {}),
    ...(before.presence.viewers.size === after.presence.viewers.size ? {} : { viewers: after.presence.viewers.size }),
    ...(before.state.title === after.state.title ? {} : { title: after.state.title }),
    ...(before.state.startsAt === after.state.startsAt ? {} : { startsAt: after.state.startsAt }),
    ...(before.state.phase === after.state.phase ? {} : { phase: after.state.phase }),
    ...(before.state.suspended === after.state.suspended ? {} : { suspended: after.state.suspended !== undefined }),
  };
  return Object.keys(change).length > 1 ? change : undefined;
}

/** `event: state`: `{ whole: true, … }` first or when it is unknown what the program has, then only what changed. */
export const jsonFormat: Format<Snapshot> = {
  event: 'state',
  patch(before, after) {
    const change = screeningChangeJson(before, after);
    return change ? JSON.stringify(change) : '';
  },
  whole: (snapshot) => JSON.stringify({ whole: true, ...screeningJson(snapshot) }),
};

/** `event: refresh`: the sequence alone, for programs that fetch what they need then. */
export const refreshFormat: Format<Snapshot> = {
  event: 'refresh',
  patch: (before, after) => (screeningChangeJson(before, after) ? String(after.sequence) : ''),
  whole: ({ sequence }) => String(sequence),
};
