/** A frame on its way to the screen. */
import type { SeatId } from '../../theatre/seating/plan.ts';

/** More at once than anybody's eye follows. */
const RUSH = 24;

/** A change eases in; in a rush it does not, since starting some hundred transitions costs more than all else. */
export function easeFew(seatIds: readonly SeatId[]): void {
  const rush = seatIds.length > RUSH;
  for (const seatId of seatIds) document.getElementById(seatId)?.toggleAttribute('data-at-once', rush);
}

/** After the next paint; a window that nobody sees paints nothing, and must not hold up main's memory of it. */
export function onceShown(run: () => void): void {
  let ran = false;
  const once = () => {
    if (!ran) run();
    ran = true;
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}
