/**
 * What each kind of machine may say to the log and hear from it, as nats-server's permissions. This house's own processes are
 * its owner and are not in here. What permissions cannot say (headers, where answers go) is in `wire-rules.ts`.
 */
import { KEY_STREAM, lostOf, STREAM } from '../subjects.ts';

export const roles = ['kiosk', 'patron-server', 'reader'] as const;
export type Role = (typeof roles)[number];

/** A machine that was let into this house. */
export interface Member {
  /** Also the kiosk's own id: its till is `theatre.till.{id}`. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  readonly role: Role;
  /** Public nkey of a user; the machine alone has its seed. */
  readonly publicKey: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

export interface Grants {
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** Every connection has answers sent to a place that no other may listen at. */
export const inboxOf = (publicKey: string): string => `_INBOX.${publicKey}`;

/** To look at a stream and to follow it: readers that the server forgets, never one that is kept. */
const reading = (stream: string): readonly string[] => [
  `$JS.API.STREAM.INFO.${stream}`,
  `$JS.API.STREAM.MSG.GET.${stream}`,
  `$JS.API.CONSUMER.CREATE.${stream}`,
  `$JS.API.CONSUMER.DELETE.${stream}.*`,
  `$JS.FC.${stream}.*.*`,
];

/** Names are opened, never erased: that is the house's own. */
const READING_KEYS: readonly string[] = [...reading(KEY_STREAM), `$JS.API.DIRECT.GET.${KEY_STREAM}`];

/** Selling: seats, who is here, what was refused, ends of holds, mail, and the keys that customers' names are sealed with. */
const SELLING: readonly string[] = [
  'theatre.screening.*.ledger',
  'theatre.screening.*.presence',
  'theatre.screening.*.refusal',
  'theatre.expiry.*.*',
  'theatre.expiry-instance.*',
  'theatre.instances',
  'theatre.mail',
  'theatre.mail.*',
  'customer-key.*',
  lostOf('*'),
];

/** `id` is the machine's own where the role has something of its own. */
export function grantsOf(role: Role, { id, publicKey }: Pick<Member, 'id' | 'publicKey'>): Grants {
  const inbox = `${inboxOf(publicKey)}.>`;
  switch (role) {
    case 'reader':
      return { publish: reading(STREAM), subscribe: [inbox] };
    case 'patron-server':
      return {
        publish: [...SELLING, ...reading(STREAM), ...READING_KEYS],
        subscribe: [inbox, lostOf('*')],
      };
    case 'kiosk':
      // Where managers work: operators, houses, who is to be erased, and the drawer of this kiosk alone.
      return {
        publish: [
          ...SELLING,
          'theatre.people',
          'theatre.house.*',
          'theatre.customer.*',
          `theatre.till.${id}`,
          ...reading(STREAM),
          ...READING_KEYS,
        ],
        subscribe: [inbox, lostOf('*')],
      };
    default:
      return role satisfies never;
  }
}

const list = (subjects: readonly string[]): string => JSON.stringify(subjects);

/** The member as nats-server's configuration has it. */
export function memberConfig(member: Member): string {
  const { publish, subscribe } = grantsOf(member.role, member);
  return `{ nkey: ${JSON.stringify(member.publicKey)}, permissions { publish { allow: ${list(publish)} }, subscribe { allow: ${list(subscribe)} } } }`;
}
