/** The window's side of the worker that folds a night. */
import type { Answers, Ask, Questions, Reply } from './night-messages.ts';
import type { Grown } from './night-model.ts';

export class NightFolder {
  readonly #worker = new Worker(new URL('./night-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, { done: (value: unknown) => void; failed: (fault: Error) => void }>();
  /** Parts that wait for the one before to be folded, so that a question never waits for more than one. */
  readonly #parts: string[] = [];
  #folding = false;
  #held = false;
  #asked = 0;

  /** Resolves once the worker is there; rejects when it cannot be had. */
  readonly ready: Promise<void>;

  constructor(onGrown: (grown: Grown) => void) {
    let isReady = (): void => undefined;
    this.ready = new Promise((resolve, reject) => {
      isReady = resolve;
      this.#worker.addEventListener('error', ({ message }) => reject(new Error(message)));
    });
    this.#worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      if (data.is === 'ready') {
        isReady();
        return;
      }
      if (data.is === 'grown') {
        onGrown(data.grown);
        this.#folding = false;
        this.#next();
        return;
      }
      const waiting = this.#waiting.get(data.id);
      this.#waiting.delete(data.id);
      if ('fault' in data) waiting?.failed(new Error(data.fault));
      else waiting?.done(data.value);
    });
  }

  /** The next items, as a JSON list. */
  add(items: string): void {
    this.#parts.push(items);
    this.#next();
  }

  /** Folds no further part until `goOn`: the processor is somebody else's for now. */
  hold(): void {
    this.#held = true;
  }

  goOn(): void {
    this.#held = false;
    this.#next();
  }

  /** Answered in the order of asking. Rejects only on a fault of the program. */
  ask<N extends keyof Questions>(is: N, question: Questions[N]): Promise<Answers[N]> {
    const id = ++this.#asked;
    return new Promise<unknown>((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#worker.postMessage({ is, id, ...question });
    }) as Promise<Answers[N]>;
  }

  close(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  #next(): void {
    if (this.#folding || this.#held) return;
    const items = this.#parts.shift();
    if (items === undefined) return;
    this.#folding = true;
    this.#worker.postMessage({ is: 'add', items } satisfies Ask);
  }
}
