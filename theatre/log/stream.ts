/** The stream THEATRE: made when it is missing, brought up to what we need where that is safe, never loosened. */
import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { LogUnfit } from './errors.ts';
import { ALL_SUBJECTS, STREAM } from './subjects.ts';

const DAY_NS = 24 * 3600 * 1e9;
const GIB = 1024 ** 3;
const SMALLEST_BYTES = 16 * 1024 ** 2;

/** Error codes of the server that mean: so much storage is not to be had. */
const STORAGE_CODES = new Set([10047, 10028, 10129]);
/** Error code of the server: another process made the stream meanwhile. */
export const NAME_IN_USE = 10058;

export interface StreamWishes {
  /** Copies in a cluster. Defaults to what the stream has, 1 for a new one. */
  readonly replicas?: number;
  /** Most that the stream may take on disk, in bytes. Defaults to 4 GiB, less where the account has less. */
  readonly maxBytes?: number;
  /** Told in words where an existing stream differs from what we would have made. */
  readonly onNotice?: (message: string) => void;
}

/** A stream's configuration; undefined where there is none of that name. For theatre/log alone. */
export async function configOf(manager: JetStreamManager, name: string): Promise<StreamConfig | undefined> {
  try {
    return (await manager.streams.info(name)).config;
  } catch (error) {
    if (error instanceof JetStreamApiError && error.status === 404) return undefined;
    throw error;
  }
}

async function create(manager: JetStreamManager, wishes: StreamWishes): Promise<void> {
  const { limits } = await manager.getAccountInfo();
  const room = limits.max_storage > 0 ? limits.max_storage : Number.POSITIVE_INFINITY;
  const wished = Math.min(wishes.maxBytes ?? 4 * GIB, room);
  for (let bytes = wished; ; bytes = Math.floor(bytes / 2)) {
    try {
      await manager.streams.add({
        name: STREAM,
        subjects: [ALL_SUBJECTS],
        storage: StorageType.File,
        retention: RetentionPolicy.Limits,
        // A full log refuses what is new; it never forgets what it acknowledged.
        discard: DiscardPolicy.New,
        max_bytes: bytes,
        // Two seasons and a little more: long enough to look back a year, not for ever, for the customers' sake.
        max_age: 800 * DAY_NS,
        duplicate_window: 120 * 1e9,
        num_replicas: wishes.replicas ?? 1,
        deny_delete: true,
        allow_atomic: true,
        allow_msg_schedules: true,
      });
      if (bytes < wished) wishes.onNotice?.(`The log may take ${bytes} bytes only: there is no room for ${wished}.`);
      return;
    } catch (error) {
      const noRoom = error instanceof JetStreamApiError && STORAGE_CODES.has(error.code);
      if (!noRoom || bytes / 2 < SMALLEST_BYTES) throw error;
    }
  }
}

/** What cannot be changed on a stream that has events, or not without losing some. */
function refuse(config: StreamConfig): void {
  const wrong: string[] = [];
  if (config.subjects.length !== 1 || config.subjects[0] !== ALL_SUBJECTS) {
    wrong.push(`its subjects are ${config.subjects.join(', ')}, not ${ALL_SUBJECTS}`);
  }
  if (config.retention !== RetentionPolicy.Limits) wrong.push(`its retention is ${config.retention}, not limits`);
  if (config.storage !== StorageType.File) wrong.push(`it is kept in ${config.storage}, not in files`);
  if (config.max_msgs_per_subject > 0) wrong.push('it keeps only some messages per subject');
  if (config.sealed) wrong.push('it is sealed');
  if (config.mirror) wrong.push('it is a mirror');
  if (wrong.length === 0) return;
  throw new LogUnfit(
    `The stream ${STREAM} cannot be used as it is: ${wrong.join('; ')}. ` +
      'Use another NATS account, or back the stream up, remove it and start again.',
  );
}

async function bringUpToDate(manager: JetStreamManager, config: StreamConfig, wishes: StreamWishes): Promise<void> {
  refuse(config);
  const change: Partial<StreamConfig> = {};
  if (!config.allow_atomic) change.allow_atomic = true;
  if (!config.allow_msg_schedules) change.allow_msg_schedules = true;
  if (!config.deny_delete) change.deny_delete = true;
  if (config.discard !== DiscardPolicy.New) change.discard = DiscardPolicy.New;
  if (wishes.replicas !== undefined && wishes.replicas > config.num_replicas) change.num_replicas = wishes.replicas;
  if (wishes.maxBytes !== undefined && config.max_bytes > 0 && wishes.maxBytes > config.max_bytes) {
    change.max_bytes = wishes.maxBytes;
  }
  if (Object.keys(change).length > 0) await manager.streams.update(STREAM, { ...config, ...change });
  if (wishes.replicas !== undefined && wishes.replicas < config.num_replicas) {
    wishes.onNotice?.(
      `The log keeps ${config.num_replicas} copies, more than the ${wishes.replicas} asked for; left so.`,
    );
  }
  if (wishes.maxBytes !== undefined && config.max_bytes > wishes.maxBytes) {
    wishes.onNotice?.(
      `The log may take ${config.max_bytes} bytes, more than the ${wishes.maxBytes} asked for; left so.`,
    );
  }
  if (config.max_bytes <= 0) wishes.onNotice?.('The log has no limit on its size; left so.');
  if (config.max_age > 0 && config.max_age < 800 * DAY_NS) {
    wishes.onNotice?.(`The log keeps events for ${Math.round(config.max_age / DAY_NS)} days only; left so.`);
  }
}

/** An older server makes the stream and silently leaves out what it does not know. */
async function checkAbilities(manager: JetStreamManager): Promise<void> {
  const config = await configOf(manager, STREAM);
  if (config?.allow_atomic && config.allow_msg_schedules) return;
  throw new LogUnfit(
    'The log runs on a nats-server that is too old: 2.14 or newer is needed, for batches and schedules.',
  );
}

/** Throws `LogUnfit` where a stream of that name exists and cannot serve, or the server cannot. */
export async function ensureStream(manager: JetStreamManager, wishes: StreamWishes): Promise<void> {
  await createOrUpdate(manager, wishes);
  await checkAbilities(manager);
}

/** For those who may not make or change it. Throws `LogUnfit` where it is not there or cannot serve. */
export async function checkStream(manager: JetStreamManager): Promise<void> {
  const config = await configOf(manager, STREAM);
  if (!config)
    throw new LogUnfit(`The log has no stream ${STREAM} yet. Open the house on the machine that has the log.`);
  refuse(config);
  await checkAbilities(manager);
}

async function createOrUpdate(manager: JetStreamManager, wishes: StreamWishes): Promise<void> {
  const config = await configOf(manager, STREAM);
  if (config) return bringUpToDate(manager, config, wishes);
  try {
    await create(manager, wishes);
  } catch (error) {
    const raced =
      error instanceof JetStreamApiError && error.code === NAME_IN_USE ? await configOf(manager, STREAM) : undefined;
    if (!raced) throw error;
    await bringUpToDate(manager, raced, wishes);
  }
}
