/** That something is being closed, for those who wait within it. Unlike a promise it forgets who no longer waits. */
export class Closing {
  closed = false;
  readonly #waiting = new Set<() => void>();

  close(): void {
    this.closed = true;
    for (const stop of this.#waiting) stop();
    this.#waiting.clear();
  }

  /** True when the promise is done, false when it is closed first. Rejects as the promise does. */
  before(promise: Promise<unknown>): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    return new Promise((resolve, reject) => {
      const stop = () => resolve(false);
      this.#waiting.add(stop);
      promise.then(() => resolve(true), reject).finally(() => this.#waiting.delete(stop));
    });
  }
}
