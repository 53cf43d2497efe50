/** The page of a screening: activity, seat map, viewers, and one's own seats below. */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
import type { Policy } from '../../theatre/screening/commands.ts';
import type { Snapshot } from '../../theatre/screening/snapshot.ts';
import { viewerColor, viewerName } from '../../theatre/screening/viewer.ts';
import { leftHtml, salesHtml } from './counts.ts';
import { documentHtml } from './document.ts';
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
  readonly formats?: Formats;
}

/** Asks for the best seats together instead of choosing them. */
function partyHtml(maxSeats: number): Html {
  const sizes = Array.from({ length: maxSeats }, (_, at) => at + 1);
  return html`<form id="party">
    <label
      >Best seats for
      <select name="seats">
        ${sizes.map((size) => html`<option ${raw(size === 2 ? 'selected' : '')}>${size}</option>`)}
      </select></label
    ><button>Find</button>
  </form>`;
}

/** The whole page for a viewer. Its stream continues after the snapshot's sequence. */
export function pageHtml(snapshot: Snapshot, viewerId: string, options: PageOptions = {}): string {
  const { now = Date.now(), policy, formats = formatsFor() } = options;
  const { state, presence, sequence } = snapshot;
  const { plan } = state.index;
  const address = `/screenings/${state.id}`;
  const body = html`<a class="skip" href="#seat-map">To the seats</a>
    <header class="top">
      <a class="home" href="/">Full House</a>
      ${whatHtml(state, formats)} ${raw(leftHtml(state))}
    </header>
    <div id="line" role="status"></div>
    <main
      id="screening"
      data-address="${address}"
      ${policy && raw(` data-hold-ms="${policy.holdMs}" data-limit-ms="${policy.limitMs}"`)}
    >
      <details class="feed panel">
        <summary><h2>Activity</h2></summary>
        ${raw(feedHtml(snapshot, formats))}
      </details>
      <section class="house" aria-labelledby="house-heading">
        <h2 id="house-heading" class="unseen">Seat map</h2>
        ${raw(salesHtml(state))}
        <div class="map-tools" role="group" aria-label="View">
          <button id="zoom-out" aria-label="Smaller" disabled>−</button
          ><button id="zoom-in" aria-label="Larger">+</button>
          ${policy && state.phase === 'open' && partyHtml(policy.maxSeats)}
          <button id="view-map" aria-pressed="true">Map</button
          ><button id="view-list" aria-pressed="false">List</button>
        </div>
        <div id="map" class="map" data-view="map">
          <nav class="sections" aria-label="Sections">
            ${plan.sections.map(({ id, name }) => html`<a href="#section-${id}">${name}</a>`)}
          </nav>
          ${raw(seatMapHtml(snapshot, viewerId, formats))}
        </div>
        <p id="seat-words" aria-hidden="true"></p>
        ${legendHtml(state, formats)}
      </section>
      <details class="viewers panel">
        <summary><h2>Viewers ${raw(countHtml(presence))}</h2></summary>
        <p class="you" data-by="${viewerColor(viewerId)}">You are ${viewerName(viewerId)}</p>
        ${raw(viewersHtml(presence))}
      </details>
    </main>
    <section class="own" aria-labelledby="own-heading">
      <h2 id="own-heading" class="unseen">Your seats</h2>
      <div id="answer" role="alert"></div>
      ${raw(stripHtml(state, viewerId, formats))}
      <form id="booking" method="post" action="${address}/book" hidden>
        <h3>Who are the tickets for?</h3>
        <label>Name <input name="name" autocomplete="name" required maxlength="100" /></label>
        <label
          >E-mail <input name="email" type="email" autocomplete="email" inputmode="email" required maxlength="254"
        /></label>
        <input type="hidden" name="key" />
        <div class="actions">
          <button id="not-yet" type="button" class="quiet">Not yet</button
          ><button id="confirm" class="main">Confirm booking</button>
        </div>
      </form>
      <p id="hold-words" class="unseen" role="status"></p>
    </section>
    <div id="stream" hx-sse:connect="${address}/events?from=${sequence}" hx-swap="none"></div>
    <noscript
      ><p class="notice">Choosing seats needs JavaScript. Without it, call or visit the box office.</p></noscript
    >`;
  return documentHtml({
    title: `${state.title} · Full House`,
    locale: formats.locale,
    kind: 'screening',
    body,
    styles: [
      '/assets/screening.css',
      '/assets/seats.css',
      '/assets/list.css',
      '/assets/strip.css',
      planCssPath(plan, state.id),
    ],
    live: true,
    now,
  });
}
