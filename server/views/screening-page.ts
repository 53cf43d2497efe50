/** The page of a screening: activity, seat map, viewers, and one's own seats below. */
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { Policy } from '../../theatre/screening/commands.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { viewerColor } from '../../theatre/screening/viewer.ts';
import { leftHtml, salesHtml } from './counts.ts';
import { documentHtml, lineHtml, switchHtml } from './document.ts';
import { feedHtml } from './feed.ts';
import { html, raw, type Html } from './html.ts';
import { legendHtml } from './legend.ts';
import { planCssPath } from './plan-css.ts';
import { seatMapHtml } from './seat-map.ts';
import { stripHtml } from './strip.ts';
import { countHtml, viewersHtml } from './viewers.ts';
import { whatHtml } from './what.ts';

export interface PageOptions {
  /** Epoch milliseconds by the server's clock. Defaults to now. */
  readonly now?: number;
  /** The house's limits, to offer only what can be had. Defaults to none said. */
  readonly policy?: Policy;
  /** Defaults to English. */
  readonly wording?: Wording;
}

/** Asks for the best seats together instead of choosing them. */
function partyHtml(maxSeats: number, { bestFor, find }: Catalogue['pages']['screening']): Html {
  const sizes = Array.from({ length: maxSeats }, (_, at) => at + 1);
  return html`<form id="party">
    <label
      >${bestFor}
      <select name="seats">
        ${sizes.map((size) => html`<option ${raw(size === 2 ? 'selected' : '')}>${size}</option>`)}
      </select></label
    ><button>${find}</button>
  </form>`;
}

/** The whole page for a viewer. Its stream continues after the snapshot's sequence. */
export function pageHtml(snapshot: Snapshot, viewerId: string, options: PageOptions = {}): string {
  const { now = Date.now(), policy, wording = wordingFor('en') } = options;
  const { texts } = wording;
  const { name, own, screening: said } = texts.pages;
  const { state, presence, sequence } = snapshot;
  const { plan } = state.index;
  const address = `/screenings/${state.id}`;
  const body = html`<a class="skip" href="#seat-map">${said.toSeats}</a>
    <header class="top">
      <a class="home" href="/">${name}</a>
      ${whatHtml(state, wording)} ${raw(leftHtml(state, wording))} ${switchHtml(wording)}
    </header>
    ${lineHtml(wording)}
    <noscript><p class="notice">${said.needsScript}</p></noscript>
    <main
      id="screening"
      data-address="${address}"
      ${policy && raw(` data-hold-ms="${policy.holdMs}" data-limit-ms="${policy.limitMs}"`)}
    >
      <details class="feed panel">
        <summary><h2>${said.activity}</h2></summary>
        ${raw(feedHtml(snapshot, wording))}
      </details>
      <section class="house" aria-labelledby="house-heading">
        <h2 id="house-heading" class="unseen">${said.seatMap}</h2>
        ${raw(salesHtml(state, wording))}
        <div class="map-tools" role="group" aria-label="${said.view}">
          <button id="zoom-out" aria-label="${said.smaller}" disabled>−</button
          ><button id="zoom-in" aria-label="${said.larger}">+</button>
          ${policy && state.phase === 'open' && partyHtml(policy.maxSeats, said)}
          <button id="view-map" aria-pressed="true">${said.map}</button
          ><button id="view-list" aria-pressed="false">${said.list}</button>
        </div>
        <div id="map" class="map" data-view="map">
          <nav class="sections" aria-label="${said.sections}">
            ${plan.sections.map(({ id, name }) => html`<a href="#section-${id}">${name}</a>`)}
          </nav>
          ${raw(seatMapHtml(snapshot, viewerId, wording))}
        </div>
        <p id="seat-words" aria-hidden="true"></p>
        ${legendHtml(state, wording)}
      </section>
      <details class="viewers panel">
        <summary><h2>${said.viewers} ${raw(countHtml(presence))}</h2></summary>
        <p class="you" data-by="${viewerColor(viewerId)}">${said.youAre(texts.viewers.name(viewerId))}</p>
        ${raw(viewersHtml(presence, wording))}
      </details>
    </main>
    <section class="own" aria-labelledby="own-heading">
      <h2 id="own-heading" class="unseen">${own.heading}</h2>
      <div id="answer" role="alert"></div>
      ${raw(stripHtml(state, viewerId, wording))}
      <form id="booking" method="post" action="${address}/book" novalidate hidden>
        <h3>${own.who}</h3>
        <label>${own.nameOf} <input name="name" autocomplete="name" required maxlength="100" /></label>
        <label
          >${own.email}
          <input name="email" type="email" autocomplete="email" inputmode="email" required maxlength="254"
        /></label>
        <input type="hidden" name="key" />
        <div class="actions">
          <button id="not-yet" type="button" class="quiet">${own.notYet}</button
          ><button id="confirm" class="main">${own.confirm}</button>
        </div>
      </form>
      <p id="hold-words" class="unseen" role="status"></p>
    </section>
    <div
      id="stream"
      hx-sse:connect="${address}/events?from=${sequence}&amp;lang=${wording.language}"
      hx-swap="none"
    ></div>`;
  return documentHtml({
    title: texts.pages.titled(state.title),
    wording,
    kind: 'screening',
    body,
    styles: [
      '/assets/screening.css',
      '/assets/seats.css',
      '/assets/legend.css',
      '/assets/list.css',
      '/assets/strip.css',
      planCssPath(plan, state.id),
    ],
    live: true,
    now,
  });
}
