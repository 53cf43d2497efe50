/** Many viewers who toggle seats through several desks without a pause, and every answer that they get. */
import type { Outcome } from '../desk.ts';
import type { BoxOffice } from './box-office.ts';

export interface Told {
  readonly id: string;
  readonly seatId: string;
  readonly viewerId: string;
  readonly outcome: Outcome;
}

export interface Storm {
  readonly told: readonly Told[];
  stop(this: void): Promise<void>;
}

/** On a house of 20 rows `C-A` … `C-T` with 30 seats each. */
export function storm(offices: readonly BoxOffice[], screeningId: string): Storm {
  const told: Told[] = [];
  let over = false;
  const patron = async (at: number) => {
    const viewerId = `viewer-${String(at).padStart(3, '0')}`;
    const desk = offices[at % offices.length]?.desk;
    for (let turn = 0; !over && desk; turn++) {
      const seatId = `C-${String.fromCharCode(65 + ((at + turn) % 20))}${((at * 7 + turn) % 30) + 1}`;
      const id = `${viewerId}-${turn}`;
      told.push({
        id,
        seatId,
        viewerId,
        outcome: await desk.submit(screeningId, { type: 'toggle', viewerId, seatId, id }),
      });
    }
  };
  const patrons = Promise.all(Array.from({ length: 40 }, (_, at) => patron(at)));
  return {
    told,
    async stop() {
      over = true;
      await patrons;
    },
  };
}

/** Answers that the ledger contradicts: accepted but not in it exactly once, refused but in it, unsettled but in it twice. */
export function contradicted(told: readonly Told[], commandIds: readonly string[]): Told[] {
  const times = new Map<string, number>();
  for (const id of commandIds) times.set(id, (times.get(id) ?? 0) + 1);
  return told.filter(({ id, outcome }) => {
    const found = times.get(id) ?? 0;
    if ('unsettled' in outcome) return found > 1;
    return found !== ('accepted' in outcome ? 1 : 0);
  });
}
