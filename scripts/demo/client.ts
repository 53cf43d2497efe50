import { setTimeout as sleep } from 'node:timers/promises';

/** What the server answers to a command: done (with the order's path for a booking), or refused and why. */
export type Answer =
  | { readonly done: true; readonly location?: string }
  | { readonly done: false; readonly status: number; readonly why: string; readonly retryAfterMs: number };

export type SeatStatus = 'available' | 'held' | 'booked' | 'withheld';

export interface SeatMap {
  readonly sequence: number;
  readonly seats: Readonly<Record<string, { readonly status: SeatStatus }>>;
}

export interface ClientOptions {
  /** The server's address: `http://127.0.0.1:4680`. */
  readonly origin: string;
  readonly screening: string;
}

interface Request {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What a phone does on the wire: a cookie jar, an Origin, an open stream of events, and the public routes. */
export class PhoneClient {
  /** Bytes and pieces that the stream has brought, over all its connections. */
  readonly heard = { bytes: 0, pieces: 0, reconnects: 0 };
  private readonly cookies = new Map<string, string>();
  private readonly origin: string;
  private readonly screening: string;
  private stream: AbortController | undefined;
  private listening: Promise<void> = Promise.resolve();

  constructor({ origin, screening }: ClientOptions) {
    this.origin = new URL(origin).origin;
    this.screening = screening;
  }

  /** Opens the page, keeps its cookie, and stays on its events until `leave`. Throws when there is no such page. */
  async arrive(): Promise<void> {
    const page = await this.send('GET', this.path());
    await page.arrayBuffer();
    if (!page.ok) throw new Error(`GET ${this.path()}: ${page.status}`);
    await this.leave();
    this.stream = new AbortController();
    this.listening = this.listen(this.stream.signal);
  }

  /** Puts the phone away: no word to the server, the connection just ends, as phones do. The cookie stays. */
  async leave(): Promise<void> {
    this.stream?.abort();
    this.stream = undefined;
    await this.listening;
  }

  /** The seats as they are now. */
  async look(): Promise<SeatMap> {
    const answer = await this.send('GET', `/api${this.path()}`);
    if (!answer.ok) throw new Error(`GET /api${this.path()}: ${answer.status}`);
    return (await answer.json()) as SeatMap;
  }

  toggle(seatId: string): Promise<Answer> {
    return this.command(`seats/${seatId}/toggle`);
  }

  checkout(): Promise<Answer> {
    return this.command('checkout');
  }

  book(guest: { readonly name: string; readonly email: string }): Promise<Answer> {
    return this.command('book', guest);
  }

  private path(rest = ''): string {
    return `/screenings/${this.screening}${rest && `/${rest}`}`;
  }

  private async command(rest: string, body?: unknown): Promise<Answer> {
    const answer = await this.send('POST', this.path(rest), body === undefined ? {} : { body });
    const text = await answer.text();
    if (answer.ok) {
      const location = answer.headers.get('location');
      return location === null ? { done: true } : { done: true, location };
    }
    const retryAfterMs = Number(answer.headers.get('retry-after') ?? 1) * 1000 || 1000;
    return { done: false, status: answer.status, why: problemType(text), retryAfterMs };
  }

  private async send(method: string, path: string, request: Request = {}): Promise<Response> {
    const { body, signal } = request;
    const headers = new Headers({ ...request.headers });
    headers.set('cookie', [...this.cookies].map((pair) => pair.join('=')).join('; '));
    if (method === 'POST') headers.set('origin', this.origin);
    if (body !== undefined) headers.set('content-type', 'application/json');
    const answer = await fetch(`${this.origin}${path}`, {
      method,
      headers,
      ...(signal ? { signal } : {}),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=;]+)=([^;]*)/.exec(cookie) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }

  /** Reads the events until told to stop, and like a browser comes back with the last id it saw when the stream breaks. */
  private async listen(signal: AbortSignal): Promise<void> {
    let lastId = '';
    let wait = 500;
    while (!signal.aborted) {
      try {
        const headers: Record<string, string> = { accept: 'text/event-stream' };
        if (lastId) headers['last-event-id'] = lastId;
        const answer = await this.send('GET', this.path('events'), { headers, signal });
        if (!answer.ok || !answer.body) throw new Error(`GET ${this.path('events')}: ${answer.status}`);
        wait = 500;
        const text = new TextDecoder();
        for await (const bytes of answer.body) {
          this.heard.bytes += bytes.byteLength;
          this.heard.pieces += 1;
          lastId = lastEventId(text.decode(bytes, { stream: true })) ?? lastId;
        }
      } catch {
        if (signal.aborted) return;
      }
      this.heard.reconnects += 1;
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      wait = Math.min(wait * 2, 10_000);
    }
  }
}

/** An id cut in two by a packet's edge is missed; the next one follows soon, and an older id only repeats changes. */
function lastEventId(text: string): string | undefined {
  return [...text.matchAll(/^id: ?(.+)\r?\n/gm)].at(-1)?.[1];
}

/** The last word of a problem's type: `seat-taken`. */
function problemType(text: string): string {
  try {
    const { type = '' } = JSON.parse(text) as { type?: string };
    return type.split(/[/:#]/).at(-1) || 'unknown';
  } catch {
    return 'unknown';
  }
}
