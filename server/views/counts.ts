/** What is left of the house, and whether it is sold at all. */
import { leftWords } from '../../theatre/contract/words.ts';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import { escape } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

export function leftHtml(state: ScreeningState, oob: Oob = ''): string {
  return `<p id="left" data-left="${state.counts.available}"${oob}>${escape(leftWords(state.counts, state.phase))}</p>`;
}

/** Above the map: why nothing can be had just now, or nothing at all. Staff's own reason is for staff. */
export function salesHtml(state: ScreeningState, oob: Oob = ''): string {
  const [sales, words] = salesOf(state);
  return `<div id="sales" role="status" data-sales="${sales}"${oob}>${words === '' ? '' : `<p>${words}</p>`}</div>`;
}

function salesOf({ phase, suspended, counts }: ScreeningState): [string, string] {
  if (phase === 'closed')
    return ['closed', 'Sales for this screening have closed. Tickets that were bought stay good.'];
  if (suspended !== undefined) {
    return [
      'suspended',
      'The box office has paused sales for a moment. Your seats are safe; this page goes on by itself.',
    ];
  }
  if (counts.available > 0) return ['open', ''];
  return counts.held > 0
    ? ['none-free', 'Every seat is taken or on hold just now. Those on hold may come back: this page shows it at once.']
    : ['sold-out', 'This screening is sold out.'];
}

export function countsPatch(before: ScreeningState, after: ScreeningState): string {
  if (before.counts === after.counts && before.phase === after.phase && before.suspended === after.suspended) return '';
  let text = '';
  if (leftHtml(before) !== leftHtml(after)) text += leftHtml(after, MORPH);
  if (salesHtml(before) !== salesHtml(after)) text += salesHtml(after, MORPH);
  return text;
}
