/** The drawing behind the scrubber, as paths of an SVG that is stretched to its place. Pure. */
import type { DensityLine, Mark, MarkKind } from '../../../theatre/replay/density.ts';

/** From when to when the scrubber goes, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Units that the drawing is wide and that its density line is high. */
export const WIDE = 1000;
export const HIGH = 100;

/** Where an instant is, from 0 to 1. */
export function shareOf({ from, to }: Span, at: number): number {
  return to <= from ? 0 : Math.max(0, Math.min(1, (at - from) / (to - from)));
}

/** The density as steps over a ground line: one bar a minute or more. By the root, so that quiet hours are seen beside the rush. */
export function densityPath({ bars, barMs }: DensityLine, span: Span): string {
  const most = Math.max(1, ...bars.map(total));
  let path = `M0 ${HIGH}`;
  for (const bar of bars) {
    const high = round(HIGH - HIGH * Math.sqrt(total(bar) / most));
    path += `L${x(span, bar.at)} ${high}H${x(span, bar.at + barMs)}`;
  }
  return `${path}V${HIGH}Z`;
}

function total({ ledger, presence, refusals }: DensityLine['bars'][number]): number {
  return ledger + presence + refusals;
}

/** Marks that are drawn, each kind in a row of its own. */
export const drawnMarks = ['booked', 'refunded', 'expired', 'sold-out'] as const satisfies readonly MarkKind[];
export type DrawnMark = (typeof drawnMarks)[number];

/** Every mark of a kind as a stroke from top to bottom of its row; those that would fall together are one. */
export function marksPath(marks: readonly Pick<Mark, 'at'>[], span: Span): string {
  const places = new Set(marks.map(({ at }) => x(span, at)));
  return [...places].map((place) => `M${place} 0V1`).join('');
}

function x(span: Span, at: number): number {
  return round(WIDE * shareOf(span, at));
}

function round(value: number): number {
  return Math.round(value * 2) / 2;
}
