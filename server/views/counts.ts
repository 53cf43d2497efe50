/** What is left of the house, and whether it is sold at all. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import { escape } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

export function leftHtml({ counts, phase }: ScreeningState, { texts }: Wording, oob: Oob = ''): string {
  return `<p id="left" data-left="${counts.available}"${oob}>${escape(texts.seats.left(counts, phase))}</p>`;
}

/** Above the map: why nothing can be had just now, or nothing at all. Staff's own reason is for staff. */
export function salesHtml(state: ScreeningState, { texts }: Wording, oob: Oob = ''): string {
  const sales = salesOf(state);
  const words = sales === 'open' ? '' : `<p>${escape(texts.pages.sales[sales])}</p>`;
  return `<div id="sales" role="status" data-sales="${names[sales]}"${oob}>${words}</div>`;
}

type Sales = 'open' | 'cancelled' | 'closed' | 'suspended' | 'noneFree' | 'soldOut';

const names: Readonly<Record<Sales, string>> = {
  open: 'open',
  cancelled: 'cancelled',
  closed: 'closed',
  suspended: 'suspended',
  noneFree: 'none-free',
  soldOut: 'sold-out',
};

function salesOf({ phase, suspended, counts }: ScreeningState): Sales {
  if (phase === 'cancelled' || phase === 'closed') return phase;
  if (suspended !== undefined) return 'suspended';
  if (counts.available > 0) return 'open';
  return counts.held > 0 ? 'noneFree' : 'soldOut';
}

export function countsPatch(before: ScreeningState, after: ScreeningState, wording: Wording): string {
  if (before.counts === after.counts && before.phase === after.phase && before.suspended === after.suspended) return '';
  let text = '';
  if (leftHtml(before, wording) !== leftHtml(after, wording)) text += leftHtml(after, wording, MORPH);
  if (salesHtml(before, wording) !== salesHtml(after, wording)) text += salesHtml(after, wording, MORPH);
  return text;
}
