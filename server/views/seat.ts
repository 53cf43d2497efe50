/** One seat: a button of about 150 bytes, sent to every phone whenever it changes. Only what can change is in it. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { Minor } from '../../theatre/screening/events.ts';
import type { ScreeningState, Seat } from '../../theatre/screening/state.ts';
import { statusFor, type Onlooker } from '../../theatre/screening/view.ts';
import { viewerColor } from '../../theatre/screening/viewer.ts';
import type { PlanIndex, PlannedSeat } from '../../theatre/seating/plan.ts';
import { escape } from './html.ts';

/** What never changes of a seat while its screening lasts, escaped once. */
interface Fixed {
  readonly open: string;
  /** Place and price in words. */
  readonly label: string;
  readonly number: string;
}

type FixedSeats = readonly (readonly Fixed[])[];

const fixedOf = new WeakMap<PlanIndex, WeakMap<Readonly<Record<string, Minor>>, Map<string, FixedSeats>>>();

/** `oob` is an attribute that makes the seat a patch, or ''. */
export type SeatHtml = (seat: Seat, planned: PlannedSeat, oob: string) => string;

/** A renderer of this screening's seats for one onlooker. */
export function seatHtmlFor(state: ScreeningState, onlooker: Onlooker, wording: Wording): SeatHtml {
  const fixed = fixedSeats(state, wording);
  const said = wording.texts.seats.status;
  return (seat, planned, oob) => {
    const known = fixed[planned.rowIndex]?.[planned.seatIndex];
    if (!known) throw new Error(`seat ${planned.id} is not of this screening`);
    const { open, label, number } = known;
    const status = statusFor(seat, onlooker);
    let more = '';
    if (status === 'selected') more = ' aria-pressed="true"';
    else if (status === 'booked') more = ' aria-disabled="true"';
    else if (seat.status === 'held') more = ` data-by="${viewerColor(seat.viewerId)}"`;
    return `${open}${status}" aria-label="${label}, ${said[status]}"${more}${oob}>${number}</button>`;
  };
}

function fixedSeats(state: ScreeningState, { texts, formats }: Wording): FixedSeats {
  const { index, prices, currency } = state;
  let byPrices = fixedOf.get(index);
  if (!byPrices) fixedOf.set(index, (byPrices = new WeakMap()));
  let byLocale = byPrices.get(prices);
  if (!byLocale) byPrices.set(prices, (byLocale = new Map()));
  const key = `${formats.locale} ${currency}`;
  const known = byLocale.get(key);
  if (known) return known;
  const names = new Map(index.plan.sections.map(({ id, name }) => [id, name]));
  const fixed = index.rows.map((row) =>
    row.map((seat): Fixed => {
      const price = prices[seat.category];
      const cost = price === undefined ? '' : `, ${formats.money(price, currency)}`;
      return {
        open: `<button id="${escape(seat.id)}" data-status="`,
        label: escape(`${texts.seats.place(names.get(seat.sectionId) ?? seat.sectionId, seat)}${cost}`),
        number: String(seat.column),
      };
    }),
  );
  byLocale.set(key, fixed);
  return fixed;
}
