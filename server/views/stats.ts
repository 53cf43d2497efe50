/** A screening in a few numbers, as a list to put into any page. */
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import type { StatsJson } from '../live/stats-format.ts';
import { html, raw } from './html.ts';
import type { Oob } from './oob.ts';

export function statsHtml(stats: StatsJson, { pages }: Catalogue, oob: Oob = ''): string {
  const lines = [
    ['left', stats.available],
    ['held', stats.held],
    ['booked', stats.booked],
    ['holds', stats.holds],
    ['viewers', stats.viewers],
  ] as const;
  return html`<dl id="stats" class="stats" ${raw(oob)}>
    ${lines.map(
      ([id, count]) =>
        html`<div>
          <dt>${pages.stats[id]}</dt>
          <dd id="stats-${id}">${count}</dd>
        </div>`,
    )}
  </dl>`.text;
}
