/**
 * Whether the other side of a connection lives. Whatever arrives is a sign of life: while a long log is read in, the answer to a ping
 * waits behind all of it, and the client's own pings would take that for death, begin again, and never come to the end.
 */

/** Two of them without a sign mean that it is dead: 1.4 to 2.1 s. */
const EVERY_MS = 700;
const SILENT = 2;

export interface LivenessOptions {
  /** Grows with every message that arrives. */
  readonly arrived: (this: void) => number;
  /** Asks for a sign of life; resolves with the answer, rejects when there is no connection. */
  readonly ask: (this: void) => Promise<unknown>;
  readonly onDead: (this: void) => void;
}

/** Answers how to stop. Counted in looks, not in time: a process that was held up has heard nothing meanwhile. */
export function watchLiveness({ arrived, ask, onDead }: LivenessOptions): () => void {
  let seen = arrived();
  let answered = true;
  let silent = 0;
  const look = () => {
    const now = arrived();
    silent = answered || now !== seen ? 0 : silent + 1;
    seen = now;
    if (silent >= SILENT) {
      answered = true;
      onDead();
      return;
    }
    answered = false;
    ask().then(
      () => (answered = true),
      // Without a connection there is nothing that could be dead.
      () => (answered = true),
    );
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
