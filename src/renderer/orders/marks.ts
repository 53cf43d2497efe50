/** Seats that stand out on the map of a screening: those of the order that is shown, and those that an exchange is about. */
import { createSignal } from 'solid-js';
import type { SeatId } from '../../../theatre/seating/plan.ts';

/** `found` is the shown order's; `back` would be given back, `instead` had for it. */
export type Mark = 'found' | 'back' | 'instead';

export type Marks = ReadonlyMap<SeatId, Mark>;

interface Marked {
  readonly screeningId: string;
  readonly seats: Marks;
}

const [marked, setMarked] = createSignal<Marked>();
const [picker, setPicker] = createSignal<{ readonly screeningId: string; readonly pick: (seatId: SeatId) => void }>();
const none: Marks = new Map();

export function markSeats(screeningId: string, seats: Marks): void {
  setMarked({ screeningId, seats });
}

export function clearMarks(): void {
  setMarked(undefined);
}

/** Of one screening; empty where none stand out. */
export function marksOf(screeningId: string): Marks {
  const now = marked();
  return now?.screeningId === screeningId ? now.seats : none;
}

/** From now on whoever chooses a seat on this screening's map chooses it for `pick`, and sells nothing. Answers the end of it. */
export function pickOnMap(screeningId: string, pick: (seatId: SeatId) => void): () => void {
  const mine = { screeningId, pick };
  setPicker(mine);
  return () => setPicker((now) => (now === mine ? undefined : now));
}

/** Hands a seat that was chosen on the map to whoever picks seats there; false where nobody does. */
export function pickedSeat(screeningId: string, seatId: SeatId): boolean {
  const now = picker();
  if (now?.screeningId !== screeningId) return false;
  now.pick(seatId);
  return true;
}
