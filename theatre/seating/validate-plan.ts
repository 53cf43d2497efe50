import { checkOverlaps } from './check-overlaps.ts';
import { CATEGORY_COLORS } from './plan.ts';
import type { PriceCategory, Row, SeatingPlan, Section } from './plan.ts';
import { shortened, specialKinds, type PlanPlace, type PlanProblem } from './plan-problem.ts';
import { PlanReader } from './plan-reader.ts';
import { parseSeatId } from './seat-id.ts';

/** What a plan may hold at most. */
export const PLAN_LIMITS = {
  seats: 10_000,
  sections: 60,
  rowsPerSection: 100,
  categories: 26,
  /** Columns and rows of the house's grid. */
  columns: 200,
  rows: 200,
  curvature: 20,
  name: 80,
  planId: 40,
} as const;

const PLAN_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const SECTION_ID = /^[A-Z]{1,4}$/;
export const ROW_ID = /^[A-Z]{1,2}$/;
const CATEGORY_ID = /^[a-z]$/;
const POSITIONS = /^[a-z.]+$/;

/**
 * Checks a plan from outside (a file, a request, an event), whatever it is. Answers a copy with nothing but a plan's own
 * properties, or every problem found (the first 50), each with where it is.
 */
export function validatePlan(value: unknown): { plan: SeatingPlan } | { problems: PlanProblem[] } {
  const reader = new PlanReader();
  const plan = readPlan(reader, value);
  if (plan && !reader.failed) checkSeats(reader, plan);
  return plan && !reader.failed ? { plan } : { problems: reader.problems };
}

function readPlan(reader: PlanReader, value: unknown): SeatingPlan | null {
  const keys = ['id', 'name', 'categories', 'focalPoint', 'curvature', 'sections'];
  const record = reader.record(value, {}, keys, []);
  if (!record) return null;
  const id = reader.text(record['id'], { property: 'id' }, PLAN_LIMITS.planId, PLAN_ID, 'plan-id');
  const name = reader.name(record['name'], { property: 'name' }, PLAN_LIMITS.name);
  const categories = reader.list(
    record['categories'],
    { property: 'categories' },
    PLAN_LIMITS.categories,
    (item, category) => readCategory(reader, item, { category }),
  );
  reader.unique(
    categories.map((category) => category.id),
    {},
    'category',
  );
  const focalPoint = readPoint(reader, record['focalPoint']);
  const curvature = reader.number(record['curvature'], { property: 'curvature' }, 0, PLAN_LIMITS.curvature);
  const sections = reader.list(record['sections'], { property: 'sections' }, PLAN_LIMITS.sections, (item, section) =>
    readSection(reader, item, { section }),
  );
  reader.unique(
    sections.map((section) => section.id),
    {},
    'section',
  );
  return { id, name, categories, focalPoint, curvature, sections };
}

function readCategory(reader: PlanReader, value: unknown, at: PlanPlace): PriceCategory {
  const record = reader.record(value, at, ['id', 'name'], ['color']);
  const color = record?.['color'];
  return {
    id: reader.text(record?.['id'], { ...at, property: 'id' }, 1, CATEGORY_ID, 'category-id'),
    name: reader.name(record?.['name'], { ...at, property: 'name' }, PLAN_LIMITS.name),
    ...(color === undefined ? {} : { color: reader.whole(color, { ...at, property: 'color' }, 1, CATEGORY_COLORS) }),
  };
}

function readPoint(reader: PlanReader, value: unknown): SeatingPlan['focalPoint'] {
  const record = reader.record(value, { property: 'focalPoint' }, ['column', 'row'], []);
  const { columns, rows } = PLAN_LIMITS;
  return {
    column: reader.number(record?.['column'], { property: 'focalPoint.column' }, 0, columns + 1),
    row: reader.number(record?.['row'], { property: 'focalPoint.row' }, -rows, rows + 1),
  };
}

function readSection(reader: PlanReader, value: unknown, at: PlanPlace): Section {
  const record = reader.record(value, at, ['id', 'name', 'origin', 'rows'], specialKinds);
  const id = reader.text(record?.['id'], { ...at, property: 'id' }, 4, SECTION_ID, 'section-id');
  const here: PlanPlace = SECTION_ID.test(id) ? { section: id } : at;
  const name = reader.name(record?.['name'], { ...here, property: 'name' }, PLAN_LIMITS.name);
  const point = reader.record(record?.['origin'], { ...here, property: 'origin' }, ['column', 'row'], []);
  const origin = {
    column: reader.whole(point?.['column'], { ...here, property: 'origin.column' }, 1, PLAN_LIMITS.columns),
    row: reader.whole(point?.['row'], { ...here, property: 'origin.row' }, 1, PLAN_LIMITS.rows),
  };
  const rows = reader.list(record?.['rows'], { ...here, property: 'rows' }, PLAN_LIMITS.rowsPerSection, (item, row) =>
    readRow(reader, item, { ...here, row }),
  );
  reader.unique(
    rows.map((row) => row.id),
    here,
    'row',
  );
  const lists: { accessible?: string[]; companion?: string[]; restricted?: string[] } = {};
  for (const kind of specialKinds) {
    if (record?.[kind] === undefined) continue;
    lists[kind] = reader.strings(record[kind], { ...here, property: kind }, PLAN_LIMITS.seats);
  }
  return { id, name, origin, rows, ...lists };
}

function readRow(reader: PlanReader, value: unknown, at: PlanPlace): Row {
  const record = reader.record(value, at, ['id', 'positions'], []);
  const id = reader.text(record?.['id'], { ...at, property: 'id' }, 2, ROW_ID, 'row-id');
  const here: PlanPlace = { ...at, ...(ROW_ID.test(id) ? { row: id } : {}), property: 'positions' };
  return { id, positions: reader.text(record?.['positions'], here, PLAN_LIMITS.columns, POSITIONS, 'positions') };
}

/** What can only be said of a plan whose parts are each in order. */
function checkSeats(reader: PlanReader, plan: SeatingPlan): void {
  const seats = plan.sections.flatMap((section) => section.rows).reduce((sum, row) => sum + seatsOf(row), 0);
  if (seats === 0) reader.problem({ problem: 'no-seats' });
  if (seats > PLAN_LIMITS.seats) {
    reader.problem({ problem: 'too-many-seats', seats, most: PLAN_LIMITS.seats });
    return;
  }
  const known = plan.categories.map((category) => category.id);
  const { columns, rows } = PLAN_LIMITS;
  for (const section of plan.sections) {
    const places = new Set<string>();
    for (const [offset, row] of section.rows.entries()) {
      const at: PlanPlace = { section: section.id, row: row.id };
      const lastColumn = section.origin.column + row.positions.length - 1;
      if (lastColumn > columns || section.origin.row + offset > rows) {
        reader.problem({ problem: 'beyond-the-grid', at, columns, rows });
      }
      for (const [index, letter] of Array.from(row.positions).entries()) {
        if (letter === '.') continue;
        places.add(`${row.id}${index + 1}`);
        if (known.includes(letter)) continue;
        reader.problem({ problem: 'no-such-category', at, position: index + 1, letter, known });
      }
    }
    checkPlaces(reader, section, places);
  }
  checkOverlaps(reader, plan);
}

function seatsOf(row: Row): number {
  return row.positions.replaceAll('.', '').length;
}

function checkPlaces(reader: PlanReader, section: Section, seats: ReadonlySet<string>): void {
  const at: PlanPlace = { section: section.id };
  for (const kind of specialKinds) {
    const places = section[kind] ?? [];
    reader.unique(places, at, kind);
    for (const place of places) {
      if (seats.has(place)) continue;
      const wellFormed = parseSeatId(`${section.id}-${place}`) !== null;
      reader.problem({ problem: wellFormed ? 'no-such-seat' : 'not-a-seat', at, kind, place: shortened(place) });
    }
  }
  const companion = new Set(section.companion);
  for (const place of section.accessible ?? []) {
    if (companion.has(place)) reader.problem({ problem: 'of-two-kinds', at, place });
  }
}
