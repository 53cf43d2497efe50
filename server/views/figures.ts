/** The figures of a screening for staff: what was sold and taken, and what became of the holds. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { SalesFigures } from '../consumers/stats/index.ts';
import { html, raw, type Html } from './html.ts';
import type { Oob } from './oob.ts';

/** What changes of a card while people buy. */
export function figuresHtml(figures: SalesFigures, { texts, formats }: Wording, oob: Oob = ''): Html {
  const words = texts.staff;
  const { id, seatsSold, capacity, takings, due, currency, holds, conversion } = figures;
  const money = (minor: number) => formats.money(minor, currency);
  const lost = holds.made - holds.open - holds.bought;
  return html`<dl id="figures-${id}" ${raw(oob)}>
    <div>
      <dt>${words.sold}</dt>
      <dd>${words.soldOf(seatsSold, capacity)}</dd>
    </div>
    <div>
      <dt>${words.takings}</dt>
      <dd>${money(takings)}</dd>
    </div>
    <div>
      <dt>${words.due}</dt>
      <dd>${money(due)}</dd>
    </div>
    <div>
      <dt>${words.onHold}</dt>
      <dd>${holds.open}</dd>
    </div>
    <div>
      <dt>${words.holds}</dt>
      <dd>${words.holdsOf(holds.made, lost)}</dd>
    </div>
    <div>
      <dt>${words.conversion}</dt>
      <dd>
        ${conversion.visitors === null ? '–' : words.conversionOf(percent(conversion.visitors, formats.locale), figures.visitors)}
      </dd>
    </div>
  </dl>`;
}

const percent = (part: number, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(part);
