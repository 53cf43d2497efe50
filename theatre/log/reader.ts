/** A reader on the server: an ordered, unacknowledged push consumer that the server forgets when nobody listens. */
import { AckPolicy, DeliverPolicy, ReplayPolicy, type ConsumerInfo, type JetStreamManager } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import { STREAM } from './subjects.ts';

/** How often a reader with nothing to tell says that it lives. */
export const HEARTBEAT_MS = 1000;
const FORGET_MS = 30_000;

export interface ReaderOptions {
  readonly name: string;
  /** Where it sends what it reads. */
  readonly inbox: string;
  readonly subjects: readonly string[];
  /** Stream sequence to start at. */
  readonly from: number;
}

export function addReader(
  manager: JetStreamManager,
  { name, inbox, subjects, from }: ReaderOptions,
): Promise<ConsumerInfo> {
  return manager.consumers.add(STREAM, {
    name,
    deliver_subject: inbox,
    filter_subjects: [...subjects],
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
    ack_policy: AckPolicy.None,
    replay_policy: ReplayPolicy.Instant,
    flow_control: true,
    idle_heartbeat: nanos(HEARTBEAT_MS),
    inactive_threshold: nanos(FORGET_MS),
    mem_storage: true,
    num_replicas: 1,
  });
}
