/** The house's side: a code that is open for some minutes, for one machine, for five tries. */
import type { Duplex } from 'node:stream';
import { newCode, readCode } from './code.ts';
import {
  keyFromCode,
  newNonce,
  newSalt,
  proofOf,
  proves,
  seal,
  VERSION,
  type Admission,
  type Hello,
  type Transcript,
} from './handshake.ts';
import { linesOver, type Said } from './lines.ts';

export const CODE_MS = 5 * 60_000;
export const TRIES = 5;
/** Machines that may be at it at a time. */
const AT_A_TIME = 8;

export type CodeEnd = 'used' | 'expired' | 'tried-out' | 'closed';

export interface OpenCodeOptions {
  /** Lets a machine in that has proved to know the code, and says what it gets. */
  readonly admit: (who: { readonly name: string; readonly publicKey: string }) => Promise<Admission>;
  /** Told once. */
  readonly onEnd: (why: CodeEnd) => void;
  readonly codeMs?: number;
}

export class OpenCode {
  readonly code: string;
  /** Epoch milliseconds. */
  readonly until: number;
  triesLeft = TRIES;
  #ended = false;
  #talking = 0;
  readonly #salt = newSalt();
  readonly #key: Promise<Buffer>;
  readonly #options: OpenCodeOptions;
  readonly #timer: ReturnType<typeof setTimeout>;

  constructor(options: OpenCodeOptions) {
    this.#options = options;
    this.code = newCode();
    const lasts = options.codeMs ?? CODE_MS;
    this.until = Date.now() + lasts;
    this.#key = keyFromCode(readCode(this.code) ?? '', this.#salt);
    this.#timer = setTimeout(() => this.#end('expired'), lasts);
  }

  close(): void {
    this.#end('closed');
  }

  /** Speaks with one machine over a connection that showed it the certificate with this fingerprint. Never rejects. */
  readonly receive = async (socket: Duplex, fingerprint: string): Promise<void> => {
    const lines = linesOver(socket);
    if (this.#ended || this.#talking >= AT_A_TIME) {
      lines.say({ refused: this.#ended ? 'no-code' : 'busy' });
      lines.end();
      return;
    }
    this.#talking++;
    try {
      const key = await this.#key;
      const hello = helloIn(await lines.hear());
      if (!hello) return lines.say({ refused: 'malformed' });
      const welcome = { nonce: newNonce(), salt: this.#salt };
      const transcript: Transcript = { hello, welcome, fingerprint };
      lines.say(welcome);
      const { proof } = await lines.hear();
      if (this.#ended) return lines.say({ refused: 'no-code' });
      if (!proves(key, 'joiner', transcript, proof)) {
        this.triesLeft--;
        lines.say({ refused: 'wrong-code' });
        if (this.triesLeft === 0) this.#end('tried-out');
        return;
      }
      // From here on nobody else has it.
      this.#end('used');
      const admission = await this.#options.admit({ name: hello.name, publicKey: hello.publicKey });
      lines.say({ proof: proofOf(key, 'house', transcript), sealed: seal(key, transcript, admission) });
    } catch {
      // Gone, or nonsense: nothing was given away.
    } finally {
      this.#talking--;
      lines.end();
    }
  };

  #end(why: CodeEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#options.onEnd(why);
  }
}

function helloIn({ v, name, publicKey, nonce }: Said): Hello | undefined {
  if (v !== VERSION || typeof name !== 'string' || !/^\P{C}{1,40}$/u.test(name)) return undefined;
  if (typeof publicKey !== 'string' || !/^U[A-Z2-7]{55}$/.test(publicKey)) return undefined;
  if (typeof nonce !== 'string' || !/^[\w-]{43}$/.test(nonce)) return undefined;
  return { v, name, publicKey, nonce };
}
