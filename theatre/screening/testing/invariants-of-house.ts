/** What must hold of withheld seats over a whole ledger, told by a model of its own; as a list of what does not. */
import type { LedgerEvent, Recorded } from '../events.ts';
import { seatOf, type ScreeningState } from '../state.ts';

interface Kept {
  readonly kind: 'house' | 'kill';
  readonly by: string;
}

/** Every seat that the house keeps is withheld unless the counter has it; nothing else is withheld. */
export function problemsOfHouse(state: ScreeningState, log: readonly Recorded<LedgerEvent>[]): string[] {
  const kept = new Map<string, Kept>();
  for (const { event } of log) {
    if (event.type === 'withheld') {
      const { kind = 'kill', commandId: by } = event;
      for (const seatId of event.seatIds) kept.set(seatId, { kind, by });
    } else if (event.type === 'released') {
      for (const seatId of event.seatIds) {
        if (event.withheldBy === undefined || kept.get(seatId)?.by === event.withheldBy) kept.delete(seatId);
      }
    }
  }
  const problems: string[] = [];
  for (const seatId of state.index.byId.keys()) {
    const status = seatOf(state, seatId)?.status;
    const keeps = kept.get(seatId);
    if (!keeps) {
      if (status === 'withheld') problems.push(`${seatId} is withheld by nobody`);
    } else if (keeps.kind === 'kill') {
      if (status !== 'withheld') problems.push(`${seatId} is killed, and ${status}`);
    } else if (status === 'available') problems.push(`${seatId} did not go back to the house`);
  }
  return problems;
}
