/** Wrong PINs while the log was away, kept in a file so that opening the app again gives no new attempts. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { oneMore, waitUntil, type Failures } from '../../theatre/people/attempts.ts';

export class KeptAttempts {
  readonly #file: string;

  constructor(folder: string) {
    this.#file = join(folder, 'attempts.json');
  }

  /** Epoch milliseconds before which no PIN is looked at; 0 when one is. */
  waitUntil(operatorId: string, now: number): number {
    const failures = this.#read()[operatorId];
    const until = failures ? waitUntil(failures) : 0;
    return until > now ? until : 0;
  }

  failed(operatorId: string, now: number): void {
    const all = this.#read();
    this.#write({ ...all, [operatorId]: oneMore(all[operatorId], now) });
  }

  clear(operatorId: string): void {
    const { [operatorId]: _, ...others } = this.#read();
    this.#write(others);
  }

  #read(): Readonly<Record<string, Failures>> {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Record<string, Failures>;
    } catch {
      return {};
    }
  }

  #write(all: Readonly<Record<string, Failures>>): void {
    writeFileSync(this.#file, JSON.stringify(all), { mode: 0o600 });
  }
}
