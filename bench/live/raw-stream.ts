/** A stream over a bare socket, as light as can be: thousands of them in one process share one read buffer. */
import { connect, type Socket } from 'node:net';

const shared = Buffer.allocUnsafe(256 * 1024);
const headEnd = Buffer.from('\r\n\r\n');

export interface RawStreamOptions {
  readonly port: number;
  readonly path: string;
  readonly cookie: string;
  /** A chunk of the answer: one event as the server wrote it. The bytes are good for this call only. */
  readonly onChunk: (chunk: Buffer) => void;
  readonly onEnd: () => void;
}

export class RawStream {
  readonly opened: Promise<void>;
  readonly #socket: Socket;
  readonly #onChunk: (chunk: Buffer) => void;
  #headRead = false;
  #rest: Buffer | undefined;
  bytes = 0;

  constructor({ port, path, cookie, onChunk, onEnd }: RawStreamOptions) {
    this.#onChunk = onChunk;
    let opened = () => undefined as void;
    this.opened = new Promise((resolve) => (opened = resolve));
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          this.bytes += length;
          this.#take(Buffer.from(buffer.buffer, buffer.byteOffset, length), opened);
          return true;
        },
      },
    });
    this.#socket.on('connect', () => {
      this.#socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`);
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', onEnd);
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(read: Buffer, opened: () => void): void {
    let data = this.#rest ? Buffer.concat([this.#rest, read]) : read;
    this.#rest = undefined;
    if (!this.#headRead) {
      const end = data.indexOf(headEnd);
      if (end < 0) return this.#keep(data);
      const head = data.toString('latin1', 0, end);
      if (!head.startsWith('HTTP/1.1 200')) throw new Error(`no stream: ${head.split('\r\n')[0]}`);
      this.#headRead = true;
      opened();
      data = data.subarray(end + 4);
    }
    let at = 0;
    while (at < data.length) {
      const lineEnd = data.indexOf(13, at);
      if (lineEnd < 0) break;
      const length = parseInt(data.toString('latin1', at, lineEnd), 16);
      const start = lineEnd + 2;
      if (start + length + 2 > data.length) break;
      if (length > 0) this.#onChunk(data.subarray(start, start + length));
      at = start + length + 2;
    }
    this.#keep(data.subarray(at));
  }

  /** What is not complete yet; copied, since the buffer is everyone's. */
  #keep(data: Buffer): void {
    this.#rest = data.length > 0 ? Buffer.from(data) : undefined;
  }
}
