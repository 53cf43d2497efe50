/** A past night on the page of its screening: the same house, feed and viewers, and a way to move through it. */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
import type { Moment } from '../../theatre/replay/night.ts';
import type { Bridge } from '../../theatre/replay/pace.ts';
import { lapseWords } from '../../theatre/replay/words.ts';
import { countsPatch, leftHtml, salesHtml } from './counts.ts';
import { documentHtml } from './document.ts';
import { feedHtml, feedPatch } from './feed.ts';
import { escape, html, raw, type Html } from './html.ts';
import { legendHtml } from './legend.ts';
import { MORPH, type Oob } from './oob.ts';
import { planCssPath } from './plan-css.ts';
import { seatMapHtml, seatsPatch } from './seat-map.ts';
import { countHtml, viewersHtml, viewersPatch } from './viewers.ts';

/** What a screen of a replay shows. Nobody owns a selection in the past: every held seat is somebody else's. */
export interface ReplayScreen {
  readonly moment: Moment;
  /** Items of the night so far. */
  readonly total: number;
  /** The gap that was passed over last, while it is worth a word. */
  readonly bridge?: Bridge | undefined;
}

/** What turns a screen that shows `before` into one that shows `after`; '' when nothing differs. */
export function replayPatch(before: ReplayScreen, after: ReplayScreen, formats: Formats = formatsFor()): string {
  const [old, now] = [before.moment, after.moment];
  // Back and forth over many lines, the new lines are not those on top.
  const feed = now.count > old.count ? feedPatch(old, now, formats) : feedHtml(now, formats, MORPH);
  return (
    seatsPatch(old.state, now.state, undefined, formats) +
    countsPatch(old.state, now.state) +
    (old.feed === now.feed ? '' : feed) +
    viewersPatch(old.presence, now.presence) +
    differing(placeHtml(before), placeHtml(after, MORPH), MORPH) +
    differing(clockHtml(old, formats), clockHtml(now, formats, MORPH), MORPH) +
    differing(bridgeHtml(before), bridgeHtml(after, MORPH), MORPH)
  );
}

/** All that can change, whatever the screen shows. */
export function replayWhole(screen: ReplayScreen, formats: Formats = formatsFor()): string {
  const { moment } = screen;
  return (
    seatMapHtml(moment, undefined, formats, MORPH) +
    leftHtml(moment.state, MORPH) +
    salesHtml(moment.state, MORPH) +
    feedHtml(moment, formats, MORPH) +
    viewersHtml(moment.presence, MORPH) +
    countHtml(moment.presence, MORPH) +
    placeHtml(screen, MORPH) +
    clockHtml(moment, formats, MORPH) +
    bridgeHtml(screen, MORPH)
  );
}

function differing(before: string, after: string, oob: string): string {
  return before === after.replace(oob, '') ? '' : after;
}

/** `12 / 345`. */
function placeHtml({ moment, total }: ReplayScreen, oob: Oob = ''): string {
  return `<p id="place" data-count="${moment.count}" data-total="${total}"${oob}><b>${moment.count}</b> / ${total}</p>`;
}

function clockHtml({ at }: Moment, formats: Formats, oob: Oob = ''): string {
  return `<p id="night-clock"${oob}><span>${escape(formats.day(at))}</span> <b>${escape(formats.second(at))}</b></p>`;
}

function bridgeHtml({ bridge }: ReplayScreen, oob: Oob = ''): string {
  const words = bridge ? `Skipped ${lapseWords(bridge.to - bridge.from)} in which nothing happened.` : '';
  return `<p id="bridge" role="status"${oob}>${words}</p>`;
}

export interface ReplayPageOptions {
  /** As in the stream's address. Defaults to `60`. */
  readonly speed?: string;
  /** Whether it plays at once. Defaults to true. */
  readonly playing?: boolean;
  /** Orders taken in each of so many equal parts of the night. Defaults to none shown. */
  readonly sales?: readonly number[];
  /** The place of the opening: the first that can be shown. */
  readonly opening: number;
  readonly formats?: Formats;
}

const speeds = [
  ['1', '×1'],
  ['10', '×10'],
  ['60', '×60'],
  ['2/s', '2/s'],
  ['20/s', '20/s'],
] as const;

export function replayPageHtml(screen: ReplayScreen, options: ReplayPageOptions): string {
  const { speed = '60', playing = true, sales = [], opening, formats = formatsFor() } = options;
  const { moment, total } = screen;
  const { state, presence } = moment;
  const { plan } = state.index;
  const address = `/screenings/${state.id}`;
  const startsAt = Date.parse(state.startsAt);
  const known = speeds.some(([value]) => value === speed);
  const choices = known ? speeds : [...speeds, [speed, speed.endsWith('/s') ? speed : `×${speed}`] as const];
  const body = html`<header class="top">
      <a class="home" href="/">Full House</a>
      <div class="what">
        <h1>${state.title}</h1>
        <p class="when">
          <span class="again">The night again</span> ·
          <time datetime="${state.startsAt}">${formats.evening(startsAt)}</time> · ${plan.name}
        </p>
      </div>
      ${raw(leftHtml(state))}
    </header>
    <div id="line" role="status"></div>
    <main id="replay" data-address="${address}/replay" data-opening="${opening}" ${raw(playing ? ' data-playing' : '')}>
      <details class="feed panel" open>
        <summary><h2>Activity</h2></summary>
        ${raw(feedHtml(moment, formats))}
      </details>
      <section class="house" aria-labelledby="house-heading">
        <h2 id="house-heading" class="unseen">Seat map at that moment</h2>
        ${raw(salesHtml(state))}
        <div class="map-tools" role="group" aria-label="View">
          <button id="zoom-out" aria-label="Smaller" disabled>−</button
          ><button id="zoom-in" aria-label="Larger">+</button>
        </div>
        <div id="map" class="map" data-view="map">${raw(seatMapHtml(moment, undefined, formats))}</div>
        <p id="seat-words" aria-hidden="true"></p>
        ${legendHtml(state, formats)}
      </section>
      <details class="viewers panel" open>
        <summary><h2>Viewers ${raw(countHtml(presence))}</h2></summary>
        ${raw(viewersHtml(presence))}
      </details>
    </main>
    <section class="own transport" aria-label="Replay">
      ${raw(bridgeHtml(screen))}
      <div class="along">
        ${salesChart(sales)}
        <input
          id="scrub"
          type="range"
          min="${opening}"
          max="${total}"
          value="${moment.count}"
          aria-label="Place in the night"
        />
      </div>
      <div class="controls">
        <div class="buttons" role="group" aria-label="Move">
          <button id="to-start" class="quiet" aria-label="To the beginning">|‹</button
          ><button id="back" class="quiet" aria-label="One event back">‹</button
          ><button id="play" class="main">${playing ? 'Pause' : 'Play'}</button
          ><button id="forward" class="quiet" aria-label="One event on">›</button>
        </div>
        <div class="speeds" role="radiogroup" aria-label="Speed">
          ${choices.map(
            ([value, words]) =>
              html`<label
                ><input
                  type="radio"
                  name="speed"
                  value="${value}"
                  aria-label="${speedWords(value)}"
                  ${raw(value === speed ? ' checked' : '')}
                /><span>${words}</span></label
              >`,
          )}
        </div>
        <div class="where">${raw(placeHtml(screen))}${raw(clockHtml(moment, formats))}</div>
      </div>
    </section>
    ${noscript(screen, `${address}/replay`)}
    <script src="/assets/replay.js" type="module"></script>`;
  return documentHtml({
    title: `${state.title}, the night again · Full House`,
    locale: formats.locale,
    kind: 'screening',
    body,
    styles: ['/assets/screening.css', '/assets/seats.css', '/assets/replay.css', planCssPath(plan, state.id)],
  });
}

function speedWords(value: string): string {
  return value.endsWith('/s') ? `${value.slice(0, -2)} events a second` : `${value} times as fast as that night`;
}

function salesChart(sales: readonly number[]): Html {
  const most = Math.max(1, ...sales);
  const path = sales
    .map((count, at) => (count === 0 ? '' : `M${at} 10h1v-${Math.max(1, Math.round((10 * count) / most))}h-1z`))
    .join('');
  return html`<span class="caption" aria-hidden="true">Bookings</span
    ><svg viewBox="0 0 ${Math.max(1, sales.length)} 10" preserveAspectRatio="none" aria-hidden="true">
      <path d="${path}" />
    </svg>`;
}

/** Step by step, for a browser that runs no script. */
function noscript({ moment, total }: ReplayScreen, address: string): Html {
  const { count } = moment;
  const link = (to: number, words: string) => html`<a href="${address}?at=${to}">${words}</a>`;
  return html`<noscript
    ><p class="notice">
      Playing needs JavaScript. Without it, step by step: ${link(Math.max(1, count - 1), 'one event back')},
      ${link(Math.min(total, count + 1), 'one event on')}, ${link(Math.min(total, count + 20), 'twenty on')},
      ${link(total, 'to the end')}.
    </p></noscript
  >`;
}
