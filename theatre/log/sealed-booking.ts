/** A booking whose customer is sealed: its key is on disk before the sale is asked for, and is erased again where nothing was sold. */
import { seal, type SealedFor } from '../customer/seal.ts';
import type { LedgerEvent, Person, SealedCustomer } from '../screening/events.ts';
import type { CustomerKeys, Kept } from './customer-keys.ts';

export interface SealedBooking<O> {
  readonly keys: Pick<CustomerKeys, 'take' | 'discard'>;
  readonly of: SealedFor;
  readonly person: Person;
  book(this: void, customer: SealedCustomer): Promise<O>;
  /** What landed for certain; undefined where it may land yet. */
  landed(this: void, outcome: O): readonly LedgerEvent[] | undefined;
}

/** What came of it, or why the key could not be kept: then nothing was asked for. */
export async function bookSealed<O>(
  booking: SealedBooking<O>,
): Promise<O | { readonly notKept: Exclude<Kept, 'kept'> }> {
  const { keys, of, person, book, landed } = booking;
  const key = await keys.take();
  if (typeof key === 'string') return { notKept: key };
  const outcome = await book(seal(person, key, of));
  const events = landed(outcome);
  // Asked for again it is the order that was sold before, with a key of its own.
  if (
    events &&
    !events.some((event) => event.type === 'booked' && 'key' in event.customer && event.customer.key === key.id)
  ) {
    keys.discard(key.id);
  }
  return outcome;
}
