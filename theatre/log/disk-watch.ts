/**
 * Watches the disk below the log. A nats-server that once failed to write a message takes no more until it is started again,
 * also when there is room again; so somebody has to notice both.
 */
import { open, stat } from 'node:fs/promises';
import { diskOf } from './disk.ts';

const MIB = 1024 ** 2;
const FULL_BELOW = 1 * MIB;
const ROOM_FROM = 2 * MIB;
const EVERY_MS = 250;
const FAILED = 'critical write error';

export interface DiskWatchOptions {
  readonly folder: string;
  readonly logFile: string;
  /** The disk is full, or a write has failed. */
  onFull(): void;
  /** After `onFull`: there is room, the server can be started again. */
  onRoom(): void;
}

export class DiskWatch {
  #full = false;
  #looking = false;
  #read = 0;
  readonly #options: DiskWatchOptions;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: DiskWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#look(), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      const { free: available } = await diskOf(this.#options.folder);
      if (!this.#full && (available < FULL_BELOW || (await this.#failedSince()))) {
        this.#full = true;
        this.#options.onFull();
      } else if (this.#full && available >= ROOM_FROM) {
        this.#full = false;
        await this.#failedSince();
        this.#options.onRoom();
      }
    } catch {
      // The folder cannot be asked at this moment.
    } finally {
      this.#looking = false;
    }
  }

  /** Whether the server has written of a failed write since the last look. */
  async #failedSince(): Promise<boolean> {
    const { size } = await stat(this.#options.logFile);
    const from = size < this.#read || this.#read === 0 ? Math.max(0, size - 4096) : this.#read;
    const first = this.#read === 0;
    this.#read = size;
    if (first || size === from) return false;
    const file = await open(this.#options.logFile);
    try {
      const { buffer, bytesRead } = await file.read({
        buffer: Buffer.alloc(Math.min(size - from, MIB)),
        position: from,
      });
      return buffer.subarray(0, bytesRead).includes(FAILED);
    } finally {
      await file.close();
    }
  }
}
