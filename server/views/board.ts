/** The lobby's screen: what is on, what is left, and the house as it fills. Nobody clicks on it. */
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { leftHtml, salesHtml } from './counts.ts';
import { documentHtml, lineHtml } from './document.ts';
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
  /** Defaults to English. */
  readonly wording?: Wording;
}

export function boardHtml(snapshot: Snapshot, options: BoardOptions = {}): string {
  const { origin, now = Date.now(), wording = wordingFor('en') } = options;
  const { texts } = wording;
  const { state, sequence } = snapshot;
  const { plan } = state.index;
  const address = `/screenings/${state.id}`;
  return documentHtml({
    title: texts.pages.titled(state.title),
    wording,
    kind: 'board',
    styles: [
      '/assets/screening.css',
      '/assets/seats.css',
      '/assets/legend.css',
      '/assets/board.css',
      planCssPath(plan, state.id),
    ],
    live: true,
    now,
    body: html`<header class="top">${whatHtml(state, wording)} ${raw(leftHtml(state, wording))}</header>
      ${lineHtml(wording)}
      <main>
        <section class="house" aria-label="${texts.pages.screening.seatMap}">
          ${raw(salesHtml(state, wording))}
          <div class="map" data-view="map" inert>${raw(seatMapHtml(snapshot, undefined, wording))}</div>
          ${legendHtml(state, wording)}
        </section>
        <aside>
          ${origin !== undefined && codeHtml(`${origin}${address}`, texts.pages.board)}
          <h2>${texts.pages.screening.activity}</h2>
          ${raw(feedHtml(snapshot, wording))}
        </aside>
      </main>
      <div
        id="stream"
        hx-sse:connect="${address}/board/events?from=${sequence}&amp;lang=${wording.language}"
        hx-swap="none"
      ></div>`,
  });
}

function codeHtml(url: string, { choose, code }: Catalogue['pages']['board']): Html {
  return html`<figure class="code">
    ${qrHtml(url, code(url))}
    <figcaption>${choose}<br /><b>${url.replace(/^https?:\/\//, '')}</b></figcaption>
  </figure>`;
}
