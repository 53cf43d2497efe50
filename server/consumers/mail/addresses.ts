/** Addresses that staff typed for a mail: sealed in the log, like the customer of the order. */
import { newCustomerKey, seal, unseal, type SealedFor } from '../../../theatre/customer/seal.ts';
import type { Log } from '../../../theatre/log/connection.ts';
import { CustomerKeys } from '../../../theatre/log/customer-keys.ts';
import type { MailState } from '../../../theatre/mail/mail-state.ts';
import type { SealedCustomer } from '../../../theatre/screening/events.ts';

export class Addresses {
  readonly #keys: CustomerKeys;

  constructor(log: Log) {
    this.#keys = new CustomerKeys(log);
  }

  /** Undefined where its key cannot be kept now. */
  async seal(address: string, of: SealedFor): Promise<SealedCustomer | undefined> {
    const key = newCustomerKey();
    if ((await this.#keys.keep(key)) !== 'kept') return undefined;
    return seal({ name: '', email: address }, key, of);
  }

  /**
   * Undefined where the mail goes to the order's own address, or this one was erased. `erased`: the order's customer was, and a plain
   * address of before these were sealed with them. Throws `LogUnreachable`.
   */
  async read({ to, screeningId }: MailState, order: string, erased: boolean): Promise<string | undefined> {
    if (to === undefined) return undefined;
    if (typeof to === 'string') return erased ? undefined : to;
    const secrets = await this.#keys.read([to.key]);
    return unseal(to, secrets.get(to.key), { screeningId, order })?.email;
  }
}
