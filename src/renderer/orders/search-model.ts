/** Looking up orders while somebody types: asked after a pause, and only the answer to the last question counts. */
import type { FoundOrders, OrderLine } from '../../../theatre/contract/ipc-orders.ts';
import type { Answer, Problem } from '../../../theatre/contract/ipc.ts';

export interface SearchState {
  readonly is: 'idle' | 'asking' | 'answered' | 'failed';
  readonly orders: readonly OrderLine[];
  /** Epoch milliseconds; null while what is found is of this moment. */
  readonly asOf: number | null;
  /** Which of the orders is chosen; -1 while there are none. */
  readonly at: number;
  readonly problem?: Problem;
  readonly ticket?: FoundOrders['ticket'];
}

export const nothingAsked: SearchState = { is: 'idle', orders: [], asOf: null, at: -1 };

/** Long enough for the next letter of one who types, too short to notice. */
export const PAUSE_MS = 120;

export interface SearchOptions {
  readonly find: (q: string, screeningId: string | undefined) => Promise<Answer<FoundOrders>>;
  readonly onState: (state: SearchState) => void;
}

export class Search {
  readonly #options: SearchOptions;
  #state = nothingAsked;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #question = '';
  #repeat: ((again: boolean) => Promise<void>) | undefined;
  /** What was pressed while the answer was still to come. */
  #waiting: ((line: OrderLine | undefined) => void) | undefined;

  constructor(options: SearchOptions) {
    this.#options = options;
  }

  get chosen(): OrderLine | undefined {
    return this.#state.orders[this.#state.at];
  }

  /** What is in the field now; of one screening where it is named. */
  ask(text: string, screeningId?: string): void {
    const q = text.trim().replace(/\s+/g, ' ');
    const question = `${q}\n${screeningId ?? ''}`;
    if (question === this.#question) return;
    this.#question = question;
    const asked = ++this.#asked;
    clearTimeout(this.#timer);
    this.#repeat = undefined;
    if (q === '') return this.#set(nothingAsked);
    this.#set({ ...this.#state, is: 'asking' });
    this.#repeat = (again) => this.#find(asked, q, screeningId, again);
    this.#timer = setTimeout(() => void this.#repeat?.(false), PAUSE_MS);
  }

  /** The last question once more: what was found is old by now. The chosen order stays chosen. */
  again(): void {
    if (this.#state.is === 'answered') void this.#repeat?.(true);
  }

  /** Chooses another line, none before the first or after the last. */
  move(by: number): void {
    const { orders, at } = this.#state;
    if (orders.length === 0) return;
    this.#set({ ...this.#state, at: Math.max(0, Math.min(orders.length - 1, at + by)) });
  }

  choose(at: number): void {
    this.#set({ ...this.#state, at });
  }

  /** Whose this order is is shown no more. */
  forget(order: string): void {
    const { orders } = this.#state;
    if (!orders.some(({ reference, name }) => reference === order && name !== null)) return;
    const forgotten = orders.map((line) => (line.reference === order ? { ...line, name: null, email: null } : line));
    this.#set({ ...this.#state, orders: forgotten });
  }

  /** The chosen order once the last question is answered: a scanner presses Enter faster than anybody can look. */
  settled(): Promise<OrderLine | undefined> {
    if (this.#state.is !== 'asking') return Promise.resolve(this.chosen);
    return new Promise((resolve) => (this.#waiting = resolve));
  }

  stop(): void {
    this.#asked++;
    clearTimeout(this.#timer);
    this.#settle(undefined);
  }

  async #find(asked: number, q: string, screeningId: string | undefined, again: boolean): Promise<void> {
    const answer = await this.#options.find(q, screeningId);
    if (asked !== this.#asked) return;
    if (!answer.done) {
      // What was found stays until there is something better.
      if (again) return;
      this.#set({ ...nothingAsked, is: 'failed', problem: answer.problem });
      return;
    }
    const { orders, asOf, ticket } = answer.value;
    const chosen = again ? this.chosen?.reference : undefined;
    const at = Math.max(
      orders.findIndex(({ reference }) => reference === chosen),
      Math.min(0, orders.length - 1),
    );
    this.#set({ is: 'answered', orders, asOf, at, ...(ticket ? { ticket } : {}) });
  }

  #set(state: SearchState): void {
    this.#state = state;
    this.#options.onState(state);
    if (state.is !== 'asking') this.#settle(this.chosen);
  }

  #settle(line: OrderLine | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.(line);
  }
}
