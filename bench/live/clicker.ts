/** One session that taps seats over one kept connection, a tap at a time. */
import { connect, type Socket } from 'node:net';

export class Clicker {
  readonly #socket: Socket;
  readonly #head: string;
  readonly #waiting: { path: string; answered: (status: number) => void }[] = [];
  #busy = false;
  #answer = '';

  constructor(port: number, cookie: string) {
    const own = `127.0.0.1:${port}`;
    this.#head = `HTTP/1.1\r\nHost: ${own}\r\nOrigin: http://${own}\r\nCookie: ${cookie}\r\nContent-Length: 0\r\n\r\n`;
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true).setEncoding('latin1');
    this.#socket.on('data', (text: unknown) => this.#take(String(text)));
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      for (const { answered } of this.#waiting.splice(0)) answered(0);
    });
  }

  /** Calls back with the answer's status, or with 0 when there was none. */
  post(path: string, answered: (status: number) => void): void {
    if (this.#socket.destroyed) return answered(0);
    this.#waiting.push({ path, answered });
    this.#next();
  }

  close(): void {
    this.#socket.destroy();
  }

  #next(): void {
    const [first] = this.#waiting;
    if (this.#busy || !first) return;
    this.#busy = true;
    this.#socket.write(`POST ${first.path} ${this.#head}`);
  }

  #take(text: string): void {
    this.#answer += text;
    const end = this.#answer.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#answer)?.[1] ?? 0);
    if (this.#answer.length < end + 4 + length) return;
    const status = Number(this.#answer.slice(9, 12));
    this.#answer = '';
    this.#busy = false;
    this.#waiting.shift()?.answered(status);
    this.#next();
  }
}
