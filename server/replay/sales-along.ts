/** Where in a night it was sold: orders in each of so many equal parts of it, for the line under the scrubber. */
import type { NightView } from '../../theatre/replay/night-view.ts';

export function salesAlong(night: NightView, parts = 160): number[] {
  const columns = Array.from({ length: Math.max(1, Math.min(parts, night.length)) }, () => 0);
  for (let count = 1; count <= night.length; count++) {
    if (night.item(count)?.event.type !== 'booked') continue;
    const column = Math.floor(((count - 1) / night.length) * columns.length);
    columns[column] = (columns[column] ?? 0) + 1;
  }
  return columns;
}
