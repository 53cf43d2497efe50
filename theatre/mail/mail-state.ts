/** What became of the mail of one order: a fold of its subject. Pure. */
import type { MailEvent } from '../contract/log-mail.ts';
import type { Recorded, SealedCustomer } from '../screening/events.ts';

export type MailStatus =
  /** Nothing was said of it: a new order's is sent, an old one's never was. */
  | 'none'
  /** To be sent, as somebody asked or because the mail server wants to be asked again. */
  | 'waiting'
  /** On its way to the mail server. */
  | 'begun'
  /** The mail server has it. */
  | 'accepted'
  /** Not sent, for a reason that lasts. */
  | 'refused'
  /** It may have been sent or not. */
  | 'unknown'
  /** Not sent on purpose. */
  | 'skipped';

export interface MailState {
  readonly status: MailStatus;
  readonly screeningId: string;
  /** Of the last event; epoch milliseconds. */
  readonly at: number;
  /** Number of the mail that is, or was last, to be sent; 1 is the confirmation. Its Message-ID follows from it. */
  readonly copy: number;
  /** Where it goes when that is not the order's own address. */
  readonly to?: string | SealedCustomer;
  /** Ids of the keys that addresses in it were ever sealed with. Defaults to none. */
  readonly keys?: readonly string[];
  readonly attempt?: string;
  /** Of the attempt: when nobody waits for its outcome any more. Epoch milliseconds. */
  readonly until?: number;
  readonly problem?: string;
}

export const unmailed: MailState = { status: 'none', screeningId: '', at: 0, copy: 1 };

export function evolveMail(state: MailState, { at, event }: Recorded<MailEvent>): MailState {
  const { screeningId } = event;
  const keys = keysOf(state, event);
  const next = { screeningId, at, copy: state.copy, ...(state.to === undefined ? {} : { to: state.to }), ...keys };
  switch (event.type) {
    case 'mail-asked': {
      // While one is on its way, its outcome is what was asked for.
      if (state.status === 'begun') return { ...state, ...keys };
      // A patron who has one gets another; one that may not have arrived must be known as the same by whoever receives both.
      const copy = state.status === 'accepted' ? state.copy + 1 : state.copy;
      return { status: 'waiting', screeningId, at, copy, ...(event.to === undefined ? {} : { to: event.to }), ...keys };
    }
    case 'mail-begun':
      return { ...next, status: 'begun', copy: event.copy, attempt: event.attempt, until: event.until };
    case 'mail-accepted':
      // Also when it was given up for lost: this knows better.
      return isOf(state, event.attempt) ? { ...next, status: 'accepted', attempt: event.attempt } : state;
    case 'mail-deferred':
      return isOf(state, event.attempt) ? { ...next, status: 'waiting', problem: event.problem } : state;
    case 'mail-refused':
      if (event.attempt !== undefined && !isOf(state, event.attempt)) return state;
      return { ...next, status: 'refused', problem: event.problem };
    case 'mail-lost':
      return state.status === 'begun' && isOf(state, event.attempt)
        ? { ...next, status: 'unknown', attempt: event.attempt }
        : state;
    case 'mail-skipped':
      if (state.status !== 'none' && (state.status !== 'waiting' || event.problem === undefined)) return state;
      return { ...next, status: 'skipped', ...(event.problem === undefined ? {} : { problem: event.problem }) };
    default:
      return event satisfies never;
  }
}

function keysOf({ keys = [] }: MailState, event: MailEvent): { readonly keys?: readonly string[] } {
  const fresh = event.type === 'mail-asked' && typeof event.to === 'object' ? [event.to.key] : [];
  return keys.length + fresh.length === 0 ? {} : { keys: [...keys, ...fresh] };
}

function isOf({ status, attempt }: MailState, of: string): boolean {
  return (status === 'begun' || status === 'unknown') && attempt === of;
}
