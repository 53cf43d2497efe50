/** What the looks of a seat mean, and what each costs. */
import type { Formats } from '../../theatre/contract/formats.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import { categoryColors } from '../../theatre/seating/plan.ts';
import { html, raw, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

const statuses = [
  ['available', 'Free'],
  ['selected', 'Yours'],
  ['other_selected', 'On hold'],
  ['booked', 'Booked'],
] as const;

export function legendHtml(state: ScreeningState, formats: Formats): Html {
  const seats = [...state.index.byId.values()];
  return html`<div class="legend">
    <ul aria-label="What the seats mean">
      ${statuses.map(
        ([status, words]) => html`<li><i data-status="${status}"></i>${words}</li>`,
      )}${seats.some((seat) => seat.accessible) && html`<li><i class="mark">♿︎</i>Wheelchair</li>`}${
        seats.some((seat) => seat.companion) && html`<li><i class="mark">+</i>Companion</li>`
      }${seats.some((seat) => seat.restricted) && html`<li><i class="mark">◐</i>Restricted view</li>`}
    </ul>
    ${pricesHtml(state, formats)}
  </div>`;
}

/** What a full ticket costs now, by category. */
export function pricesHtml({ index, prices, currency }: ScreeningState, formats: Formats, oob: Oob = ''): Html {
  const colors = categoryColors(index.plan);
  return html`<ul id="prices" aria-label="Prices" ${raw(oob)}>
    ${index.plan.categories.map(
      ({ id, name }) =>
        html`<li>
          <i data-edge="${colors.get(id) ?? 1}"></i>${name}
          ${raw('<b>')}${formats.money(prices[id] ?? 0, currency)}${raw('</b>')}
        </li>`,
    )}
  </ul>`;
}

export function pricesPatch(before: ScreeningState, after: ScreeningState, formats: Formats): string {
  return before.prices === after.prices ? '' : pricesHtml(after, formats, MORPH).text;
}
