/** All that was noted of the mail of one order, with the addresses that its keys open. */
import { mailOf, parseMailEvent, type MailEvent } from '../../theatre/contract/log-mail.ts';
import { unseal } from '../../theatre/customer/seal.ts';
import type { Log } from '../../theatre/log/connection.ts';
import type { CustomerKeys } from '../../theatre/log/customer-keys.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { followAs } from '../../theatre/log/follow.ts';

export interface NotedMail {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly type: MailEvent['type'];
  /** Another address than the order's, where staff typed one. */
  readonly to?: string;
  readonly problem?: string;
}

export interface MailsOfOrder {
  readonly noted: readonly NotedMail[];
  /** Ids of the keys that addresses in it are sealed with. */
  readonly keys: readonly string[];
}

const WITHIN_MS = 5000;

/** `erased`: the order's customer was, and so was an address that stands in it in plain. Throws `LogUnreachable`. */
export async function mailsOf(
  log: Log,
  keys: Pick<CustomerKeys, 'read'>,
  order: string,
  erased: boolean,
): Promise<MailsOfOrder> {
  const read: { readonly at: number; readonly event: MailEvent }[] = [];
  const follower = followAs(log, parseMailEvent, {
    subjects: [mailOf(order)],
    from: 1,
    onMessage: ({ at, event }) => read.push({ at, event }),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(true), WITHIN_MS)));
  const isLate = await Promise.race([follower.caughtUp.then(() => false), late]);
  clearTimeout(timer);
  await follower.stop();
  if (isLate) throw new LogUnreachable('The log does not say what became of the mail.');
  const ids = read.flatMap(({ event }) =>
    event.type === 'mail-asked' && typeof event.to === 'object' ? [event.to.key] : [],
  );
  const secrets = await keys.read(ids);
  const noted = read.map(({ at, event }): NotedMail => {
    const { type, screeningId } = event;
    const to = event.type === 'mail-asked' ? event.to : undefined;
    const plain = erased || typeof to === 'object' ? undefined : to;
    const address = typeof to === 'object' ? unseal(to, secrets.get(to.key), { screeningId, order })?.email : plain;
    return {
      at,
      type,
      ...(address === undefined ? {} : { to: address }),
      ...('problem' in event && event.problem !== undefined ? { problem: event.problem } : {}),
    };
  });
  return { noted, keys: ids };
}
