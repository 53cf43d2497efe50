/** What the parts of `decide` answer with. */
import type { Actor, CommandCommon, Decision, Reason, Rejection } from './commands.ts';
import { EVENT_VERSION, type LedgerEvent, type LostSeat } from './events.ts';

export const reject = (rejected: Reason, seats: readonly LostSeat[] = []): Rejection => ({ rejected, seats });

export const accept = (...events: LedgerEvent[]): Decision => ({ events });

export function isRejection(outcome: Decision | Rejection): outcome is Rejection {
  return 'rejected' in outcome;
}

/** What every event says of the command that caused it; `self` is who acts where no `actor` does. */
export function commonOf(
  { id, actor }: CommandCommon & { readonly actor?: Actor },
  self = 'staff',
): { readonly version: number; readonly commandId: string; readonly by: string; readonly shift?: string } {
  const shift = actor?.shift;
  return { version: EVENT_VERSION, commandId: id, by: actor?.id ?? self, ...(shift === undefined ? {} : { shift }) };
}
