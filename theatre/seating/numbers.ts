/** The nearest number within bounds; the least for what is no number. */
export function between(value: number, least: number, most: number): number {
  return Number.isNaN(value) ? least : Math.min(most, Math.max(least, value));
}
