/** Watches over the stream of changes: says when it is lost and since when, and opens it again where htmx would not. */
import { byId, CHANGED, CONNECTED, now, setClock, words } from './page.js';

/** The server says something at least every 15 seconds. */
const SILENCE_MS = 40_000;
/** And at once when it is asked. */
const GREETING_MS = 10_000;
/** A reconnection that is this quick is nobody's concern. */
const PATIENCE_MS = 1_500;
const AGAIN_MS = 1_000;
const AGAIN_MOST_MS = 10_000;

/** @typedef {{ reader?: { cancel(): Promise<void> } | null, delayCanceller?: (() => void) | null, lastEventId?: string }} Connection */

/** @param {HTMLElement} stream */
export function followStream(stream) {
  const address = stream.getAttribute('hx-sse:connect') ?? '';
  const line = byId('line');
  /** @type {Connection | undefined} */
  let connection;
  let open = false;
  /** When the stream brought something last. */
  let heard = now();
  /** When it, or an answer's head alone, did. */
  let alive = heard;
  let seen = '';
  let failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let banner;

  // hx-sse passes over the comments that a quiet stream consists of, so they are heard here.
  const plainFetch = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const response = await plainFetch(input, init);
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      // The page of a Wi-Fi that wants to be signed in to, say. hx-sse would take it for a stream.
      if (response.ok && asksForStream(init)) throw new TypeError('The answer is no stream.');
      return response;
    }
    setClock(response.headers.get('date'));
    alive = now();
    const listened = response.body.pipeThrough(
      new TransformStream({
        transform(chunk, controller) {
          heard = alive = now();
          controller.enqueue(chunk);
        },
      }),
    );
    return new Response(listened, { status: response.status, headers: response.headers });
  };

  /** @param {string} sentence */
  const write = (sentence) => {
    line?.classList.remove('unready');
    if (line) line.textContent = sentence;
  };
  /** @param {string} name */
  const tell = (name) => {
    const time = new Date(heard).toLocaleTimeString(document.documentElement.lang, { hour12: false });
    write(words(name, { time }));
    document.body.dataset.stale = '';
  };
  const untell = () => {
    write('');
    delete document.body.dataset.stale;
  };
  const say = () => {
    if (open || document.hidden) return;
    tell(navigator.onLine ? 'lost' : 'offline');
  };
  const lost = (patience = PATIENCE_MS) => {
    open = false;
    clearTimeout(banner);
    banner = setTimeout(say, patience);
  };
  const found = () => {
    open = true;
    failures = 0;
    clearTimeout(banner);
    untell();
    document.dispatchEvent(new Event(CONNECTED));
  };

  // htmx keeps up a stream that was open once; a first attempt that fails, however it does, it gives up.
  let reopening = false;
  const reopen = () => {
    if (reopening) return;
    reopening = true;
    lost();
    const wait = Math.min(AGAIN_MS * 2 ** failures++, AGAIN_MOST_MS) * (0.7 + Math.random() * 0.6);
    setTimeout(() => {
      reopening = false;
      const from = seen === '' ? address : address.replace(/from=\d+/, `from=${seen}`);
      void htmx()?.ajax('GET', from, { source: stream, timeout: 10_000 });
    }, wait);
  };
  stream.addEventListener('htmx:finally:request', () => {
    if (!connection) reopen();
  });
  stream.addEventListener('htmx:sse:close', (event) => {
    connection = undefined;
    if (/** @type {CustomEvent} */ (event).detail?.reason === 'ended') reopen();
  });

  stream.addEventListener('htmx:sse:before:connection', (event) => {
    ({ connection } = /** @type {CustomEvent<{ connection: Connection }>} */ (event).detail);
    if (!open) return;
    lost();
  });
  // The head of an answer comes through many a proxy that keeps back what follows it: the server's greeting is what counts.
  stream.addEventListener('connected', found);
  stream.addEventListener('htmx:sse:error', () => lost());
  stream.addEventListener('htmx:sse:after:message', (event) => {
    const { id } = /** @type {CustomEvent<{ message: { id: string } }>} */ (event).detail.message;
    if (id !== '') seen = id;
    document.dispatchEvent(new Event(CHANGED));
  });

  // The server is there, but what it shows stands still: it cannot reach the log.
  stream.addEventListener('log', (event) => {
    const { data } = /** @type {CustomEvent<{ data: string }>} */ (event).detail;
    if (data === 'lost') tell('stale');
    else untell();
  });

  const hangUp = () => void connection?.reader?.cancel().catch(() => undefined);
  addEventListener('offline', () => {
    lost(0);
    hangUp();
  });
  addEventListener('online', () => connection?.delayCanceller?.());
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    // Back from the pocket: what is shown is old until the stream is open again, so it is asked for at once.
    if (!open) lost();
    setTimeout(() => connection?.delayCanceller?.());
  });
  setInterval(() => {
    // A clock may be set back meanwhile.
    if (document.hidden || Math.abs(now() - alive) <= (open ? SILENCE_MS : GREETING_MS)) return;
    if (open) lost(0);
    hangUp();
  }, 5_000);
}

/** @typedef {{ ajax(verb: string, path: string, options: { source: Element, timeout: number }): Promise<void> }} Htmx */

/** @param {RequestInit} [init] */
function asksForStream(init) {
  return new Headers(init?.headers).get('accept')?.includes('text/event-stream') === true;
}

/** What the library puts beside the page's own script. */
function htmx() {
  return /** @type {{ htmx?: Htmx }} */ (/** @type {unknown} */ (window)).htmx;
}
