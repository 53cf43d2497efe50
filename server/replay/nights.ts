/**
 * Nights that are loaded: everybody who watches one shares it. Bounded in items, since each takes half a kilobyte; read on
 * from the log as long as something may still happen in it.
 */
import { LogUnreachable } from '../../theatre/log/errors.ts';
import type { NightReader } from '../../theatre/log/read-night.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import { Night } from '../../theatre/replay/night.ts';
import { viewOf, type NightView } from '../../theatre/replay/night-view.ts';

/** Nights in files, for screenings that the log has no more. */
export interface NightArchive {
  /** Tells of all items in order; false when there is no file of that screening. Throws when it cannot be read or trusted. */
  read(screeningId: string, onItem: (item: NightItem) => void): Promise<boolean>;
}

/** A night that can be looked at, and not changed. */
export interface LoadedNight {
  readonly id: string;
  readonly night: NightView;
  /** The place at which the screening was opened: before it there is no house to show. */
  readonly opening: number;
  /** From a file and not from the log. */
  readonly archived: boolean;
  /** Keeps it loaded until what is answered is called. */
  retain(): () => void;
}

export interface Nights {
  /** Undefined when neither the log nor the archive has it. Throws `LogUnreachable`, or `NoRoom` when too much is loaded. */
  open(screeningId: string): Promise<LoadedNight | undefined>;
}

export class NoRoom extends Error {
  override readonly name = 'NoRoom';
  readonly why: 'nightsOpening' | 'nightTooLong';

  constructor(why: NoRoom['why']) {
    super(why);
    this.why = why;
  }
}

export interface NightsOptions {
  readonly reader: NightReader;
  readonly archive: NightArchive;
  /** Items loaded at most, over all nights. Defaults to a million. */
  readonly mostItems?: number;
  /** A night that nobody looks at is let go of after so many milliseconds. Defaults to ten minutes. */
  readonly idleMs?: number;
  /** The log is asked for more at most so often, in milliseconds. Defaults to two seconds. */
  readonly freshMs?: number;
}

/** Loaded at the same time at most: reading a long night is work for the processor. */
const LOADS = 2;
const LOADS_WAITING = 20;

class Entry implements LoadedNight {
  readonly id: string;
  readonly growing = new Night();
  readonly night = viewOf(this.growing);
  readonly instances = new Set<string>();
  archived = false;
  opening = 0;
  /** Sequence of the log up to which it is read. */
  read = 0;
  freshAt = 0;
  usedAt = 0;
  retained = 0;
  refreshing: Promise<void> | undefined;

  constructor(id: string) {
    this.id = id;
  }

  readonly add = (item: NightItem): void => {
    const { count } = this.growing.add(item);
    this.read = item.sequence;
    if (this.opening === 0 && item.event.type === 'opened') this.opening = count;
  };

  retain(): () => void {
    this.retained++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.retained--;
      this.usedAt = Date.now();
    };
  }
}

/** What a route gets: it reads, and has nothing that writes. */
export function openNights(options: NightsOptions): Nights & { close(): void; readonly items: number } {
  const shelf = new Shelf(options);
  return Object.freeze({
    async open(id: string) {
      const entry = await shelf.open(id);
      return entry && lent(entry);
    },
    close: () => shelf.close(),
    get items() {
      return shelf.items;
    },
  });
}

function lent(entry: Entry): LoadedNight {
  const { id, night, archived, opening } = entry;
  return Object.freeze({ id, night, archived, opening, retain: () => entry.retain() });
}

class Shelf {
  readonly #options: Required<NightsOptions>;
  readonly #entries = new Map<string, Entry>();
  readonly #loading = new Map<string, Promise<Entry | undefined>>();
  readonly #turns: (() => void)[] = [];
  readonly #abort = new AbortController();
  readonly #sweep: ReturnType<typeof setInterval>;
  #loads = 0;

  constructor({ mostItems = 1_000_000, idleMs = 600_000, freshMs = 2000, ...parts }: NightsOptions) {
    this.#options = { ...parts, mostItems, idleMs, freshMs };
    this.#sweep = setInterval(() => this.#dropIdle(), Math.min(60_000, idleMs));
    this.#sweep.unref();
  }

  get items(): number {
    let items = 0;
    for (const { night } of this.#entries.values()) items += night.length;
    return items;
  }

  async open(id: string): Promise<Entry | undefined> {
    const known = this.#entries.get(id);
    if (known) {
      known.usedAt = Date.now();
      await this.#refresh(known);
      return known;
    }
    let loading = this.#loading.get(id);
    if (!loading) {
      loading = this.#load(id).finally(() => this.#loading.delete(id));
      this.#loading.set(id, loading);
    }
    return loading;
  }

  close(): void {
    clearInterval(this.#sweep);
    this.#abort.abort();
    this.#entries.clear();
  }

  async #load(id: string): Promise<Entry | undefined> {
    await this.#turn();
    try {
      const entry = await this.#whole(id);
      if (!entry) return undefined;
      entry.freshAt = entry.usedAt = Date.now();
      this.#entries.set(id, entry);
      return entry;
    } finally {
      this.#loads--;
      this.#turns.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#loads >= LOADS) {
      if (this.#turns.length >= LOADS_WAITING) throw new NoRoom('nightsOpening');
      await new Promise<void>((resolve) => this.#turns.push(resolve));
    }
    this.#loads++;
  }

  /** From the log; else, or where that is out of reach, from the archive. */
  async #whole(id: string): Promise<Entry | undefined> {
    const [logged, filed] = [new Entry(id), new Entry(id)];
    let unreachable: unknown;
    try {
      // What the log keeps of a night that was archived and trimmed is its last event, without an opening.
      if (await this.#readLog(logged)) return logged;
    } catch (error) {
      if (!(error instanceof LogUnreachable)) throw error;
      unreachable = error;
    }
    filed.archived = await this.#options.archive.read(id, this.#adding(filed));
    if (filed.archived && filed.opening > 0) return filed;
    if (unreachable) throw unreachable;
    return undefined;
  }

  /** False when the log has no such screening, or not from its opening on. */
  async #readLog(entry: Entry): Promise<boolean> {
    const { instances, read: after } = entry;
    const { signal } = this.#abort;
    const done = await this.#options.reader.read(entry.id, { onItem: this.#adding(entry), instances, after, signal });
    if (done) entry.read = done.sequence;
    return entry.opening > 0;
  }

  #adding(entry: Entry): (item: NightItem) => void {
    let room = this.#roomFor(entry);
    return (item) => {
      if (room-- <= 0) throw new NoRoom('nightTooLong');
      entry.add(item);
    };
  }

  /** Items that can still be loaded, others that nobody watches being let go of. */
  #roomFor(entry: Entry): number {
    const { mostItems } = this.#options;
    const idle = [...this.#entries.values()]
      .filter((other) => other.retained === 0 && other !== entry)
      .sort((a, b) => a.usedAt - b.usedAt);
    // A night of usual length should find room; where it does not, all that are idle have gone.
    for (const { id } of idle) {
      if (this.items <= mostItems / 2) break;
      this.#entries.delete(id);
    }
    return mostItems - this.items;
  }

  async #refresh(entry: Entry): Promise<void> {
    if (entry.archived || Date.now() - entry.freshAt < this.#options.freshMs) return;
    entry.refreshing ??= this.#readLog(entry)
      .then(() => void (entry.freshAt = Date.now()))
      .finally(() => (entry.refreshing = undefined));
    try {
      await entry.refreshing;
    } catch (error) {
      // What is loaded can be watched without the log.
      if (!(error instanceof LogUnreachable)) throw error;
    }
  }

  #dropIdle(): void {
    const before = Date.now() - this.#options.idleMs;
    for (const [id, { retained, usedAt }] of this.#entries) {
      if (retained === 0 && usedAt < before) this.#entries.delete(id);
    }
  }
}
