const SINGLE_LEFT = 1e8;
const GROUP_OF_ONE = 1e11;

/**
 * Divides a party over runs of seats so that each gets at least one: fewest groups of one, then fewest single seats
 * left (`singlesLeft(run, group)` for a group of that size in that run), then groups as even as can be. The runs have
 * room for the whole party; answers the size of each run's group.
 */
export function shareOut(
  size: number,
  runs: readonly number[],
  singlesLeft: (run: number, group: number) => number,
): number[] {
  const spare = runs.reduce((sum, run) => sum + run, 0) - size;
  const even = Math.floor(size / runs.length);
  const costOf = (run: number, group: number): number =>
    (group === 1 ? GROUP_OF_ONE : 0) + SINGLE_LEFT * singlesLeft(run, group) + (group - even) ** 2;
  // cheapest[unused]: what it costs to fill the runs so far with that many of their seats unused.
  let cheapest = [0];
  const unusedIn: number[][] = [];
  for (const [index, run] of runs.entries()) {
    const next: number[] = [];
    const choice: number[] = [];
    for (let own = 0; own <= Math.min(spare, run - 1); own += 1) {
      const cost = costOf(index, run - own);
      for (let before = 0; before + own <= spare; before += 1) {
        const total = (cheapest[before] ?? Infinity) + cost;
        if (total >= (next[before + own] ?? Infinity)) continue;
        next[before + own] = total;
        choice[before + own] = own;
      }
    }
    cheapest = next;
    unusedIn.push(choice);
  }
  const groups: number[] = [];
  let unused = spare;
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const own = unusedIn[index]?.[unused] ?? 0;
    groups.unshift((runs[index] ?? 0) - own);
    unused -= own;
  }
  return groups;
}
