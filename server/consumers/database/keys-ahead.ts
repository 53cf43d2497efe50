import type { CustomerKeys, Secrets } from '../../../theatre/log/customer-keys.ts';

/** Reads the key of an order as soon as the order was read: by the time that its rows are written the log may be away. */
export class KeysAhead {
  readonly #keys: Pick<CustomerKeys, 'read'>;
  readonly #found = new Map<string, Uint8Array>();
  #wanted: string[] = [];
  #reading = Promise.resolve();

  constructor(keys: Pick<CustomerKeys, 'read'>) {
    this.#keys = keys;
  }

  /** These will be taken soon. What comes while others are being read goes together. */
  want(ids: readonly string[]): void {
    if (ids.length === 0) return;
    const begins = this.#wanted.length === 0;
    this.#wanted.push(...ids);
    if (begins) this.#reading = this.#reading.then(() => this.#read());
  }

  /** Those of these keys that there are. Throws `LogUnreachable` where that cannot be known now. */
  async take(ids: readonly string[]): Promise<Secrets> {
    await this.#reading;
    const missing = ids.filter((id) => !this.#found.has(id));
    const late = missing.length > 0 ? await this.#keys.read(missing) : [];
    const ahead = ids.flatMap((id) => {
      const secret = this.#found.get(id);
      return secret ? [[id, secret] as const] : [];
    });
    return new Map([...ahead, ...late]);
  }

  /** Their rows are written. */
  forget(ids: readonly string[]): void {
    for (const id of ids) this.#found.delete(id);
  }

  async #read(): Promise<void> {
    const ids = this.#wanted;
    this.#wanted = [];
    try {
      for (const [id, secret] of await this.#keys.read(ids)) this.#found.set(id, secret);
    } catch {
      // Asked for again when they are taken.
    }
  }
}
