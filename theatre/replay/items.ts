/** What a night is recorded as: everything that the log has about one screening, in its order. */
import type { Gone, LedgerEvent, PresenceEvent, Refused } from '../screening/events.ts';

/** `sequence` is the log's own; `at` its time in epoch milliseconds. */
export type NightItem = { readonly sequence: number; readonly at: number } & (
  | { readonly kind: 'ledger'; readonly event: LedgerEvent }
  | { readonly kind: 'presence'; readonly event: PresenceEvent | Gone }
  | { readonly kind: 'refusal'; readonly event: Refused }
);

/** The item that an event makes; its type says of which kind it is. */
export function itemOf(sequence: number, at: number, event: LedgerEvent | PresenceEvent | Gone | Refused): NightItem {
  switch (event.type) {
    case 'joined':
    case 'left':
    case 'gone':
      return { sequence, at, kind: 'presence', event };
    case 'refused':
      return { sequence, at, kind: 'refusal', event };
    default:
      return { sequence, at, kind: 'ledger', event };
  }
}
