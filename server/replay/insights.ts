/** What the log knows that the box office never did, as one document. */
import { figuresOf, type Figures } from '../../theatre/replay/figures.ts';
import type { Bar, DensityLine, Mark } from '../../theatre/replay/density.ts';
import { heatOf, hesitation, type SeatHesitation } from '../../theatre/replay/hesitation.ts';
import { journeysOf, type Journeys } from '../../theatre/replay/journeys.ts';
import type { LoadedNight } from './nights.ts';
import { gathered } from './questions.ts';

export interface Insights {
  readonly id: string;
  readonly title: string;
  /** Events that were recorded, and the epoch milliseconds of the first and the last. */
  readonly events: number;
  readonly from: number;
  readonly to: number;
  /** Read from a file, the log having it no more. */
  readonly archived: boolean;
  /** At the end of what is recorded. */
  readonly figures: Figures;
  readonly peak: {
    /** The minute with most events of all kinds, and the one with most bookings; absent where there was nothing. */
    readonly events?: Bar;
    readonly bookings?: Bar;
  };
  readonly journeys: Omit<Journeys, 'joiningToBuyingTimes'>;
  /** Milliseconds, shortest first. */
  readonly joiningToBuyingTimes: readonly number[];
  /** Every seat that anybody chose or was refused, those hesitated over most first. */
  readonly hesitation: readonly (SeatHesitation & { readonly heat: number })[];
  readonly density: DensityLine;
  readonly marks: readonly Mark[];
}

const MOST_BARS = 1440;
const MOST_MARKS = 5000;

export async function insightsOf({ id, night, archived }: LoadedNight): Promise<Insights> {
  const { chronicle, density } = await gathered(night);
  const end = night.seek(night.length);
  const { joiningToBuyingTimes, ...journeys } = journeysOf(chronicle);
  const events = density.peak(({ ledger, presence, refusals }) => ledger + presence + refusals);
  const bookings = density.peak((bar) => bar.bookings);
  return {
    id,
    title: end.state.title,
    events: night.length,
    from: night.startsAt,
    to: night.endsAt,
    archived,
    figures: figuresOf(end),
    peak: { ...(events ? { events } : {}), ...(bookings ? { bookings } : {}) },
    journeys,
    joiningToBuyingTimes,
    hesitation: hesitation(chronicle, night.endsAt)
      .map((seat) => ({ ...seat, heat: Math.round(heatOf(seat) * 100) / 100 }))
      .sort((a, b) => b.heat - a.heat || (a.seatId < b.seatId ? -1 : 1)),
    density: density.line(MOST_BARS),
    marks: density.marks.slice(0, MOST_MARKS),
  };
}
