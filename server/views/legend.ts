/** What the looks of a seat mean, and what each costs. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import { categoryColors } from '../../theatre/seating/plan.ts';
import { html, raw, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

const statuses = ['available', 'selected', 'other_selected', 'booked'] as const;

export function legendHtml(state: ScreeningState, wording: Wording): Html {
  const { legend } = wording.texts.pages;
  const seats = [...state.index.byId.values()];
  return html`<div class="legend">
    <ul aria-label="${legend.label}">
      ${statuses.map(
        (status) => html`<li><i data-status="${status}"></i>${legend[status]}</li>`,
      )}${seats.some((seat) => seat.accessible) && html`<li><i class="mark">♿︎</i>${legend.wheelchair}</li>`}${
        seats.some((seat) => seat.companion) && html`<li><i class="mark">+</i>${legend.companion}</li>`
      }${seats.some((seat) => seat.restricted) && html`<li><i class="mark">◐</i>${legend.restricted}</li>`}
    </ul>
    ${pricesHtml(state, wording)}
  </div>`;
}

/** What a full ticket costs now, by category. */
export function pricesHtml(
  { index, prices, currency }: ScreeningState,
  { texts, formats }: Wording,
  oob: Oob = '',
): Html {
  const colors = categoryColors(index.plan);
  return html`<ul id="prices" aria-label="${texts.pages.legend.prices}" ${raw(oob)}>
    ${index.plan.categories.map(
      ({ id, name }) =>
        html`<li>
          <i data-edge="${colors.get(id) ?? 1}"></i>${name}
          ${raw('<b>')}${formats.money(prices[id] ?? 0, currency)}${raw('</b>')}
        </li>`,
    )}
  </ul>`;
}

export function pricesPatch(before: ScreeningState, after: ScreeningState, wording: Wording): string {
  return before.prices === after.prices ? '' : pricesHtml(after, wording, MORPH).text;
}
