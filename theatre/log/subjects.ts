/** Names of the stream and its subjects: one literal subject per unit of consistency. */
export const STREAM = 'THEATRE';
export const ALL_SUBJECTS = 'theatre.>';

export const ledgerOf = (screeningId: string): string => `theatre.screening.${screeningId}.ledger`;
export const presenceOf = (screeningId: string): string => `theatre.screening.${screeningId}.presence`;
export const refusalsOf = (screeningId: string): string => `theatre.screening.${screeningId}.refusal`;
/** Holds the scheduled end of one viewer's hold. */
export const expiryOf = (screeningId: string, viewerId: string): string => `theatre.expiry.${screeningId}.${viewerId}`;

/** Holds the scheduled end of an order that is kept for collection. */
export const orderExpiryOf = (screeningId: string, order: string): string =>
  `theatre.expiry.${screeningId}.order-${token(order)}`;
/** Holds the scheduled release of the seats that a command withheld. */
export const seatsExpiryOf = (screeningId: string, commandId: string): string =>
  `theatre.expiry.${screeningId}.seats-${token(commandId)}`;

/** As part of a subject, whatever somebody called it. */
const token = (text: string): string => text.replace(/[^\w-]/g, (char) => `=${char.charCodeAt(0).toString(16)}`);

/** Says that nobody is told any more who bought an order. */
export const customerSubjectOf = (order: string): string => `theatre.customer.${token(order)}`;
export const EVERY_CUSTOMER = 'theatre.customer.*';

/** The keys that customers are sealed with: a stream of its own, since what is in it can be erased. */
export const KEY_STREAM = 'CUSTOMER_KEYS';
export const EVERY_CUSTOMER_KEY = 'customer-key.*';
export const customerKeyOf = (key: string): string => `customer-key.${key}`;

/** Says that a screening was archived, and when its events were trimmed. */
export const archiveOf = (screeningId: string): string => `theatre.archive.${screeningId}`;

export const EVERY_LEDGER = 'theatre.screening.*.ledger';
export const EVERY_PRESENCE = 'theatre.screening.*.presence';
export const EVERY_REFUSAL = 'theatre.screening.*.refusal';
/** Where the log announces that a server or kiosk is gone. */
export const INSTANCES = 'theatre.instances';
/** Holds the scheduled announcement of one instance. */
export const instanceExpiryOf = (instance: string): string => `theatre.expiry-instance.${instance}`;

/** All that a house's plan has been; staff make houses. */
export const houseSubjectOf = (houseId: string): string => `theatre.house.${houseId}`;
export const EVERY_HOUSE = 'theatre.house.*';

/** Where a desk says that it lost a screening's ledger to another desk. Outside the stream: nobody keeps it. */
export const lostOf = (screeningId: string): string => `theatre-desk.lost.${screeningId}`;

/** The screening that a `theatre.screening.{id}.…` subject is about. */
export function screeningIdOf(subject: string): string | undefined {
  const [theatre, screening, id] = subject.split('.');
  return theatre === 'theatre' && screening === 'screening' ? id : undefined;
}
