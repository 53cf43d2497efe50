/** What the desk did, as plain numbers; whoever exports metrics reads them. */
export interface DeskCounters {
  commands: number;
  accepted: number;
  rejected: number;
  unsettled: number;
  /** Attempts to append, whatever came of them. */
  attempts: number;
  /** Groups that landed. */
  appends: number;
  /** Those of them with more than one message. */
  batches: number;
  events: number;
  conflicts: number;
  retries: number;
  /** Attempts whose answer was lost; each was settled by asking again or reading on. */
  unclear: number;
  refusedByLog: number;
  /** Commands in a group that landed: how many groups had up to `le` of them, not counting those of smaller buckets. */
  readonly groupSize: { sum: number; count: number; readonly buckets: { readonly le: number; count: number }[] };
}

export function newCounters(): DeskCounters {
  return {
    commands: 0,
    accepted: 0,
    rejected: 0,
    unsettled: 0,
    attempts: 0,
    appends: 0,
    batches: 0,
    events: 0,
    conflicts: 0,
    retries: 0,
    unclear: 0,
    refusedByLog: 0,
    groupSize: {
      sum: 0,
      count: 0,
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, Number.POSITIVE_INFINITY].map((le) => ({ le, count: 0 })),
    },
  };
}

export function countGroup({ groupSize }: DeskCounters, size: number): void {
  groupSize.sum += size;
  groupSize.count++;
  const bucket = groupSize.buckets.find(({ le }) => size <= le);
  if (bucket) bucket.count++;
}
