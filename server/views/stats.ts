/** A screening in a few numbers, as a list to put into any page. */
import type { StatsJson } from '../live/stats-format.ts';
import { html, raw } from './html.ts';
import type { Oob } from './oob.ts';

export function statsHtml(stats: StatsJson, oob: Oob = ''): string {
  const lines = [
    ['left', 'Seats left', stats.available],
    ['held', 'Seats selected', stats.held],
    ['booked', 'Seats booked', stats.booked],
    ['holds', 'Viewers with a selection', stats.holds],
    ['viewers', 'Viewers', stats.viewers],
  ] as const;
  return html`<dl id="stats" class="stats" ${raw(oob)}>
    ${lines.map(
      ([id, label, count]) =>
        html`<div>
          <dt>${label}</dt>
          <dd id="stats-${id}">${count}</dd>
        </div>`,
    )}
  </dl>`.text;
}
