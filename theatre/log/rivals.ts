/** Manners between several desks of one screening: whoever landed lets the others in, so that nobody starves. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RivalNews } from './rival-news.ts';

/** A conflict this recent means that somebody else is at it too. */
const RECENT_MS = 500;
const LONGEST_MS = 20;

export class Rivals {
  readonly #screeningId: string;
  readonly #news: Pick<RivalNews, 'lost' | 'heardAt'> | undefined;
  #lastConflict = 0;
  #lostInARow = 0;

  /** Without news it knows only the conflicts of its own: enough where few ever want the same. */
  constructor(screeningId = '', news?: Pick<RivalNews, 'lost' | 'heardAt'>) {
    this.#screeningId = screeningId;
    this.#news = news;
  }

  /**
   * After an append that landed and took `tookMs`: a moment for those who lost against it. They hear of it when we do and need
   * about as long as we did to send theirs.
   */
  async letIn(tookMs: number): Promise<void> {
    this.#lostInARow = 0;
    const lastConflict = Math.max(this.#lastConflict, this.#news?.heardAt(this.#screeningId) ?? 0);
    if (Date.now() - lastConflict > RECENT_MS) return;
    await sleep(Math.min(LONGEST_MS, 1 + tookMs * (0.5 + Math.random())));
  }

  /** After a conflict: at once again, unless it is the fourth in a row. */
  async lost(): Promise<void> {
    this.#lastConflict = Date.now();
    this.#news?.lost(this.#screeningId);
    this.#lostInARow++;
    if (this.#lostInARow > 3) await sleep(Math.random() * Math.min(LONGEST_MS, 2 * this.#lostInARow));
  }
}
