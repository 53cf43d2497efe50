/** The lobby's screen: what is on, what is left, and the house as it fills. Nobody clicks on it. */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { leftHtml, salesHtml } from './counts.ts';
import { documentHtml } from './document.ts';
import { feedHtml } from './feed.ts';
import { html, raw, type Html } from './html.ts';
import { legendHtml } from './legend.ts';
import { planCssPath } from './plan-css.ts';
import { qrHtml } from './qr-code.ts';
import { seatMapHtml } from './seat-map.ts';
import { whatHtml } from './what.ts';

export interface BoardOptions {
  /** Scheme and host that phones reach this house at, like `https://tickets.example`, for the code. Defaults to no code. */
  readonly origin?: string;
  /** Epoch milliseconds. Defaults to now. */
  readonly now?: number;
  readonly formats?: Formats;
}

export function boardHtml(snapshot: Snapshot, options: BoardOptions = {}): string {
  const { origin, now = Date.now(), formats = formatsFor() } = options;
  const { state, sequence } = snapshot;
  const { plan } = state.index;
  const address = `/screenings/${state.id}`;
  return documentHtml({
    title: `${state.title} · Full House`,
    locale: formats.locale,
    kind: 'board',
    styles: ['/assets/screening.css', '/assets/seats.css', '/assets/pages.css', planCssPath(plan, state.id)],
    live: true,
    now,
    body: html`<header class="top">${whatHtml(state, formats)} ${raw(leftHtml(state))}</header>
      <div id="line" role="status"></div>
      <main>
        <section class="house" aria-label="Seat map">
          ${raw(salesHtml(state))}
          <div class="map" data-view="map" inert>${raw(seatMapHtml(snapshot, undefined, formats))}</div>
          ${legendHtml(state, formats)}
        </section>
        <aside>
          ${origin !== undefined && codeHtml(`${origin}${address}`)}
          <h2>Activity</h2>
          ${raw(feedHtml(snapshot, formats))}
        </aside>
      </main>
      <div id="stream" hx-sse:connect="${address}/board/events?from=${sequence}" hx-swap="none"></div>`,
  });
}

function codeHtml(url: string): Html {
  return html`<figure class="code">
    ${qrHtml(url, `QR code of ${url}`)}
    <figcaption>Choose your seats on your phone<br /><b>${url.replace(/^https?:\/\//, '')}</b></figcaption>
  </figure>`;
}
