/** Reads nights for the window, in parts. All it has of the log is a reader: there is no way from here to an append. */
import type { NightAnswer, NightPart } from '../../theatre/contract/ipc-night.ts';
import type { Answer, Request } from '../../theatre/contract/ipc.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import type { NightReader } from '../../theatre/log/read-night.ts';
import type { NightItem } from '../../theatre/replay/items.ts';
import { done, notDone } from './calls.ts';

export interface NightRoomOptions {
  /** Undefined until the log has answered. */
  readonly reader: () => NightReader | undefined;
  readonly send: (part: NightPart) => void;
}

/** The first part is small, so that there is a picture soon; later ones are as large as a window takes in a frame or two. */
const FIRST_PART = 200;
const PART = 2000;

export class NightRoom {
  readonly #options: NightRoomOptions;
  /** Server instances that were heard of, by screening: needed to read on. */
  #known: { readonly screeningId: string; readonly instances: Set<string> } | undefined;
  #reading: AbortController | undefined;

  constructor(options: NightRoomOptions) {
    this.#options = options;
  }

  async read({ screeningId, reading, after }: Request<'readNight'>): Promise<Answer<NightAnswer>> {
    const reader = this.#options.reader();
    if (!reader) return notDone('not-ready');
    this.leave();
    const abort = new AbortController();
    this.#reading = abort;
    if (after === 0 || this.#known?.screeningId !== screeningId) this.#known = { screeningId, instances: new Set() };
    const { instances } = this.#known;
    const parts = new Parts((part) => this.#options.send({ reading, ...part }));
    try {
      const found = await reader.read(screeningId, {
        after,
        instances,
        signal: abort.signal,
        onItem: (item) => parts.add(item),
        onProgress: (read, total) => parts.progress(read, total),
      });
      if (!found) return notDone('unknown-screening');
      parts.flush();
      return done(found);
    } catch (error) {
      if (abort.signal.aborted) return notDone('stopped');
      if (error instanceof LogUnreachable) return notDone('night-unreachable');
      throw error;
    } finally {
      if (this.#reading === abort) this.#reading = undefined;
    }
  }

  leave(): void {
    this.#reading?.abort(new Error('nobody looks at this night any more'));
    this.#reading = undefined;
  }
}

class Parts {
  readonly #send: (part: Omit<NightPart, 'reading'>) => void;
  #items: NightItem[] = [];
  #most = FIRST_PART;
  #read = 0;
  #total = 0;

  constructor(send: (part: Omit<NightPart, 'reading'>) => void) {
    this.#send = send;
  }

  add(item: NightItem): void {
    this.#read++;
    if (this.#items.push(item) >= this.#most) this.flush();
  }

  progress(read: number, total: number): void {
    this.#read = read;
    this.#total = total;
  }

  flush(): void {
    if (this.#items.length === 0) return;
    const [read, items] = [this.#read, JSON.stringify(this.#items)];
    this.#items = [];
    this.#most = PART;
    this.#send({ items, read, total: Math.max(read, this.#total) });
  }
}
