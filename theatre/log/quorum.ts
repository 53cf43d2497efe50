/**
 * Whether a cluster can be sold with. A node that was cut off from the others keeps its clients' connections and goes on telling
 * what it has of the log, but takes nothing: seen from there all seems well. One that led goes on for ten seconds as if it still did.
 */

export interface QuorumOptions {
  /**
   * Asks whoever leads the stream for how long it has not heard of a majority, in milliseconds; rejects or stays open when nobody leads.
   */
  readonly ask: (this: void) => Promise<number>;
  /** Whether a leader answers us; told on every change. */
  readonly onChange: (this: void, answering: boolean) => void;
  /** None has for so long that other nodes may know more. Told again as long as none does. */
  readonly onLost: (this: void) => void;
}

export interface QuorumWatch {
  /** There is a new connection: looks now, and what the one before was asked counts no more. */
  moved(this: void): void;
  stop(this: void): void;
}

const EVERY_MS = 250;
/** A machine that did not look for so long was asleep. */
const ASLEEP_MS = 1500;
/** The counter is to hear of it within three seconds. */
export const SILENT_MS = 2500;
const LOST_MS = 3000;
const LOST_AGAIN_MS = 1500;

/** For how long a leader has not heard of so many others that they are a majority with it; `activeMs` has each other's silence. */
export function sinceMajority(activeMs: readonly number[]): number {
  const others = Math.floor((activeMs.length + 1) / 2);
  return [...activeMs].sort((a, b) => a - b)[others - 1] ?? 0;
}

/** Begins with a leader that answers. */
export function watchQuorum({ ask, onChange, onLost }: QuorumOptions): QuorumWatch {
  let looked = Date.now();
  let heard = looked;
  let connected = looked;
  let lost = looked;
  let answering = true;
  const tell = (now: boolean) => {
    if (now === answering) return;
    answering = now;
    onChange(now);
  };
  const look = () => {
    const asked = Date.now();
    // It knows nothing of the time in between.
    if (asked - looked > ASLEEP_MS) heard = asked;
    looked = asked;
    ask().then(
      (sinceMs) => {
        heard = Math.max(heard, asked - sinceMs);
        // What was asked of the node before says nothing of this one.
        if (asked >= connected && sinceMs <= SILENT_MS) tell(true);
      },
      () => undefined,
    );
    if (asked - heard > SILENT_MS) tell(false);
    if (asked - heard > LOST_MS && asked - Math.max(lost, connected) > LOST_AGAIN_MS) {
      lost = asked;
      onLost();
    }
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return {
    moved: () => {
      connected = Date.now();
      look();
    },
    stop: () => clearInterval(timer),
  };
}
