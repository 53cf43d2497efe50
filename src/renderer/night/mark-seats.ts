import { createEffect } from 'solid-js';
import type { SeatId } from '../../../theatre/seating/plan.ts';

/** Keeps an attribute on these seats of the map, with their values, and on no others. */
export function markSeats(attribute: string, marks: () => readonly (readonly [SeatId, string | number])[]): void {
  createEffect((before: readonly SeatId[]) => {
    for (const seatId of before) document.getElementById(seatId)?.removeAttribute(attribute);
    const now = marks();
    for (const [seatId, value] of now) document.getElementById(seatId)?.setAttribute(attribute, String(value));
    return now.map(([seatId]) => seatId);
  }, []);
}
