/** One server-sent event as bytes, encoded once however many sockets it goes to. */

export interface Message {
  /** `event:`. Defaults to none: a plain message. */
  readonly event?: string;
  /** `id:`, what a reconnecting client sends back as `Last-Event-ID`. Defaults to none: the client keeps the one it has. */
  readonly id?: number;
  /** Milliseconds that the client waits before it connects again. Defaults to what it was told last. */
  readonly retry?: number;
  /** May have several lines. */
  readonly data: string;
}

/** Bytes for a stream, with and without the framing of an HTTP/1.1 chunk, in one piece of memory. */
export class Frame {
  /** As a chunk of an HTTP/1.1 response with `Transfer-Encoding: chunked`. */
  readonly chunk: Buffer;
  /** Bare, for HTTP/2 and HTTP/1.0. */
  readonly bytes: Buffer;

  constructor(text: string) {
    const length = Buffer.byteLength(text);
    const head = `${length.toString(16)}\r\n`;
    this.chunk = Buffer.allocUnsafe(head.length + length + 2);
    this.chunk.write(head, 0, 'latin1');
    this.chunk.write(text, head.length, 'utf8');
    this.chunk.write('\r\n', head.length + length, 'latin1');
    this.bytes = this.chunk.subarray(head.length, head.length + length);
  }

  static of(message: Message): Frame {
    return new Frame(encode(message));
  }
}

const lineBreak = /\r\n|\r|\n/g;

/** The text of one event, as the EventSource standard frames it. */
export function encode({ event, id, retry, data }: Message): string {
  let text = '';
  if (event !== undefined) text += `event: ${event}\n`;
  if (id !== undefined) text += `id: ${id}\n`;
  if (retry !== undefined) text += `retry: ${retry}\n`;
  return `${text}data: ${data.replace(lineBreak, '\ndata: ')}\n\n`;
}

/** A comment: keeps proxies from closing a quiet stream, and tells a dead connection from a silent one. */
export const heartbeat = new Frame(':\n\n');
