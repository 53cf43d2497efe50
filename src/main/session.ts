/** Who acts at this kiosk. Every command of main takes its actor from here, and from nowhere else. */
import type { Actor } from '../../theatre/screening/commands.ts';

/** Whoever stands at a counter that knows no operators yet. */
const OPEN_COUNTER: Actor = { id: 'staff', role: 'manager' };

export class Session {
  readonly #listeners = new Set<() => void>();

  /** Undefined while nobody may act: nobody is signed in, or the kiosk is locked. */
  get actor(): Actor | undefined {
    return OPEN_COUNTER;
  }

  get locked(): boolean {
    return false;
  }

  /** Told after each change of actor, shift or lock; answers how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * Checks a manager's PIN for something that one operator may not do alone, like giving tickets away. The operator id of the
   * manager, for main alone; or why not.
   */
  approve(_pin: string): Promise<{ readonly approvedBy: string } | { readonly refused: 'wrong-pin' | 'wait' }> {
    return Promise.resolve({ approvedBy: OPEN_COUNTER.id });
  }
}
