import { checkOverlaps } from './check-overlaps.ts';
import { CATEGORY_COLORS } from './plan.ts';
import type { PriceCategory, Row, SeatingPlan, Section } from './plan.ts';
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
 * properties, or every problem found (the first 50), each a sentence that says where it is and what to do.
 */
export function validatePlan(value: unknown): { plan: SeatingPlan } | { problems: string[] } {
  const reader = new PlanReader();
  const plan = readPlan(reader, value);
  if (plan && !reader.failed) checkSeats(reader, plan);
  return plan && !reader.failed ? { plan } : { problems: reader.problems };
}

function readPlan(reader: PlanReader, value: unknown): SeatingPlan | null {
  const keys = ['id', 'name', 'categories', 'focalPoint', 'curvature', 'sections'];
  const record = reader.record(value, 'The plan', keys, []);
  if (!record) return null;
  const id = reader.text(
    record['id'],
    "The plan's id",
    PLAN_LIMITS.planId,
    PLAN_ID,
    'lower-case words like "studio" or "old-hall"',
  );
  const name = reader.name(record['name'], "The plan's name", PLAN_LIMITS.name);
  const categories = reader.list(record['categories'], "The plan's categories", PLAN_LIMITS.categories, readCategory);
  reader.unique(
    categories.map((category) => category.id),
    'category',
  );
  const focalPoint = readPoint(reader, record['focalPoint']);
  const curvature = reader.number(record['curvature'], "The plan's curvature", 0, PLAN_LIMITS.curvature);
  const sections = reader.list(record['sections'], "The plan's sections", PLAN_LIMITS.sections, readSection);
  reader.unique(
    sections.map((section) => section.id),
    'section',
  );
  return { id, name, categories, focalPoint, curvature, sections };
}

function readCategory(reader: PlanReader, value: unknown, where: string): PriceCategory {
  const record = reader.record(value, where, ['id', 'name'], ['color']);
  const color = record?.['color'];
  return {
    id: reader.text(record?.['id'], `${where}: its id`, 1, CATEGORY_ID, 'one lower-case letter'),
    name: reader.name(record?.['name'], `${where}: its name`, PLAN_LIMITS.name),
    ...(color === undefined ? {} : { color: reader.whole(color, `${where}: its color`, 1, CATEGORY_COLORS) }),
  };
}

function readPoint(reader: PlanReader, value: unknown): SeatingPlan['focalPoint'] {
  const where = "The plan's focalPoint";
  const record = reader.record(value, where, ['column', 'row'], []);
  return {
    column: reader.number(record?.['column'], `${where}: its column`, 0, PLAN_LIMITS.columns + 1),
    row: reader.number(record?.['row'], `${where}: its row`, -PLAN_LIMITS.rows, PLAN_LIMITS.rows + 1),
  };
}

function readSection(reader: PlanReader, value: unknown, where: string): Section {
  const places = ['accessible', 'companion', 'restricted'] as const;
  const record = reader.record(value, where, ['id', 'name', 'origin', 'rows'], places);
  const id = reader.text(record?.['id'], `${where}: its id`, 4, SECTION_ID, 'one to four capitals like "L" or "SC"');
  const here = SECTION_ID.test(id) ? `Section ${id}` : where;
  const name = reader.name(record?.['name'], `${here}: its name`, PLAN_LIMITS.name);
  const point = reader.record(record?.['origin'], `${here}: its origin`, ['column', 'row'], []);
  const origin = {
    column: reader.whole(point?.['column'], `${here}: the column of its origin`, 1, PLAN_LIMITS.columns),
    row: reader.whole(point?.['row'], `${here}: the row of its origin`, 1, PLAN_LIMITS.rows),
  };
  const rows = reader.list(record?.['rows'], `${here}: its rows`, PLAN_LIMITS.rowsPerSection, readRow);
  reader.unique(
    rows.map((row) => row.id),
    `row of section ${id}`,
  );
  const lists: { accessible?: string[]; companion?: string[]; restricted?: string[] } = {};
  for (const key of places) {
    if (record?.[key] === undefined) continue;
    lists[key] = reader.strings(record[key], `${here}: its ${key} places`, PLAN_LIMITS.seats);
  }
  return { id, name, origin, rows, ...lists };
}

function readRow(reader: PlanReader, value: unknown, where: string): Row {
  const record = reader.record(value, where, ['id', 'positions'], []);
  return {
    id: reader.text(record?.['id'], `${where}: its id`, 2, ROW_ID, 'one or two capitals like "A" or "AA"'),
    positions: reader.text(
      record?.['positions'],
      `${where}: its positions`,
      PLAN_LIMITS.columns,
      POSITIONS,
      'category letters and full stops like "..aaaa.."',
    ),
  };
}

/** What can only be said of a plan whose parts are each in order. */
function checkSeats(reader: PlanReader, plan: SeatingPlan): void {
  const capacity = plan.sections.flatMap((section) => section.rows).reduce((sum, row) => sum + seatsOf(row), 0);
  if (capacity === 0) reader.problem('The plan has no seat. Give at least one row a category letter.');
  if (capacity > PLAN_LIMITS.seats) {
    reader.problem(`The plan has ${capacity} seats; ${PLAN_LIMITS.seats} are the most. Split it into two houses.`);
    return;
  }
  const categories = plan.categories.map((category) => category.id);
  for (const section of plan.sections) {
    const places = new Set<string>();
    for (const [offset, row] of section.rows.entries()) {
      const where = `Section ${section.id}, row ${row.id}`;
      const lastColumn = section.origin.column + row.positions.length - 1;
      if (lastColumn > PLAN_LIMITS.columns || section.origin.row + offset > PLAN_LIMITS.rows) {
        reader.problem(
          `${where}: it reaches beyond the grid of ${PLAN_LIMITS.columns} columns and ${PLAN_LIMITS.rows} rows. Move the section's origin or shorten it.`,
        );
      }
      for (const [index, letter] of Array.from(row.positions).entries()) {
        if (letter === '.') continue;
        places.add(`${row.id}${index + 1}`);
        if (categories.includes(letter)) continue;
        reader.problem(
          `${where}: position ${index + 1} has the letter "${letter}", which is no category. Add the category or use one of ${categories.join(', ')}.`,
        );
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
  for (const key of ['accessible', 'companion', 'restricted'] as const) {
    const places = section[key] ?? [];
    reader.unique(places, `${key} place of section ${section.id}`);
    for (const place of places) {
      if (seats.has(place)) continue;
      const known = parseSeatId(`${section.id}-${place}`) !== null;
      reader.problem(
        `Section ${section.id}: the ${key} place ${reader.quote(place)} is ${known ? 'no seat of the section' : 'not a row and a column'}. Name a seat like "A1", or take it off the list.`,
      );
    }
  }
  const companion = new Set(section.companion);
  for (const place of section.accessible ?? []) {
    if (!companion.has(place)) continue;
    reader.problem(
      `Section ${section.id}: ${place} is both a wheelchair place and a companion seat. Take it off one list.`,
    );
  }
}
