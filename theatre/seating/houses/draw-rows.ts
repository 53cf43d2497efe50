import type { Row } from '../plan.ts';

/**
 * Reads a block of seating drawn as text: a line a row, first the row's letter, then the positions of each section from
 * the audience's left, with spaces between. Answers the rows of each section in that order.
 */
export function drawRows(drawing: string): Row[][] {
  const sections: Row[][] = [];
  for (const line of drawing.trim().split('\n')) {
    const [id = '', ...blocks] = line.trim().split(/\s+/);
    for (const [index, positions] of blocks.entries()) {
      (sections[index] ??= []).push({ id, positions });
    }
  }
  return sections;
}
