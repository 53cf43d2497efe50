/**
 * Desks of one screening tell each other when they lost the log to another, beside the log: whoever wins every time never meets a
 * conflict, and would not know that somebody waits. Nothing depends on these messages but manners.
 */
import { randomUUID } from 'node:crypto';
import type { Log } from './connection.ts';
import { lostOf } from './subjects.ts';

const encoder = new TextEncoder();

export class RivalNews {
  readonly #log: Log;
  /** To know our own messages by. */
  readonly #name = randomUUID();
  readonly #heard = new Map<string, number>();
  readonly #subscription: { unsubscribe(): void };

  constructor(log: Log) {
    this.#log = log;
    this.#subscription = log.connection.subscribe(lostOf('*'), {
      // A log that does not let us listen leaves us without manners, and is no trouble otherwise.
      callback: (error, message) => {
        if (error || message.string() === this.#name) return;
        const screeningId = message.subject.split('.').at(-1) ?? '';
        this.#heard.set(screeningId, Date.now());
      },
    });
  }

  /** Says that this desk lost the log to another. */
  lost(screeningId: string): void {
    if (this.#log.connected) this.#log.connection.publish(lostOf(screeningId), encoder.encode(this.#name));
  }

  /** Epoch milliseconds at which another desk last said so, 0 when none has. */
  heardAt(screeningId: string): number {
    return this.#heard.get(screeningId) ?? 0;
  }

  close(): void {
    this.#subscription.unsubscribe();
  }
}
