/**
 * What a member may say beyond what nats-server's permissions can tell apart. Those look at subjects alone, and on a stream
 * with schedules a header is enough to wipe it: `Nats-Rollup`, or `Nats-Scheduler` with `Nats-Schedule-Next: purge` for any
 * subject (measured on 2.14.0, also with `deny_purge`); a reply subject puts an answer wherever one likes. Pure.
 */
import { INSTANCES, ledgerOf } from '../subjects.ts';
import { inboxOf, type Member } from './roles.ts';
import type { Frame } from './wire.ts';

type Publication = Extract<Frame, { is: 'publish' }>;

const GUARD = 'Nats-Expected-Last-Subject-Sequence';
/** Of a batch; it is one client's own. */
const EVERYWHERE = new Set([GUARD, 'Nats-Batch-Id', 'Nats-Batch-Sequence', 'Nats-Batch-Commit']);
/** All that a reader of ours says of itself; whatever else could be kept, acknowledged or delivered elsewhere. */
const READER_KEYS = new Set([
  'name',
  'deliver_subject',
  'filter_subjects',
  'deliver_policy',
  'opt_start_seq',
  'ack_policy',
  'replay_policy',
  'flow_control',
  'idle_heartbeat',
  'inactive_threshold',
  'mem_storage',
  'num_replicas',
]);
const LONGEST_FORGETTING_NS = 60e9;
/** What was heard of a member before, as far as it counts for what it may say next. */
export interface Heard {
  /** Names of the readers that it made. */
  readonly readers: Set<string>;
  /** The ledger that the first message of a batch was guarded on, by the batch's id. */
  readonly batches: Map<string, string>;
}

export const nothingHeard = (): Heard => ({ readers: new Set(), batches: new Map() });

/** Of one machine: a server has a few for each screening that it shows. The server forgets the others by itself. */
const REMEMBERED = 10_000;
/** What the log says in a ledger when a time is up. */
const ENDS = new Set(['selection', 'lapsed', 'released']);

/** True where a member may say this; `heard` is kept up to date. */
export function mayPublish(member: Member, message: Publication, heard: Heard): boolean {
  const inbox = `${inboxOf(member.publicKey)}.`;
  const { subject, reply } = message;
  // nats-server keeps `*` and `>` in a subject as they are: the name of a thing would then be one of all of them.
  if (!isPlain(subject)) return false;
  if (reply !== undefined && !(reply.startsWith(inbox) && isPlain(reply))) return false;
  if (subject.startsWith('$JS.API.CONSUMER.')) return mayRead(message, inbox, heard.readers);
  if (subject.startsWith('$JS.') || subject.startsWith('theatre-desk.')) return (message.headers?.size ?? 0) === 0;
  return mayAppend(message, heard.batches);
}

const isPlain = (subject: string): boolean => subject.split('.').every((token) => /^[^*>]+$/.test(token));

function mayRead({ subject, headers, body }: Publication, inbox: string, own: Set<string>): boolean {
  const [, , , verb, stream, called = ''] = subject.split('.');
  if ((headers?.size ?? 0) > 0) return false;
  if (verb === 'DELETE') return own.delete(called);
  const asked = parsed(body);
  const config = asked?.['config'];
  if (verb !== 'CREATE' || !isRecord(asked) || !isRecord(config)) return false;
  // What is said twice nats-server merges, we would see the last alone: it is written once, as our own clients write it.
  if (JSON.stringify(asked) !== body.toString('utf8')) return false;
  if (Object.keys(asked).some((key) => !['stream_name', 'config', 'action', 'pedantic'].includes(key))) return false;
  if (Object.keys(config).some((key) => !READER_KEYS.has(key))) return false;
  const name = String(config['name']);
  const fits =
    asked['stream_name'] === stream &&
    asked['action'] === 'create' &&
    /^full-house-[A-Za-z0-9]{22}$/.test(name) &&
    typeof config['deliver_subject'] === 'string' &&
    config['deliver_subject'].startsWith(inbox) &&
    config['ack_policy'] === 'none' &&
    config['mem_storage'] === true &&
    Number(config['inactive_threshold']) > 0 &&
    Number(config['inactive_threshold']) <= LONGEST_FORGETTING_NS;
  if (fits) own.add(name);
  forgetOldest(own);
  return fits;
}

function forgetOldest(of: Set<string> | Map<string, string>): void {
  if (of.size <= REMEMBERED) return;
  for (const oldest of of.keys()) {
    of.delete(oldest);
    return;
  }
}

function mayAppend({ subject, headers = new Map(), body }: Publication, batches: Map<string, string>): boolean {
  const [, kind, id = ''] = subject.split('.');
  const scheduled = kind === 'expiry' || kind === 'expiry-instance';
  const target = kind === 'expiry' ? ledgerOf(id) : INSTANCES;
  for (const [name, value] of headers) {
    if (EVERYWHERE.has(name)) continue;
    // The end of a hold goes to the ledger of its own screening, once, and is nothing but an end.
    if (name === 'Nats-Schedule' && scheduled && value.startsWith('@at ')) continue;
    if (name === 'Nats-Schedule-Target' && scheduled && value === target) continue;
    if (name === 'Nats-Scheduler' && takesBack(subject, value)) continue;
    if (name === 'Nats-Schedule-Next' && value === 'purge' && headers.has('Nats-Scheduler')) continue;
    return false;
  }
  if (!isGuarded(subject, headers, batches)) return false;
  if (!scheduled) return true;
  const said = parsed(body);
  const isEnd = kind === 'expiry' ? isEndOfTime(said) : said?.['type'] === 'gone';
  return headers.has('Nats-Schedule') && headers.has('Nats-Schedule-Target') && isEnd;
}

/**
 * Every desk decides on a ledger that it has read: what it writes there lands only where the ledger stands as it read it. In a batch
 * nats-server asks that of the first message, and all of them land or none.
 */
function isGuarded(subject: string, headers: ReadonlyMap<string, string>, batches: Map<string, string>): boolean {
  const [id, place, guard] = ['Nats-Batch-Id', 'Nats-Batch-Sequence', GUARD].map((name) => headers.get(name));
  // Written otherwise, as `01`, it would be another place to nats-server than to us.
  if ((id === undefined) !== (place === undefined) || !/^[1-9]\d{0,3}$/.test(place ?? '1')) return false;
  const follows = id !== undefined && place !== '1' && batches.get(id) === subject;
  // With another first message it is another batch of that name.
  if (id !== undefined && (place === '1' || headers.has('Nats-Batch-Commit'))) batches.delete(id);
  if (follows || !/^theatre\.screening\.[^.]+\.ledger$/.test(subject)) return true;
  if (guard === undefined || !/^\d{1,19}$/.test(guard)) return false;
  if (id !== undefined && place === '1') batches.set(id, subject);
  forgetOldest(batches);
  return true;
}

/** A hold's end leaves nobody a seat. */
function isEndOfTime(said: Record<string, unknown> | undefined): boolean {
  const type = said?.['type'];
  if (typeof type !== 'string' || !ENDS.has(type)) return false;
  const seats = said?.['selectedSeatIds'];
  return type !== 'selection' || (said?.['action'] === 'expire' && Array.isArray(seats) && seats.length === 0);
}

/** Only the ends of the same screening, or the announcement that a machine is gone. */
function takesBack(subject: string, scheduler: string): boolean {
  const [, kind, id, part] = subject.split('.');
  const [theatre, expiry, ofId, ...rest] = scheduler.split('.');
  if (theatre !== 'theatre' || /[*>]/.test(scheduler)) return false;
  if (kind === 'screening' && part === 'ledger') return expiry === 'expiry' && ofId === id && rest.length === 1;
  return subject === INSTANCES && expiry === 'expiry-instance' && rest.length === 0;
}

function parsed(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
