/** What can be wrong with a seating plan: a code with its values, and where in the plan it is. Catalogues put it into words. */

export const specialKinds = ['accessible', 'companion', 'restricted'] as const;
export type SpecialKind = (typeof specialKinds)[number];

/** A property of a plan or of a part of one, as in its file. */
export type PlanProperty =
  | 'id'
  | 'name'
  | 'categories'
  | 'color'
  | 'focalPoint'
  | 'focalPoint.column'
  | 'focalPoint.row'
  | 'curvature'
  | 'sections'
  | 'origin'
  | 'origin.column'
  | 'origin.row'
  | 'rows'
  | 'positions'
  | SpecialKind;

/** The plan itself where nothing more exact is said. Parts without sound letters go by their number, from 1. */
export interface PlanPlace {
  readonly category?: number;
  readonly section?: string | number;
  readonly row?: string | number;
  readonly property?: PlanProperty;
}

/** What was given instead: text, cut to a length that a sentence can show, or what else it was. */
export type Given =
  | { readonly text: string }
  | { readonly is: 'null' | 'list' | 'nothing' | 'object' | 'number' | 'boolean' | 'other' };

/** What a text of a plan has to look like. */
export type PlanForm = 'plan-id' | 'category-id' | 'section-id' | 'row-id' | 'positions';

export type PlanProblem =
  | { readonly problem: 'not-an-object'; readonly at: PlanPlace; readonly properties: readonly string[] }
  | {
      readonly problem: 'unknown-property';
      readonly at: PlanPlace;
      readonly property: string;
      readonly known: readonly string[];
    }
  | { readonly problem: 'empty-list'; readonly at: PlanPlace }
  | { readonly problem: 'too-many'; readonly at: PlanPlace; readonly most: number; readonly given: number }
  | { readonly problem: 'not-places'; readonly at: PlanPlace; readonly most: number }
  | {
      readonly problem: 'bad-text';
      readonly at: PlanPlace;
      readonly form: PlanForm;
      readonly most: number;
      readonly given: Given;
    }
  | { readonly problem: 'bad-name'; readonly at: PlanPlace; readonly most: number; readonly given: Given }
  | {
      readonly problem: 'not-a-number' | 'not-a-whole-number';
      readonly at: PlanPlace;
      readonly least: number;
      readonly most: number;
    }
  | {
      /** `at` says of which section. */
      readonly problem: 'twice';
      readonly at: PlanPlace;
      readonly what: 'category' | 'section' | 'row' | SpecialKind;
      readonly name: string;
    }
  | { readonly problem: 'no-seats' }
  | { readonly problem: 'too-many-seats'; readonly seats: number; readonly most: number }
  | { readonly problem: 'beyond-the-grid'; readonly at: PlanPlace; readonly columns: number; readonly rows: number }
  | {
      readonly problem: 'no-such-category';
      readonly at: PlanPlace;
      /** From 1. */
      readonly position: number;
      readonly letter: string;
      readonly known: readonly string[];
    }
  | {
      readonly problem: 'no-such-seat' | 'not-a-seat';
      readonly at: PlanPlace;
      readonly kind: SpecialKind;
      readonly place: string;
    }
  | { readonly problem: 'of-two-kinds'; readonly at: PlanPlace; readonly place: string }
  | {
      readonly problem: 'overlap';
      readonly sections: readonly [string, string];
      readonly seats: readonly [string, string];
      /** On the house's grid, from 1. */
      readonly column: number;
      readonly row: number;
    };

const LONGEST = 40;

/** The text as a sentence can show it. */
export function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

export function givenAs(value: unknown): Given {
  if (typeof value === 'string') return { text: shortened(value) };
  if (value === null) return { is: 'null' };
  if (value === undefined) return { is: 'nothing' };
  if (Array.isArray(value)) return { is: 'list' };
  const type = typeof value;
  return { is: type === 'object' || type === 'number' || type === 'boolean' ? type : 'other' };
}
