/** The customers of a night, for whoever writes them into a file. */
import { isSealed, unseal } from '../customer/seal.ts';
import type { WhoBought } from '../replay/export.ts';
import type { NightItem } from '../replay/items.ts';
import type { CustomerKeys } from './customer-keys.ts';
import type { Erasures } from './erasures.ts';

export interface WhoKnows {
  readonly keys: Pick<CustomerKeys, 'read'> | undefined;
  /** An order of before customers were sealed has no key to be erased, and a key may be there for a moment yet. */
  readonly erasures: Pick<Erasures, 'has'> | undefined;
}

/** Throws `LogUnreachable` where it cannot be known now. */
export async function whoBoughtIn(
  { keys, erasures }: WhoKnows,
  screeningId: string,
  items: Iterable<NightItem>,
): Promise<WhoBought> {
  const ids: string[] = [];
  for (const { event } of items) {
    if (event.type === 'booked' && isSealed(event.customer)) ids.push(event.customer.key);
  }
  const secrets = ids.length === 0 ? undefined : await keys?.read(ids);
  return ({ customer, order }) =>
    erasures?.has(order) === true
      ? undefined
      : unseal(customer, isSealed(customer) ? secrets?.get(customer.key) : undefined, { screeningId, order });
}
