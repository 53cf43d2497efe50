/** Who bought: nothing that is decided depends on it. */

/** Who somebody is, in words. */
export interface Person {
  /** '' of somebody who gave none, as at the counter. In older logs these have the word of the kiosk's language instead. */
  readonly name: string;
  readonly email?: string;
}

/** A person sealed with a key that is kept outside the ledger: once the key is erased nobody can say who it was. */
export interface SealedCustomer {
  /** Base64url. */
  readonly sealed: string;
  /** Id of the key. */
  readonly key: string;
}

/** Who bought. Plain in events of before there were keys; nothing that is decided depends on it. */
export type Customer = Person | SealedCustomer;

/**
 * On `theatre.customer.{order}`: from here on nobody is told who bought this order. Seats and money stay what they are: it is
 * no ledger event, and no decision reads it.
 */
export interface CustomerErased {
  readonly type: 'customer-erased';
  readonly version: number;
  readonly by: string;
  readonly screeningId: string;
  readonly order: string;
  /** Ids of the keys to be erased: every one that something of this order was sealed with. */
  readonly keys: readonly string[];
}
