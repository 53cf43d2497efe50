/**
 * Editing a seating plan, one step at a time. A plan on the drawing board may be wrong for a while (two sections that overlap,
 * no seat left): `validatePlan` says so. What a step may never do is make a plan that cannot be drawn.
 */
import { CATEGORY_COLORS, type PriceCategory, type SeatingPlan, type Section } from './plan.ts';
import { editSection, type Edited, type SectionEdit } from './edit-section.ts';
import { between } from './numbers.ts';
import { rowLabels } from './section-block.ts';
import { PLAN_LIMITS } from './validate-plan.ts';

export type { Edited, EditRefusal } from './edit-section.ts';

/** Sections and categories are named by their place in the plan's list, from 0: their ids may change or be wrong for a while. */
export type PlanEdit =
  | { readonly edit: 'name'; readonly name: string }
  | { readonly edit: 'id'; readonly id: string }
  | { readonly edit: 'curve'; readonly curvature: number }
  | { readonly edit: 'focus'; readonly column: number; readonly row: number }
  /** Behind all others, in the first category. */
  | { readonly edit: 'add-section'; readonly rows: number; readonly columns: number; readonly name: string }
  | { readonly edit: 'remove-section'; readonly section: number }
  /** Of the last one in the list; the worst there is. */
  | { readonly edit: 'add-category'; readonly name: string }
  /** Its seats go to the next better one, or where there is none to the next. */
  | { readonly edit: 'remove-category'; readonly category: number }
  | { readonly edit: 'category'; readonly category: number; readonly name?: string; readonly color?: number }
  | SectionEdit;

export function editPlan(plan: SeatingPlan, edit: PlanEdit): Edited {
  switch (edit.edit) {
    case 'name':
      return { plan: { ...plan, name: edit.name } };
    case 'id':
      return { plan: { ...plan, id: edit.id } };
    case 'curve':
      return { plan: { ...plan, curvature: hundredth(between(edit.curvature, 0, PLAN_LIMITS.curvature)) } };
    case 'focus':
      return {
        plan: {
          ...plan,
          focalPoint: {
            column: hundredth(between(edit.column, 0, PLAN_LIMITS.columns + 1)),
            row: hundredth(between(edit.row, -PLAN_LIMITS.rows, PLAN_LIMITS.rows + 1)),
          },
        },
      };
    case 'add-section':
      return addSection(plan, edit);
    case 'remove-section': {
      if (!plan.sections[edit.section]) return { refused: 'nothing-there' };
      if (plan.sections.length === 1) return { refused: 'last-section' };
      return { plan: { ...plan, sections: plan.sections.filter((_, at) => at !== edit.section) } };
    }
    case 'add-category':
      return addCategory(plan, edit.name);
    case 'remove-category':
      return removeCategory(plan, edit.category);
    case 'category':
      return changeCategory(plan, edit);
    default:
      return editSection(plan, edit);
  }
}

/** A plan to begin with: one straight block of seats in one category. */
export function newPlan(names: {
  readonly house: string;
  readonly section: string;
  readonly category: string;
}): SeatingPlan {
  const plan: SeatingPlan = {
    id: 'new-house',
    name: names.house,
    categories: [{ id: 'a', name: names.category }],
    focalPoint: { column: 5.5, row: 2 },
    curvature: 0,
    sections: [],
  };
  const added = addSection(plan, { rows: 5, columns: 10, name: names.section });
  if (!('plan' in added)) throw new Error('an empty plan has room for a section');
  return added.plan;
}

function addSection(
  plan: SeatingPlan,
  { rows, columns, name }: { readonly rows: number; readonly columns: number; readonly name: string },
): Edited {
  if (plan.sections.length >= PLAN_LIMITS.sections) return { refused: 'too-many' };
  const height = Math.round(between(rows, 1, PLAN_LIMITS.rowsPerSection));
  const width = Math.round(between(columns, 1, PLAN_LIMITS.columns));
  const last = Math.max(0, ...plan.sections.map(({ origin, rows: its }) => origin.row + its.length - 1));
  // A row is left free in front of it, for its name.
  const row = Math.min(PLAN_LIMITS.rows, last === 0 ? 1 : last + 2);
  const letter = plan.categories[0]?.id ?? 'a';
  const bare: Section = { id: freeSectionId(plan), name, origin: { column: 1, row }, rows: [] };
  const section = {
    ...bare,
    rows: rowLabels('no-i-o', height).map((id) => ({ id, positions: letter.repeat(width) })),
  };
  return { plan: { ...plan, sections: [...plan.sections, section] } };
}

function freeSectionId({ sections }: SeatingPlan): string {
  const taken = new Set(sections.map(({ id }) => id));
  return rowLabels('letters', sections.length + 1).find((id) => !taken.has(id)) ?? 'ZZZ';
}

function addCategory(plan: SeatingPlan, name: string): Edited {
  const taken = new Set(plan.categories.map(({ id }) => id));
  const id = Array.from('abcdefghijklmnopqrstuvwxyz').find((letter) => !taken.has(letter));
  if (id === undefined) return { refused: 'too-many' };
  return { plan: { ...plan, categories: [...plan.categories, { id, name }] } };
}

function removeCategory(plan: SeatingPlan, at: number): Edited {
  const gone = plan.categories[at];
  if (!gone) return { refused: 'nothing-there' };
  const heir = plan.categories[at - 1] ?? plan.categories[at + 1];
  if (!heir) return { refused: 'last-category' };
  return {
    plan: {
      ...plan,
      categories: plan.categories.filter((category) => category !== gone),
      sections: plan.sections.map((section) => ({
        ...section,
        rows: section.rows.map((row) => ({ ...row, positions: row.positions.replaceAll(gone.id, heir.id) })),
      })),
    },
  };
}

function changeCategory(
  plan: SeatingPlan,
  { category: at, name, color }: { readonly category: number; readonly name?: string; readonly color?: number },
): Edited {
  const before = plan.categories[at];
  if (!before) return { refused: 'nothing-there' };
  const after: PriceCategory = {
    ...before,
    ...(name === undefined ? {} : { name }),
    ...(color === undefined ? {} : { color: Math.round(between(color, 1, CATEGORY_COLORS)) }),
  };
  return { plan: { ...plan, categories: plan.categories.map((category) => (category === before ? after : category)) } };
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
