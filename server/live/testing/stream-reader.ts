/** A client of an event stream that can sleep, read slowly and vanish, as phones do. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http';

export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  /** The last `id:` up to and with this event; '' for none yet. */
  readonly id: string;
}

export interface StreamReaderOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly onEvent?: (event: StreamEvent) => void;
}

export class StreamReader {
  readonly events: StreamEvent[] = [];
  /** Milliseconds of each `retry:`. */
  readonly retries: number[] = [];
  comments = 0;
  bytes = 0;
  /** Resolves when the head of the answer is there. */
  readonly opened: Promise<IncomingMessage>;
  /** Resolves when the stream is over; whoever ended it. */
  readonly closed: Promise<void>;
  lastEventId = '';
  readonly #request: ClientRequest;
  readonly #onEvent: ((event: StreamEvent) => void) | undefined;
  #answer: IncomingMessage | undefined;
  #asleep = false;
  #rest = '';
  #event = '';
  #data: string[] | undefined;

  constructor(url: string, { headers = {}, onEvent }: StreamReaderOptions = {}) {
    this.#onEvent = onEvent;
    this.#request = request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
    this.opened = new Promise((resolve, reject) => {
      this.#request.once('response', resolve);
      this.#request.once('error', reject);
    });
    this.opened.then(
      (answer) => this.#read(answer),
      () => undefined,
    );
    this.closed = new Promise((resolve) => this.#request.once('close', resolve));
    this.#request.on('error', () => undefined);
    this.#request.end();
  }

  /** Reads nothing until woken; what the server sends fills the buffers between. */
  sleep(): void {
    this.#asleep = true;
    this.#answer?.pause();
  }

  wake(): void {
    this.#asleep = false;
    this.#answer?.resume();
  }

  /** Vanishes without a word. */
  vanish(): void {
    this.#request.destroy();
  }

  #read(answer: IncomingMessage): void {
    this.#answer = answer;
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => this.#take(text));
    if (this.#asleep) answer.pause();
  }

  #take(text: string): void {
    this.bytes += Buffer.byteLength(text);
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#line(line);
  }

  #line(line: string): void {
    if (line === '') {
      if (!this.#data) return;
      const event = { event: this.#event || 'message', data: this.#data.join('\n'), id: this.lastEventId };
      this.#event = '';
      this.#data = undefined;
      this.events.push(event);
      this.#onEvent?.(event);
      return;
    }
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === '') this.comments++;
    else if (name === 'data') (this.#data ??= []).push(value);
    else if (name === 'event') this.#event = value;
    else if (name === 'id') this.lastEventId = value;
    else if (name === 'retry') this.retries.push(Number(value));
  }
}
