/** The stream CUSTOMER_KEYS: beside the log, never part of it, since here a message can be erased for good. */
import {
  DiscardPolicy,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import { LogUnfit } from './errors.ts';
import { configOf, NAME_IN_USE } from './stream.ts';
import { EVERY_CUSTOMER_KEY, KEY_STREAM, STREAM } from './subjects.ts';

/** As many copies as the log has. Throws `LogUnfit` where a stream of that name exists and cannot serve. */
export async function ensureKeyStream(manager: JetStreamManager): Promise<void> {
  const replicas = (await manager.streams.info(STREAM)).config.num_replicas;
  const config = await configOf(manager, KEY_STREAM);
  if (config) return bringUpToDate(manager, config, replicas);
  try {
    await manager.streams.add({
      name: KEY_STREAM,
      subjects: [EVERY_CUSTOMER_KEY],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      // A key that was acknowledged goes when somebody erases it, never by itself: no limit on age, and none on size, which would
      // take room from the log. An order's key takes some 150 bytes.
      discard: DiscardPolicy.New,
      max_msgs_per_subject: 1,
      // Whoever may keep a key cannot write over another one.
      discard_new_per_subject: true,
      num_replicas: replicas,
      allow_atomic: true,
      allow_direct: true,
    });
  } catch (error) {
    const raced =
      error instanceof JetStreamApiError && error.code === NAME_IN_USE
        ? await configOf(manager, KEY_STREAM)
        : undefined;
    if (!raced) throw error;
    await bringUpToDate(manager, raced, replicas);
  }
}

async function bringUpToDate(manager: JetStreamManager, config: StreamConfig, replicas: number): Promise<void> {
  const wrong: string[] = [];
  if (config.subjects.length !== 1 || config.subjects[0] !== EVERY_CUSTOMER_KEY) {
    wrong.push(`its subjects are ${config.subjects.join(', ')}, not ${EVERY_CUSTOMER_KEY}`);
  }
  if (config.storage !== StorageType.File) wrong.push(`it is kept in ${config.storage}, not in files`);
  if (config.deny_delete) wrong.push('nothing can be deleted from it');
  if (wrong.length > 0) {
    throw new LogUnfit(
      `The stream ${KEY_STREAM} cannot be used as it is: ${wrong.join('; ')}. Use another NATS account.`,
    );
  }
  const change: Partial<StreamConfig> = {};
  if (!config.allow_atomic) change.allow_atomic = true;
  if (!config.allow_direct) change.allow_direct = true;
  if (replicas > config.num_replicas) change.num_replicas = replicas;
  if (Object.keys(change).length > 0) await manager.streams.update(KEY_STREAM, { ...config, ...change });
}
