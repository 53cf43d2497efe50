/** The client's side of the NATS protocol, cut into what it says: strict, bounded, and written anew so that both ends read the same. */

export type Frame =
  | { readonly is: 'connect'; readonly options: Readonly<Record<string, unknown>> }
  | {
      readonly is: 'publish';
      readonly subject: string;
      readonly reply: string | undefined;
      /** Undefined for a message without any. */
      readonly headers: ReadonlyMap<string, string> | undefined;
      readonly body: Buffer;
    }
  /** `SUB`, `UNSUB`, `PING`, `PONG`: nats-server's to judge. */
  | { readonly is: 'other'; readonly words: readonly string[] };

/** What cannot be understood; the connection ends. */
export class WireFault extends Error {}

const LINE_LIMIT = 4096;
const CONNECT_LIMIT = 16_384;
/** As nats-server's `max_payload` here. */
export const PAYLOAD_LIMIT = 1024 * 1024;
const CRLF = Buffer.from('\r\n');
const OTHERS = new Map([
  ['SUB', [2, 3]],
  ['UNSUB', [1, 2]],
  ['PING', [0, 0]],
  ['PONG', [0, 0]],
]);

export class WireReader {
  /** Set once it is known who speaks; before that nothing is waited for that is longer than a line. */
  known = false;
  #rest: Buffer = Buffer.alloc(0);
  /** What came after it; put together when it is enough, however small the pieces are that it comes in. */
  #more: Buffer[] = [];
  #missing = 0;

  /** What the bytes complete, in order. Throws `WireFault`. */
  *read(bytes: Buffer): Generator<Frame> {
    this.#more.push(bytes);
    this.#missing -= bytes.length;
    if (this.#missing > 0) return;
    this.#rest =
      this.#rest.length === 0 && this.#more.length === 1 ? bytes : Buffer.concat([this.#rest, ...this.#more]);
    this.#more = [];
    this.#missing = 0;
    for (;;) {
      const end = this.#rest.indexOf(CRLF);
      if (end < 0) {
        if (this.#rest.length > CONNECT_LIMIT) throw new WireFault('a line without an end');
        return;
      }
      const words = this.#rest.toString('latin1', 0, end).trim();
      const operation = (/^[A-Za-z]*/.exec(words)?.[0] ?? '').toUpperCase();
      if (operation !== 'CONNECT' && end > LINE_LIMIT) throw new WireFault('a line too long');
      // For nats-server a bare line feed ends a line and a bare carriage return a word: it would hear what was not judged here.
      if (operation !== 'CONNECT' && /[^\t\x20-\x7e]/.test(words)) throw new WireFault('a line in a line');
      if (operation !== 'PUB' && operation !== 'HPUB') {
        const line = this.#rest.toString('utf8', 0, end).trim();
        this.#rest = this.#rest.subarray(end + 2);
        yield operation === 'CONNECT' ? connect(line) : other(operation, line);
        continue;
      }
      const frame = this.#publication(operation, words, end + 2);
      if (!frame) return;
      yield frame;
    }
  }

  /** Undefined until all of it is here. */
  #publication(operation: 'PUB' | 'HPUB', line: string, start: number): Frame | undefined {
    const [, subject = '', ...more] = line.split(/[ \t]+/);
    const sizes = more.splice(operation === 'PUB' ? -1 : -2).map(sizeOf);
    const total = sizes.at(-1) ?? 0;
    const headed = operation === 'HPUB' ? (sizes[0] ?? 0) : 0;
    if (subject === '' || more.length > 1 || sizes.length !== (operation === 'PUB' ? 1 : 2) || headed > total)
      throw new WireFault(`a ${operation} that is none`);
    if (!this.known) throw new WireFault('a message of nobody');
    this.#missing = Math.max(0, start + total + 2 - this.#rest.length);
    if (this.#missing > 0) return undefined;
    const bytes = this.#rest.subarray(start, start + total);
    if (!this.#rest.subarray(start + total, start + total + 2).equals(CRLF))
      throw new WireFault('a size that is not so');
    this.#rest = this.#rest.subarray(start + total + 2);
    const headers = headed > 0 ? headersIn(bytes.toString('latin1', 0, headed)) : undefined;
    return { is: 'publish', subject, reply: more[0], headers, body: bytes.subarray(headed) };
  }
}

function sizeOf(text: string): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) > PAYLOAD_LIMIT) throw new WireFault('a size that is none');
  return Number(text);
}

function connect(line: string): Frame {
  try {
    const options: unknown = JSON.parse(line.slice('CONNECT'.length));
    if (typeof options === 'object' && options !== null && !Array.isArray(options))
      return { is: 'connect', options: options as Record<string, unknown> };
  } catch {
    // Said below.
  }
  throw new WireFault('a CONNECT that is none');
}

function other(operation: string, line: string): Frame {
  const [least, most] = OTHERS.get(operation) ?? [];
  const words = line.split(/[ \t]+/).slice(1);
  if (least === undefined || most === undefined || words.length < least || words.length > most)
    throw new WireFault('something that is not said here');
  return { is: 'other', words: [operation, ...words] };
}

function headersIn(text: string): ReadonlyMap<string, string> {
  const [version, ...lines] = text.split('\r\n');
  if (version !== 'NATS/1.0' || lines.pop() !== '' || lines.pop() !== '') throw new WireFault('headers that are none');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^([\x21-\x39\x3b-\x7e]+): ?([\x20-\x7e]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined || headers.has(name)) throw new WireFault('a header that is none');
    headers.set(name, value.trim());
  }
  return headers;
}

/** The frame for nats-server, as we understood it. */
export function written(frame: Frame): Buffer {
  if (frame.is === 'connect') return Buffer.from(`CONNECT ${JSON.stringify(frame.options)}\r\n`);
  if (frame.is === 'other') return Buffer.from(`${frame.words.join(' ')}\r\n`);
  const { subject, reply, headers, body } = frame;
  const to = reply === undefined ? subject : `${subject} ${reply}`;
  if (!headers) return Buffer.concat([Buffer.from(`PUB ${to} ${body.length}\r\n`), body, CRLF]);
  const lines = [...headers].map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = Buffer.from(`NATS/1.0\r\n${lines}\r\n`, 'latin1');
  return Buffer.concat([Buffer.from(`HPUB ${to} ${head.length} ${head.length + body.length}\r\n`), head, body, CRLF]);
}
