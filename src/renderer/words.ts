/** Why something was not done, in the language of this kiosk. */
import type { Problem } from '../../theatre/contract/ipc.ts';
import type { Reason } from '../../theatre/screening/commands.ts';
import { texts } from './texts.ts';

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
  // A code of the system's that is not known here comes as it is; what to do about it is ours.
  if (reason === 'not-written') {
    const faults: Readonly<Record<string, string>> = texts().kiosk.fileFaults;
    const code = message ?? '';
    return texts().kiosk.notWritten(faults[code] ?? code);
  }
  if (message !== undefined) return message;
  const atTheCounter: Readonly<Record<string, string>> = texts().sale.problems;
  if (atTheCounter[reason] !== undefined) return atTheCounter[reason];
  if (reasons.has(reason)) return texts().refusals.of(reason as Reason, seats);
  const here: Readonly<Record<string, string>> = {
    ...texts().people.problems,
    ...texts().till.problems,
    ...texts().kiosk.problems,
  };
  return here[reason] ?? texts().kiosk.problems.bug;
}
