/** What happens at a till, past tense, on `theatre.till.{tillId}`. Sales are on the screenings' ledgers and name the shift. */
import type { Minor } from '../screening/events.ts';

export const TILL_EVENT_VERSION = 1;

interface Common {
  readonly version: number;
  readonly commandId: string;
  /** An operator's id, or `staff` where the counter is open to everybody. */
  readonly by: string;
  readonly shift: string;
}

/** So many coins or notes of one value. */
export interface Count {
  /** What one of them is worth, in minor units. */
  readonly unit: Minor;
  readonly count: number;
}

export interface ShiftOpened extends Common {
  readonly type: 'shift-opened';
  /** Whose shift it is. */
  readonly operator: string;
  /** Cash in the drawer at the start. */
  readonly float: Minor;
  /** ISO 4217. */
  readonly currency: string;
}

export interface PaidIn extends Common {
  readonly type: 'paid-in';
  readonly amount: Minor;
  readonly reason: string;
}

export interface PaidOut extends Common {
  readonly type: 'paid-out';
  readonly amount: Minor;
  readonly reason: string;
}

export interface ShiftClosed extends Common {
  readonly type: 'shift-closed';
  readonly counted: readonly Count[];
  readonly countedTotal: Minor;
  /** What should have been in the drawer, by the log as it was then. */
  readonly expected: Minor;
  /** Counted less expected: negative where money is missing. */
  readonly variance: Minor;
}

export type TillEvent = ShiftOpened | PaidIn | PaidOut | ShiftClosed;
