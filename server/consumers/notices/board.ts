/** The notices that are open, and those that ended lately; each keeps its id and its beginning for as long as it lasts. */
import type { Notice, NoticeLevel, Notices, ResolvedNotice } from '../../../theatre/contract/notices.ts';

type Bare<N> = N extends Notice ? Omit<N, 'id' | 'since'> : never;
/** A notice as whoever watches for it says it. */
export type Condition = Bare<Notice>;

export type BoardChange =
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'resolved'; readonly resolved: ResolvedNotice };

const KEPT = 30;
const KEPT_MS = 24 * 3600_000;
const rank: Readonly<Record<NoticeLevel, number>> = { urgent: 0, warning: 1, info: 2 };

export class Board {
  readonly #open = new Map<string, Notice>();
  #resolved: ResolvedNotice[] = [];
  readonly #listeners = new Set<(change: BoardChange) => void>();

  /** What is so under this key from `at` (epoch milliseconds) on; undefined: nothing any more. */
  set(key: string, condition: Condition | undefined, at: number): void {
    const before = this.#open.get(key);
    if (!condition) {
      if (!before) return;
      this.#open.delete(key);
      const resolved = { notice: before, resolvedAt: at };
      this.#resolved = [resolved, ...this.#resolved].slice(0, KEPT);
      this.#tell({ kind: 'resolved', resolved });
      return;
    }
    const { id, since } = before ?? { id: `${key}-${at.toString(36)}`, since: at };
    const notice: Notice = { ...condition, id, since };
    if (before && JSON.stringify(before) === JSON.stringify(notice)) return;
    this.#open.set(key, notice);
    this.#tell({ kind: 'notice', notice });
  }

  /** Keys that begin so. */
  keys(prefix: string): readonly string[] {
    return [...this.#open.keys()].filter((key) => key.startsWith(prefix));
  }

  snapshot(now: number): Notices {
    const notices = [...this.#open.values()].sort((a, b) => rank[a.level] - rank[b.level] || b.since - a.since);
    return { notices, resolved: this.#resolved.filter(({ resolvedAt }) => now - resolvedAt < KEPT_MS) };
  }

  onChange(listener: (change: BoardChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tell(change: BoardChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
