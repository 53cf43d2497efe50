/** Which of the codes that a camera sees are new: a ticket that stays in the picture is one scan. */

const AWAY_MS = 1_500;
/** A picture that takes long must not look like a ticket that was taken away. */
const AWAY_LOOKS = 4;
const MOST = 50;

/** @returns {{ look(text: string | undefined, busy: boolean): boolean }} `look` answers whether the code is to be asked about now */
export function glances() {
  let looks = 0;
  /** @type {Map<string, { look: number, at: number }>} */
  const seen = new Map();
  return {
    look(text, busy) {
      looks++;
      if (text === undefined) return false;
      const before = seen.get(text);
      const now = performance.now();
      const away = !before || (looks - before.look > AWAY_LOOKS && now - before.at > AWAY_MS);
      // Its turn comes when the one before has its answer.
      if (away && busy) return false;
      seen.delete(text);
      seen.set(text, { look: looks, at: now });
      for (const [oldest] of seen) {
        if (seen.size <= MOST) break;
        seen.delete(oldest);
      }
      return away;
    },
  };
}
