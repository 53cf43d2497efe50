/** A ledger read straight from the log by a connection of its own: what really is in it. */
import { isSealed, unseal } from '../../customer/seal.ts';
import type { LedgerEvent, Recorded } from '../../screening/events.ts';
import type { LogAddress } from '../address.ts';
import { openLog, type Log } from '../connection.ts';
import { CustomerKeys } from '../customer-keys.ts';
import { follow } from '../follow.ts';
import { ledgerOf } from '../subjects.ts';

/** `unsealed`: customers in plain words where there is a key. Defaults to what stands there. */
export async function readLedger(
  address: LogAddress,
  screeningId: string,
  { unsealed = false } = {},
): Promise<Recorded<LedgerEvent>[]> {
  const log = await openLog({ address, name: 'reader' });
  const read: Recorded<LedgerEvent>[] = [];
  const follower = follow(log, {
    subjects: [ledgerOf(screeningId)],
    from: 1,
    onMessage: ({ sequence, at, event }) => read.push({ sequence, at, event: event as LedgerEvent }),
  });
  await follower.caughtUp;
  await follower.stop();
  const ledger = unsealed ? await unsealAll(log, screeningId, read) : read;
  await log.close();
  return ledger;
}

async function unsealAll(
  log: Log,
  screeningId: string,
  ledger: readonly Recorded<LedgerEvent>[],
): Promise<Recorded<LedgerEvent>[]> {
  const sealed = ledger.flatMap(({ event }) =>
    event.type === 'booked' && isSealed(event.customer) ? [event.customer.key] : [],
  );
  const secrets = await new CustomerKeys(log).read(sealed);
  return ledger.map((recorded) => {
    const { event } = recorded;
    if (event.type !== 'booked' || !isSealed(event.customer)) return recorded;
    const { customer, order } = event;
    const person = unseal(customer, secrets.get(customer.key), { screeningId, order });
    return { ...recorded, event: { ...event, customer: person ?? customer } };
  });
}
