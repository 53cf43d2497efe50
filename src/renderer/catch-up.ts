import { createEffect, createMemo, onCleanup } from 'solid-js';
import { isSelling } from './house.ts';

/** The server may be back in the log a little later than this kiosk. */
const AGAIN_MS = 1_000;

/** What the database answered while the log was away is asked for again once the log is back, until it is of this moment. */
export function useCatchUp(isOld: () => boolean, again: () => void): void {
  const due = createMemo(() => isOld() && isSelling());
  createEffect(() => {
    if (!due()) return;
    const timer = setInterval(again, AGAIN_MS);
    onCleanup(() => clearInterval(timer));
  });
}
