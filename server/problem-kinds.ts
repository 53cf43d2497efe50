/** Every kind of refusal there is, with its HTTP status. What each says to a person is in the catalogues. */
import type { Catalogue } from '../theatre/contract/catalogue/index.ts';

export interface Kind {
  readonly status: number;
  /** Seconds after which another try makes sense. */
  readonly retryAfter?: number;
}

export type ProblemCode = keyof Catalogue['problems'];

export const kinds: Readonly<Record<ProblemCode, Kind>> = {
  'unknown-screening': { status: 404 },
  'unknown-seat': { status: 404 },
  'unknown-order': { status: 404 },
  'unknown-house': { status: 422 },
  'house-exists': { status: 409 },
  'plan-changed': { status: 409 },
  'not-found': { status: 404 },
  'screening-exists': { status: 409 },
  'screening-closed': { status: 410 },
  'sales-suspended': { status: 409, retryAfter: 60 },
  'seat-taken': { status: 409 },
  'not-enough-seats': { status: 409 },
  'too-many-seats': { status: 409 },
  'address-limit': { status: 409 },
  'nothing-selected': { status: 409 },
  'hold-expired': { status: 409 },
  'no-more-time': { status: 409 },
  'selection-changed': { status: 409 },
  'key-used': { status: 409 },
  'payment-mismatch': { status: 422 },
  'not-in-order': { status: 409 },
  'already-paid': { status: 409 },
  'payment-due': { status: 409 },
  'order-refunded': { status: 410 },
  'order-lapsed': { status: 410 },
  'mail-off': { status: 409 },
  'no-address': { status: 409 },
  'screening-cancelled': { status: 410 },
  'counter-only': { status: 403 },
  'needs-manager': { status: 403 },
  'no-shift': { status: 409 },
  'unknown-promo': { status: 422 },
  'unknown-ticket-type': { status: 422 },
  'too-late': { status: 409 },
  'ticket-superseded': { status: 409 },
  'already-admitted': { status: 409 },
  malformed: { status: 422 },
  'wrong-host': { status: 421 },
  unreadable: { status: 400 },
  'not-supported': { status: 415 },
  'too-large': { status: 413 },
  'address-too-long': { status: 414 },
  'headers-too-large': { status: 431 },
  'too-slow': { status: 408 },
  'not-allowed': { status: 405 },
  'no-session': { status: 403 },
  'wrong-origin': { status: 403 },
  'no-token': { status: 401 },
  'too-fast': { status: 429, retryAfter: 5 },
  'too-many-streams': { status: 429, retryAfter: 30 },
  'log-unreachable': { status: 503, retryAfter: 3 },
  unsettled: { status: 503, retryAfter: 3 },
  'log-full': { status: 503, retryAfter: 30 },
  closing: { status: 503, retryAfter: 3 },
  'not-ready': { status: 503, retryAfter: 3 },
  fault: { status: 500 },
};
