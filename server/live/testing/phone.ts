/** A patron's phone without a screen: loads the page, follows its stream, and knows what a person would see. */
import type { StreamEvent } from './stream-reader.ts';
import { StreamReader } from './stream-reader.ts';

const seatButton = /<button id="([A-Z]+-[A-Z]+\d+)" data-status="([a-z_]+)"/g;
const feedLine = /<li id="(f\d+)"/g;

export class Phone {
  /** Status by seat id. */
  readonly seats = new Map<string, string>();
  /** Ids of the feed's lines, the newest first. */
  feed: string[] = [];
  viewers = '';
  cookie = '';
  reader: StreamReader | undefined;
  frames = 0;
  /** Stream sequence that the page was loaded at. */
  loadedAt = 0;
  readonly #path: string;
  #events = '';
  #lastEventId = '';

  constructor(screeningId: string) {
    this.#path = `/screenings/${screeningId}`;
  }

  /** Loads the page from a server, with a new cookie when there is none. */
  async load(server: string): Promise<void> {
    const page = await fetch(server + this.#path, { headers: { cookie: this.cookie } });
    if (!page.ok) throw new Error(`no page: ${page.status}`);
    this.cookie = page.headers.getSetCookie()[0]?.split(';')[0] ?? this.cookie;
    const html = await page.text();
    this.feed = [];
    this.#lastEventId = '';
    this.#events = /hx-sse:connect="([^"]+)"/.exec(html)?.[1] ?? '';
    this.loadedAt = Number(/[?&]from=(\d+)/.exec(this.#events)?.[1] ?? 0);
    this.#show(html);
    this.feed = idsIn(/<ol id="feed".*?<\/ol>/s.exec(html)?.[0] ?? '');
  }

  /** Opens the stream of the page, or again where it ended: at any server. `onFrame` is told after each frame was shown. */
  async connect(server: string, onFrame?: (event: StreamEvent) => void): Promise<void> {
    const last = this.#lastEventId;
    const reader = new StreamReader(server + this.#events, {
      headers: { cookie: this.cookie, ...(last === '' ? {} : { 'last-event-id': last }) },
      onEvent: (event) => {
        this.#take(event);
        if (event.event === 'message') onFrame?.(event);
      },
    });
    this.reader = reader;
    const { statusCode } = await reader.opened;
    if (statusCode !== 200) throw new Error(`no stream: ${statusCode}`);
  }

  async vanish(): Promise<void> {
    const { reader } = this;
    this.reader = undefined;
    reader?.vanish();
    await reader?.closed;
  }

  /** Resolves when its stream is over. */
  async ended(): Promise<void> {
    await this.reader?.closed;
  }

  /** Taps a seat; answers the status. */
  async tap(server: string, seatId: string): Promise<number> {
    const answer = await fetch(`${server}${this.#path}/seats/${seatId}/toggle`, {
      method: 'POST',
      headers: { cookie: this.cookie, origin: server },
    });
    await answer.arrayBuffer();
    return answer.status;
  }

  #take({ event, data, id }: StreamEvent): void {
    if (event !== 'message') return;
    this.frames++;
    this.#lastEventId = id;
    this.#show(data);
    this.#showFeed(data);
  }

  #show(html: string): void {
    for (const [, seatId = '', status = ''] of html.matchAll(seatButton)) this.seats.set(seatId, status);
    this.viewers = /<b id="viewer-count"[^>]*>(\d+)</.exec(html)?.[1] ?? this.viewers;
  }

  /** As htmx swaps it: a whole list, or lines that go and lines that come on top. */
  #showFeed(html: string): void {
    const whole = /<ol id="feed"[^>]*outerMorph[^>]*>.*?<\/ol>/s.exec(html);
    if (whole) {
      this.feed = idsIn(whole[0]);
      return;
    }
    for (const [, id] of html.matchAll(/<li id="(f\d+)" hx-swap-oob="delete">/g)) {
      this.feed = this.feed.filter((line) => line !== id);
    }
    const added = /<ol id="feed"[^>]*afterbegin[^>]*>.*?<\/ol>/s.exec(html);
    if (added) this.feed.unshift(...idsIn(added[0]));
  }
}

function idsIn(html: string): string[] {
  return Array.from(html.matchAll(feedLine), ([, id = '']) => id);
}
