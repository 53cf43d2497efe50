/** What the screens showed, and when: every screen's map, and for every click how long each screen waited for it. */

const CODES = ['available', 'held', 'booked'] as const;
type Code = number;

/** What a frame says, parsed once however many screens get the same bytes. */
interface Told {
  readonly bytes: Buffer;
  readonly seats: readonly { readonly seat: number; readonly code: Code; readonly click: number }[];
}

interface Click {
  readonly seat: number;
  /** What the seat becomes. */
  readonly code: Code;
  /** The generator's clock at which it was due. */
  readonly at: number;
  /** Milliseconds from then until its answer. */
  answered: number;
  /** By screen: milliseconds from when it was due until the screen had it; NaN where it never came. */
  readonly waits: Float32Array;
  accepted: boolean;
}

const button = /<button id="([A-Z]+-[A-Z]+\d+)" data-status="([a-z_]+)"/g;

function codeOf(status: string): Code {
  return status === 'available' ? 0 : status === 'booked' ? 2 : 1;
}

export class Tally {
  /** Their numbers begin at 1. */
  readonly clicks: Click[] = [{ seat: -1, code: 0, at: 0, answered: 0, waits: new Float32Array(), accepted: false }];
  frames = 0;
  readonly #seatNumbers: ReadonlyMap<string, number>;
  readonly #maps: Uint8Array[];
  /** By screen and seat: the last click that it has shown there. */
  readonly #seen: Uint32Array[];
  /** By seat and code: the last click that makes it so. */
  readonly #latest: number[][];
  readonly #told = new Map<string, Told[]>();

  constructor(statuses: ReadonlyMap<string, string>, viewers: number) {
    this.#seatNumbers = new Map([...statuses.keys()].map((id, at) => [id, at]));
    const map = Uint8Array.from(statuses.values(), codeOf);
    this.#maps = Array.from({ length: viewers }, () => map.slice());
    this.#seen = Array.from({ length: viewers }, () => new Uint32Array(map.length));
    this.#latest = Array.from(map, () => CODES.map(() => 0));
  }

  /** A click that will make a seat so; answers its number. */
  clicked(seatId: string, claims: boolean, at: number): number {
    const seat = this.#seatNumbers.get(seatId) ?? -1;
    const code = claims ? 1 : 0;
    const waits = new Float32Array(this.#maps.length).fill(Number.NaN);
    const click = this.clicks.push({ seat, code, at, answered: 0, waits, accepted: false }) - 1;
    (this.#latest[seat] as number[])[code] = click;
    return click;
  }

  /** Bytes arrived at a screen; false when they are a heartbeat. */
  arrived(screen: number, chunk: Buffer, now: number): boolean {
    if (chunk.length < 10) return false;
    this.frames++;
    const map = this.#maps[screen] as Uint8Array;
    const seen = this.#seen[screen] as Uint32Array;
    for (const { seat, code, click } of this.#parse(chunk).seats) {
      map[seat] = code;
      if (click === 0 || (seen[seat] as number) >= click) continue;
      seen[seat] = click;
      const known = this.clicks[click] as Click;
      known.waits[screen] = now - known.at;
    }
    return true;
  }

  #parse(chunk: Buffer): Told {
    const key = `${chunk.length} ${chunk.toString('latin1', 0, 24)}`;
    const alike = this.#told.get(key) ?? [];
    for (const told of alike) if (told.bytes.equals(chunk)) return told;
    const seats = Array.from(chunk.toString().matchAll(button), ([, id = '', status = '']) => {
      const seat = this.#seatNumbers.get(id) ?? -1;
      const code = codeOf(status);
      return { seat, code, click: this.#latest[seat]?.[code] ?? 0 };
    });
    const told = { bytes: Buffer.from(chunk), seats };
    alike.push(told);
    this.#told.set(key, alike);
    if (this.#told.size > 400) {
      for (const [oldest] of this.#told) {
        this.#told.delete(oldest);
        break;
      }
    }
    return told;
  }

  /** Screens whose map is not this one. */
  wrong(statuses: ReadonlyMap<string, string>): number {
    const right = Uint8Array.from(statuses.values(), codeOf);
    return this.#maps.filter((map) => !Buffer.from(map.buffer).equals(Buffer.from(right.buffer))).length;
  }

  /** Waits of all screens for all accepted clicks, the shortest first: since the click was due, and since it was answered. */
  waits(): { readonly sinceDue: Float32Array; readonly sinceAnswered: Float32Array } {
    const accepted = this.clicks.filter((click) => click.accepted);
    const gather = (wait: (since: number, click: Click) => number) => {
      const all = new Float32Array(accepted.length * this.#maps.length);
      let count = 0;
      for (const click of accepted) {
        for (const since of click.waits) if (!Number.isNaN(since)) all[count++] = wait(since, click);
      }
      return all.subarray(0, count).sort();
    };
    return {
      sinceDue: gather((since) => since),
      sinceAnswered: gather((since, { answered }) => Math.max(0, since - answered)),
    };
  }
}

/** The value at a quantile of sorted ones; NaN when there are none. */
export function quantile(sorted: Float32Array | readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}
