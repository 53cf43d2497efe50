/** The managers' PINs as the log last had them, in a file (0600): while the log is away they say who may take this kiosk elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../theatre/contract/ipc.ts';
import { messageOf } from '../../theatre/log/errors.ts';
import { writeWhole } from '../../theatre/log/write-whole.ts';
import type { PinHash } from '../../theatre/people/events.ts';
import { managersOf, type PeopleState } from '../../theatre/people/people.ts';
import { notDone } from './calls.ts';
import type { KeptAttempts } from './kept-attempts.ts';
import { isPin, PIN } from './pin.ts';

export interface KeptManagersOptions {
  /** Of the house that this kiosk is in. */
  readonly folder: string;
  readonly pinKey: Buffer;
  readonly attempts: KeptAttempts;
  readonly onProblem: (problem: string) => void;
}

/** In the file of attempts, where operators have theirs by their ids. */
const ATTEMPTS = 'a-manager';

export class KeptManagers {
  readonly #options: KeptManagersOptions;
  readonly #file: string;
  #text: string;
  #pins: readonly PinHash[];
  #doing: Promise<unknown> = Promise.resolve();

  constructor(options: KeptManagersOptions) {
    this.#options = options;
    this.#file = join(options.folder, 'managers.json');
    this.#text = textIn(this.#file);
    this.#pins = pinsIn(this.#text);
  }

  /** False where the house had no operators when it was last seen, or was never seen: then nobody can be asked. */
  get known(): boolean {
    return this.#pins.length > 0;
  }

  /** After each change of who works here. */
  keep(people: PeopleState): void {
    const pins = managersOf(people).map(({ pin }) => pin);
    const text = JSON.stringify(pins);
    if (text === this.#text) return;
    this.#text = text;
    this.#pins = pins;
    void this.#inTurn(() => writeWhole(this.#file, text)).catch((error: unknown) =>
      this.#options.onProblem(`Who manages this house cannot be kept for when it is away: ${messageOf(error)}`),
    );
  }

  /** Why nobody may with this PIN; undefined for a manager's. Wrong ones are counted, also over a restart. */
  refusal(pin: string | undefined): Promise<Answer<never> | undefined> {
    return this.#inTurn(async () => {
      if (pin === undefined || !PIN.test(pin)) return notDone('needs-pin');
      const { attempts, pinKey } = this.#options;
      const wait = attempts.waitUntil(ATTEMPTS, Date.now());
      if (wait > 0) return notDone('pin-wait', { until: wait });
      // Counted before it is looked at: ending the app meanwhile gives no new attempt.
      attempts.failed(ATTEMPTS, Date.now());
      const right = await Promise.all(this.#pins.map((made) => isPin(pin, made, pinKey)));
      if (right.includes(true)) {
        attempts.clear(ATTEMPTS);
        return undefined;
      }
      const until = attempts.waitUntil(ATTEMPTS, Date.now());
      return notDone('wrong-pin', until > 0 ? { until } : {});
    });
  }

  /** What is being written is there then. */
  async settled(): Promise<void> {
    await this.#doing;
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#doing.then(task);
    this.#doing = turn.catch(() => undefined);
    return turn;
  }
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Written whole by ourselves: what cannot be read was never a list. */
function pinsIn(text: string): readonly PinHash[] {
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) ? (kept as PinHash[]) : [];
  } catch {
    return [];
  }
}
