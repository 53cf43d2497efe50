/** What the servers show, against what the log says. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ScreeningState } from '../../theatre/screening/state.ts';
import type { Guest } from './guest.ts';
import type { Storm } from './storm.ts';

/** Waits until the server says that it has read all there is. */
export async function ready(origin: string, withinMs = 20_000): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    const said = await answer?.text();
    if (answer?.status === 200) return;
    if (Date.now() > until) throw new Error(`${origin} is not ready: ${said ?? 'no answer'}`);
    await sleep(50);
  }
}

async function json<T>(url: string): Promise<T> {
  return (await (await fetch(url)).json()) as T;
}

interface Entry {
  readonly id: string;
  readonly counts: ScreeningState['counts'];
}

/** On one server: counts of the programme and the status of every seat. A difference is one that does not pass. */
async function shown(origin: string, states: readonly ScreeningState[]): Promise<string[]> {
  const problems: string[] = [];
  const programme = await json<Entry[]>(`${origin}/api/screenings`);
  for (const state of states) {
    const entry = programme.find(({ id }) => id === state.id);
    if (JSON.stringify(entry?.counts) !== JSON.stringify(state.counts)) {
      problems.push(
        `${origin} counts ${JSON.stringify(entry?.counts)} in ${state.id}: ${JSON.stringify(state.counts)}`,
      );
    }
    const { seats } = await json<{ seats: Record<string, { status: string }> }>(`${origin}/api/screenings/${state.id}`);
    const wrong = state.rows.flatMap((row, rowIndex) =>
      row.flatMap(({ status }, at) => {
        const id = state.index.rows[rowIndex]?.[at]?.id ?? '';
        return seats[id]?.status === status ? [] : [`${id} ${seats[id]?.status} for ${status}`];
      }),
    );
    if (wrong.length > 0) problems.push(`${origin} shows in ${state.id}: ${wrong.slice(0, 5).join(', ')}`);
  }
  return problems;
}

/** Seats that the log has as held by a guest whose own screen does not show them as chosen. */
async function unseenHolds(states: readonly ScreeningState[], viewers: Map<string, Guest>): Promise<string[]> {
  const problems: string[] = [];
  for (const state of states) {
    const held = new Map<string, string[]>();
    for (const [rowIndex, row] of state.rows.entries()) {
      for (const [at, seat] of row.entries()) {
        if (seat.status !== 'held') continue;
        held.set(seat.viewerId, [...(held.get(seat.viewerId) ?? []), state.index.rows[rowIndex]?.[at]?.id ?? '']);
      }
    }
    for (const [viewerId, seatIds] of held) {
      const guest = viewers.get(viewerId);
      if (!guest) {
        problems.push(`${seatIds.join(', ')} in ${state.id} are held by nobody who was here`);
        continue;
      }
      const page = await (await guest.at(state.id).get(`/screenings/${state.id}/seat-map`)).text();
      const unseen = seatIds.filter((seatId) => !page.includes(`id="${seatId}" data-status="selected"`));
      if (unseen.length > 0) problems.push(`guest ${guest.number} does not see ${unseen.join(', ')} as theirs`);
    }
  }
  return problems;
}

export async function differences(
  storm: Storm,
  states: readonly ScreeningState[],
  viewers: Map<string, Guest>,
): Promise<string[]> {
  const problems = await unseenHolds(states, viewers);
  for (const origin of storm.origins) {
    let wrong = await shown(origin, states);
    // A server that heard of the last change from another one may be a moment behind.
    for (let tries = 0; wrong.length > 0 && tries < 40; tries++) {
      await sleep(50);
      wrong = await shown(origin, states);
    }
    problems.push(...wrong);
  }
  return problems;
}
