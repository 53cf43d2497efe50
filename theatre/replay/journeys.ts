/** From coming to buying: how long people took, how many left with nothing, and who lost a seat to whom. */
import type { Chronicle, ViewerEntry } from './chronicle.ts';

export interface Spread {
  readonly count: number;
  /** Milliseconds. */
  readonly shortest: number;
  readonly median: number;
  /** Nine of ten were no longer. */
  readonly ninth: number;
  readonly longest: number;
}

export interface Journeys {
  /** People who looked, tried or bought. */
  readonly people: number;
  /** Of these, who held at least one seat. */
  readonly chose: number;
  readonly bought: number;
  /** Who held seats and bought none. */
  readonly leftWithNothing: number;
  /** From first coming to first buying; undefined where nobody did both. */
  readonly joiningToBuying: Spread | undefined;
  /** From first choosing to first buying. */
  readonly choosingToBuying: Spread | undefined;
  /** Seats asked for that somebody else had already, counted for each attempt. */
  readonly refusedSeats: number;
  /** People to whom that happened. */
  readonly refusedPeople: number;
  /** Of these, who bought nothing in the end. */
  readonly refusedForGood: number;
  /** Holds that ran out or were given back for somebody who was away, counted in seats. */
  readonly seatsRunOut: number;
  /** Seats that went straight from one viewer’s hold to somebody else. */
  readonly seatsTaken: number;
  /** The times from joining to buying, in milliseconds, shortest first: for a histogram. */
  readonly joiningToBuyingTimes: readonly number[];
}

export function journeysOf(chronicle: Chronicle): Journeys {
  const joining: number[] = [];
  const choosing: number[] = [];
  const tally = { people: 0, chose: 0, bought: 0, leftWithNothing: 0, refusedSeats: 0, refusedPeople: 0 };
  let [refusedForGood, seatsRunOut, seatsTaken] = [0, 0, 0];
  for (const viewerId of chronicle.viewerIds()) {
    const entries = chronicle.viewer(viewerId);
    const at = (kind: ViewerEntry['kind']) => entries.find((entry) => entry.kind === kind)?.at;
    const [came, chose, bought] = [at('came'), at('selection'), at('bought')];
    const refused = refusedSeatsOf(entries);
    tally.people++;
    if (chose !== undefined) tally.chose++;
    if (bought !== undefined) tally.bought++;
    if (chose !== undefined && bought === undefined) tally.leftWithNothing++;
    tally.refusedSeats += refused;
    if (refused > 0) tally.refusedPeople++;
    if (refused > 0 && bought === undefined) refusedForGood++;
    if (bought !== undefined && came !== undefined && came <= bought) joining.push(bought - came);
    if (bought !== undefined && chose !== undefined) choosing.push(bought - chose);
    for (const entry of entries) {
      if (entry.kind !== 'lost') continue;
      if (entry.why === 'expired' || entry.why === 'taken' || entry.why === 'absent') seatsRunOut++;
      if (entry.why === 'taken' || entry.why === 'sold-to-other') seatsTaken++;
    }
  }
  joining.sort((a, b) => a - b);
  return {
    ...tally,
    joiningToBuying: spreadOf(joining),
    choosingToBuying: spreadOf(choosing),
    refusedForGood,
    seatsRunOut,
    seatsTaken,
    joiningToBuyingTimes: joining,
  };
}

function refusedSeatsOf(entries: readonly ViewerEntry[]): number {
  let seats = 0;
  for (const entry of entries) {
    if (entry.kind !== 'refusal' || entry.refusal.reason !== 'seat-taken') continue;
    seats += entry.refusal.seats.filter(({ holder }) => holder !== undefined).length;
  }
  return seats;
}

export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return { count: sorted.length, shortest: at(0), median: at(0.5), ninth: at(0.9), longest: at(1) };
}
