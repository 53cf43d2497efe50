/** The stylesheet of a seating plan: where each seat stands and what its price category is, once instead of in each seat. */
import { createHash } from 'node:crypto';
import { categoryColors, indexPlan, type SeatingPlan } from '../../theatre/seating/plan.ts';
import { planStylesheet } from '../../theatre/seating/plan-stylesheet.ts';

interface Sheet {
  readonly name: string;
  readonly css: string;
}

const sheets = new WeakMap<SeatingPlan, Sheet>();
const byName = new Map<string, string>();

/**
 * The address of a plan's stylesheet, for ever the same for the same content. The screening is a hint for a server that
 * has not rendered this plan yet: it finds the plan there.
 */
export function planCssPath(plan: SeatingPlan, screeningId?: string): string {
  const hint = screeningId === undefined ? '' : `?of=${encodeURIComponent(screeningId)}`;
  return `/assets/plans/${sheetOf(plan).name}.css${hint}`;
}

export function planCss(plan: SeatingPlan): string {
  return sheetOf(plan).css;
}

/** `{house id}-{hash}`, the file name of `planCssPath` without its ending. */
export function planCssName(plan: SeatingPlan): string {
  return sheetOf(plan).name;
}

/** The stylesheet with this name (no folder, no ending) when this process has made one, else undefined. */
export function planCssNamed(name: string): string | undefined {
  return byName.get(name);
}

function sheetOf(plan: SeatingPlan): Sheet {
  const known = sheets.get(plan);
  if (known) return known;
  const css = planStylesheet(plan) + categoryRules(plan);
  const name = `${plan.id}-${createHash('sha256').update(css).digest('hex').slice(0, 12)}`;
  const sheet = { name, css };
  sheets.set(plan, sheet);
  byName.set(name, css);
  return sheet;
}

/** Screens have `--edge-1` to `--edge-6`. A seat has one mark: the last one here that is true of it. */
function categoryRules(plan: SeatingPlan): string {
  const seats = [...indexPlan(plan).byId.values()];
  const rule = (wanted: typeof seats, declarations: string) =>
    wanted.length === 0 ? '' : `${wanted.map(({ id }) => `#${id}`).join(',')}{${declarations}}\n`;
  const edges = [...categoryColors(plan)].map(([id, color]) =>
    rule(
      seats.filter(({ category }) => category === id),
      `--edge:var(--edge-${color})`,
    ),
  );
  return [
    ...edges,
    rule(
      seats.filter(({ accessible }) => accessible),
      '--mark:"♿︎"',
    ),
    rule(
      seats.filter(({ companion }) => companion),
      '--mark:"+"',
    ),
    rule(
      seats.filter(({ restricted }) => restricted),
      '--mark:"◐"',
    ),
  ].join('');
}
