/** What a clerk types into the one field: seats, a row, or a party with its tickets. Pure. */
import type { TicketType } from '../../theatre/screening/events.ts';
import { indexPlan, type PlannedSeat, type SeatId, type SeatingPlan } from '../../theatre/seating/plan.ts';

export type Entry =
  /** To be claimed. */
  | { readonly is: 'seats'; readonly seatIds: readonly SeatId[] }
  /** A row: its seats, the nearest to where the house looks from best first. */
  | { readonly is: 'row'; readonly seatIds: readonly SeatId[] }
  | { readonly is: 'party'; readonly types: readonly TicketType[] }
  /** A seat or a row that this house does not have, as it was typed. */
  | { readonly is: 'unknown'; readonly text: string };

/** What tickets are called, by their beginnings: a key's letter, or a word in any language of the kiosk. */
export type TicketNames = Readonly<Record<TicketType, readonly string[]>>;

export function readEntry(text: string, plan: SeatingPlan, names: TicketNames): Entry {
  const typed = text.trim();
  return partyIn(typed, names) ?? rowIn(typed, plan) ?? seatsIn(typed, plan) ?? { is: 'unknown', text: typed };
}

const AND = /^(\s|\+|,|&|and\b|und\b)+/iu;
const MOST = 40;

/** `4`, `2 full + 1 child`, `2f1h`. */
function partyIn(text: string, names: TicketNames): Entry | undefined {
  const types: TicketType[] = [];
  let rest = text.replace(AND, '');
  while (rest !== '') {
    const match = /^(\d{1,2})\s*(\p{L}*)/u.exec(rest);
    if (!match) return undefined;
    const [whole, count = '', word = ''] = match;
    const isAnd = /^(and|und)$/iu.test(word);
    const type = word === '' || isAnd ? 'full' : typeNamed(word, names);
    if (!type || Number(count) < 1) return undefined;
    types.push(...Array.from({ length: Number(count) }, () => type));
    rest = rest.slice(isAnd ? count.length : whole.length).replace(AND, '');
  }
  return types.length > 0 && types.length <= MOST ? { is: 'party', types } : undefined;
}

function typeNamed(word: string, names: TicketNames): TicketType | undefined {
  const typed = word.toLowerCase();
  const all = Object.entries(names) as [TicketType, readonly string[]][];
  const exact = all.find(([, known]) => known.some((name) => name.toLowerCase() === typed));
  if (exact) return exact[0];
  if (typed.length < 2) return undefined;
  const begun = all.filter(([, known]) => known.some((name) => name.toLowerCase().startsWith(typed)));
  return begun.length === 1 ? begun[0]?.[0] : undefined;
}

/** `row B`, `Reihe B`, `B`, `C-B`. */
function rowIn(text: string, plan: SeatingPlan): Entry | undefined {
  const match = /^(?:(?:row|reihe)\s+)?(?:([a-z]{1,4})[\s-]+)?([a-z]{1,2})$/i.exec(text);
  if (!match) return undefined;
  const section = match[1]?.toUpperCase();
  const rowId = match[2]?.toUpperCase();
  const seats = [...indexPlan(plan).byId.values()].filter(
    (seat) => seat.rowId === rowId && (section === undefined || seat.sectionId === section),
  );
  return seats.length > 0 ? { is: 'row', seatIds: byView(plan, seats).map(({ id }) => id) } : undefined;
}

/** `C-B5`, `cb5`, `b5`, several of them, and `b5-8` for all from one to the other. */
function seatsIn(text: string, plan: SeatingPlan): Entry | undefined {
  const found: SeatId[] = [];
  for (const part of text.toUpperCase().split(/[\s,+]+/)) {
    const match = /^(?:([A-Z]{1,4})-)?([A-Z]{1,6})(\d{1,3})(?:-(\d{1,3}))?$/.exec(part);
    if (!match) return undefined;
    const [, section, letters = '', from = '', to = from] = match;
    const first = seatMeant(plan, section, letters, Number(from));
    if (!first || Number(to) < Number(from)) return { is: 'unknown', text: part };
    for (let column = Number(from); column <= Number(to); column += 1) {
      const id = `${first.sectionId}-${first.rowId}${column}`;
      if (!indexPlan(plan).byId.has(id)) return { is: 'unknown', text: id };
      if (!found.includes(id)) found.push(id);
    }
  }
  return found.length > 0 && found.length <= MOST ? { is: 'seats', seatIds: found } : undefined;
}

/** Without a section the seat with the better view is meant. */
function seatMeant(
  plan: SeatingPlan,
  section: string | undefined,
  letters: string,
  column: number,
): PlannedSeat | undefined {
  const seats = [...indexPlan(plan).byId.values()].filter((seat) => seat.column === column);
  if (section !== undefined) return seats.find((seat) => seat.sectionId === section && seat.rowId === letters);
  const inRow = seats.filter((seat) => seat.rowId === letters);
  if (inRow.length > 0) return byView(plan, inRow)[0];
  return seats.find((seat) => seat.sectionId + seat.rowId === letters);
}

/** Nearest to the plan's focal point first. */
function byView({ sections, focalPoint }: SeatingPlan, seats: readonly PlannedSeat[]): PlannedSeat[] {
  const far = ({ sectionId, rowId, column }: PlannedSeat): number => {
    const section = sections.find(({ id }) => id === sectionId);
    if (!section) return Number.POSITIVE_INFINITY;
    const row = section.origin.row + section.rows.findIndex(({ id }) => id === rowId);
    return Math.hypot(section.origin.column + column - 1 - focalPoint.column, row - focalPoint.row);
  };
  return [...seats].sort((a, b) => far(a) - far(b));
}
