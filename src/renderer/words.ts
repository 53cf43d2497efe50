/** What only the kiosk says; the rest is in theatre/contract/words.ts. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import { refusalWords } from '../../theatre/contract/words.ts';
import type { Reason } from '../../theatre/screening/commands.ts';
import { texts } from './texts.ts';

const here: Readonly<Record<string, string>> = {
  'too-many-seats': 'That is more seats than one sale takes. Book those you have first.',
  'nothing-selected': 'No seats are chosen. Choose seats on the map first.',
  'sales-suspended': 'Sales of this screening are suspended: nothing can be sold until they are resumed.',
  'unknown-screening': 'There is no such screening. Press Esc for the list of all there are.',
  'unknown-house': 'There is no such house. Choose another.',
  'log-unreachable': 'The log does not answer, and nothing was changed. Try again when the line below says connected.',
  unsettled:
    'The log did not answer in time, so it is not known yet whether this was done. Wait until the screen shows it.',
  'patrons-down': 'The server for patrons is not open, so there is no address to give. Try again in a moment.',
  malformed: 'Something in this was not understood. Check what was typed.',
  'not-ready': 'The house is still opening. Try again in a moment.',
};

const reasons = new Set<string>([
  'screening-exists',
  'screening-closed',
  'unknown-seat',
  'seat-taken',
  'hold-expired',
  'no-more-time',
  'selection-changed',
  'payment-mismatch',
  'not-enough-seats',
  'unknown-order',
  'not-in-order',
  'already-paid',
  'payment-due',
  'order-refunded',
  'order-lapsed',
  'screening-cancelled',
  'not-allowed',
  'needs-manager',
  'no-shift',
  'unknown-promo',
  'unknown-ticket-type',
  'too-late',
  'ticket-superseded',
  'already-admitted',
] satisfies Reason[]);

/** Why something was not done, and what to do next. */
export function problemWords({ reason, seats, message }: Problem): string {
  if (message !== undefined) return message;
  const atTheCounter: Readonly<Record<string, string>> = texts().sale.problems;
  if (atTheCounter[reason] !== undefined) return atTheCounter[reason];
  if (reasons.has(reason)) return refusalWords(reason as Reason, seats);
  return (
    here[reason] ?? 'That did not work because of a fault in the program. Nothing is sold without an order number.'
  );
}
