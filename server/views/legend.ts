/** What the looks of a seat mean, and what each costs. */
import type { Formats } from '../../theatre/contract/formats.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import { categoryColors } from '../../theatre/seating/plan.ts';
import { html, raw, type Html } from './html.ts';

const statuses = [
  ['available', 'Free'],
  ['selected', 'Yours'],
  ['other_selected', 'On hold'],
  ['booked', 'Booked'],
] as const;

export function legendHtml({ index, prices, currency }: ScreeningState, formats: Formats): Html {
  const seats = [...index.byId.values()];
  const colors = categoryColors(index.plan);
  return html`<div class="legend">
    <ul aria-label="What the seats mean">
      ${statuses.map(
        ([status, words]) => html`<li><i data-status="${status}"></i>${words}</li>`,
      )}${seats.some((seat) => seat.accessible) && html`<li><i class="mark">♿︎</i>Wheelchair</li>`}${
        seats.some((seat) => seat.restricted) && html`<li><i class="mark">◐</i>Restricted view</li>`
      }
    </ul>
    <ul aria-label="Prices">
      ${index.plan.categories.map(
        ({ id, name }) =>
          html`<li>
            <i data-edge="${colors.get(id) ?? 1}"></i>${name}
            ${raw('<b>')}${formats.money(prices[id] ?? 0, currency)}${raw('</b>')}
          </li>`,
      )}
    </ul>
  </div>`;
}
