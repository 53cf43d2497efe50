import {
  requests,
  type Answer,
  type CallName,
  type Problem,
  type Request,
  type Values,
} from '../../theatre/contract/ipc.ts';
import type { Gate } from './gate.ts';
import { isOrdinary } from './ordinary.ts';

/** Main's answer to every call of the contract. */
export type Handlers = {
  readonly [N in CallName]: (request: Request<N>) => Answer<Values[N]> | Promise<Answer<Values[N]>>;
};

/** What is known of who calls: Electron's `WebFrameMain`, as far as it matters here. */
export interface Caller {
  readonly url: string;
  /** Null for the top frame of a window. */
  readonly parent: unknown;
}

export interface Door {
  readonly handlers: Handlers;
  /** Scheme and host of our own page, like `app://full-house`. */
  readonly origin: string;
  /** Which calls go through now. */
  readonly gate: Pick<Gate, 'refusal' | 'through'>;
  /** Told of what only a bug can cause; the window gets a plain problem. */
  readonly onBug: (name: CallName, error: unknown) => void;
}

export const done = <V>(value: V): Answer<V> => ({ done: true, value });

export const notDone = (reason: string, more: Partial<Problem> = {}): Answer<never> => ({
  done: false,
  problem: { reason, seats: [], ...more },
});

/** Answers one call from the window. Whoever is not our page is refused unread, as is what the contract does not allow. */
export async function answerCall(
  { handlers, origin, gate, onBug }: Door,
  name: CallName,
  caller: Caller | null,
  args: readonly unknown[],
): Promise<Answer<unknown>> {
  if (!caller || caller.parent !== null || !isFrom(caller.url, origin)) return notDone('not-allowed');
  if (args.length > 1 || !isOrdinary(args[0])) return notDone('malformed');
  const parsed = requests[name].safeParse(args[0]);
  if (!parsed.success) return notDone('malformed');
  const refused = gate.refusal(name);
  if (refused !== undefined) return notDone(refused);
  try {
    const handler = handlers[name] as (request: unknown) => Answer<unknown> | Promise<Answer<unknown>>;
    return await gate.through(name, () => handler(parsed.data));
  } catch (error) {
    onBug(name, error);
    return notDone('bug');
  }
}

function isFrom(url: string, origin: string): boolean {
  return url.startsWith(`${origin}/`);
}
