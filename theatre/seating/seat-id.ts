import type { SeatId } from './plan.ts';

/** What a seat id says. Whether a plan has such a seat is for the plan's index to answer. */
export interface SeatPlace {
  readonly sectionId: string;
  readonly rowId: string;
  /** Counted from 1. */
  readonly column: number;
}

/** The longest id there can be: four letters of section, a hyphen, two of row, three digits. */
export const SEAT_ID_MAX_LENGTH = 10;

const PATTERN = /^([A-Z]{1,4})-([A-Z]{1,2})([1-9][0-9]{0,2})$/;

/** Takes a seat id apart; null for whatever is not one (any type, any length, nothing thrown). */
export function parseSeatId(text: unknown): SeatPlace | null {
  if (typeof text !== 'string' || text.length > SEAT_ID_MAX_LENGTH) return null;
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [, sectionId = '', rowId = '', column = ''] = match;
  return { sectionId, rowId, column: Number(column) };
}

/** Whether a value has the form of a seat id. */
export function isSeatId(text: unknown): text is SeatId {
  return parseSeatId(text) !== null;
}
