/** What happens to the people who work in the house, past tense, on the one subject `theatre.people`. No secret is in an event. */
import type { Role } from '../screening/commands.ts';

export const PEOPLE_EVENT_VERSION = 1;

interface Common {
  readonly version: number;
  readonly commandId: string;
  /** An operator's id, or `staff` for whoever has the house's own key. */
  readonly by: string;
}

/**
 * What a PIN became: from this alone nobody can try PINs, because it was keyed with a secret of the house before it was
 * hashed. `key` says which secret, in a few characters that give nothing of it away.
 */
export interface PinHash {
  readonly key: string;
  readonly salt: string;
  readonly hash: string;
  /** scrypt's cost, block size and parallelism. */
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

export interface OperatorAdded extends Common {
  readonly type: 'operator-added';
  /** `op-…`, never used again for somebody else. */
  readonly operatorId: string;
  /** Short, for signing in by it: 1, 2, 3 … */
  readonly number: number;
  readonly name: string;
  readonly role: Role;
  readonly pin: PinHash;
}

/** What is absent stays as it is. A new PIN ends the waits that wrong ones brought. */
export interface OperatorChanged extends Common {
  readonly type: 'operator-changed';
  readonly operatorId: string;
  readonly name?: string;
  readonly role?: Role;
  readonly pin?: PinHash;
}

export interface OperatorRemoved extends Common {
  readonly type: 'operator-removed';
  readonly operatorId: string;
}

/** `sign-in`: by an operator's own PIN. `approval`: any manager's PIN, for what somebody else may not do alone. */
export type PinPurpose = 'sign-in' | 'approval';

export interface PinAccepted extends Common {
  readonly type: 'pin-accepted';
  readonly purpose: PinPurpose;
  readonly operatorId: string;
  readonly kiosk: string;
}

/** Kept in the log, so that no restart and no other kiosk gives anybody new attempts. */
export interface PinRefused extends Common {
  readonly type: 'pin-refused';
  readonly purpose: PinPurpose;
  /** Whose PIN was tried; absent for an approval, which is nobody's in particular. */
  readonly operatorId?: string;
  readonly kiosk: string;
}

export type PeopleEvent = OperatorAdded | OperatorChanged | OperatorRemoved | PinAccepted | PinRefused;
