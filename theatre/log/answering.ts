/** Patience with a cluster that is choosing its leader: for seconds nobody answers, then somebody does at once. */
import { JetStreamApiError } from '@nats-io/jetstream';
import { REQUEST_MS, type Log } from './connection.ts';
import { LogUnreachable } from './errors.ts';
import { STREAM } from './subjects.ts';

/** What was put to nobody stays unanswered; the same put a moment later may not. */
const AGAIN_MS = 250;

/**
 * Asks, and in a cluster every 250 ms again without giving up those before; the first answer counts, a refusal too unless it is
 * for the lack of a leader. Rejects when there is none within a request's time. Only for what may be asked twice.
 */
export function insist<T>(log: Log, ask: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    // Alone, a server that does not answer is busy, and asking twice makes it busier.
    const clustered = log.connection.info?.cluster !== undefined;
    let last: unknown;
    let again: ReturnType<typeof setTimeout> | undefined;
    const end = (settle: () => void) => {
      clearTimeout(again);
      clearTimeout(late);
      settle();
    };
    const put = () => {
      ask().then(
        (answer) => end(() => resolve(answer)),
        (error: unknown) => {
          last = error;
          if (!clustered || (error instanceof JetStreamApiError && error.status !== 503))
            end(() => reject(error as Error));
        },
      );
      if (!clustered) return;
      again = setTimeout(put, AGAIN_MS);
    };
    const late = setTimeout(
      () => end(() => reject(last instanceof Error ? last : new LogUnreachable('The log does not answer.'))),
      REQUEST_MS,
    );
    put();
  });
}

const asking = new WeakMap<Log, Promise<unknown>>();

/**
 * Resolves as soon as somebody answers for the stream, rejects when nobody does in time. One question for all who wait: a
 * thousand screenings need not each ask a cluster that has no leader.
 */
export function answers(log: Log): Promise<unknown> {
  const known = asking.get(log);
  if (known) return known;
  const asked = insist(log, () => log.manager.streams.info(STREAM)).finally(() => asking.delete(log));
  asking.set(log, asked);
  return asked;
}
