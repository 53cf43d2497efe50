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
  shown: number;
  accepted: boolean;
}

const button = /<button id="([A-Z]+-[A-Z]+\d+)" data-status="([a-z_]+)"/g;
const LONGEST_MS = 120_000;

function codeOf(status: string): Code {
  return status === 'available' ? 0 : status === 'booked' ? 2 : 1;
}

export class Tally {
  readonly clicks: Click[] = [{ seat: -1, code: 0, at: 0, shown: 0, accepted: false }];
  frames = 0;
  readonly #seatNumbers: ReadonlyMap<string, number>;
  readonly #maps: Uint8Array[];
  /** By screen and seat: the last click that it has shown there. */
  readonly #seen: Uint32Array[];
  /** By seat and code: the last click that makes it so. */
  readonly #latest: number[][];
  readonly #told = new Map<string, Told[]>();
  readonly #waits = new Uint32Array(LONGEST_MS + 1);

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
    const click = this.clicks.push({ seat, code, at, shown: 0, accepted: false }) - 1;
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
      known.shown++;
      const wait = Math.min(LONGEST_MS, Math.max(0, Math.round(now - known.at)));
      this.#waits[wait] = (this.#waits[wait] as number) + 1;
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

  /** How many of the clicks' showings took at most so long: the wait at a quantile, in milliseconds. */
  quantile(part: number): number {
    let total = 0;
    for (const count of this.#waits) total += count;
    let left = Math.ceil(total * part);
    for (const [wait, count] of this.#waits.entries()) {
      left -= count;
      if (left <= 0 && total > 0) return wait;
    }
    return Number.NaN;
  }
}
