/** A past night on the page of its screening: the same house, feed and viewers, and a way to move through it. */
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { Moment } from '../../theatre/replay/night.ts';
import type { Bridge } from '../../theatre/replay/pace.ts';
import { countsPatch, leftHtml, salesHtml } from './counts.ts';
import { documentHtml, switchHtml } from './document.ts';
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
export function replayPatch(before: ReplayScreen, after: ReplayScreen, wording: Wording = wordingFor('en')): string {
  const [old, now] = [before.moment, after.moment];
  // Back and forth over many lines, the new lines are not those on top.
  const feed = now.count > old.count ? feedPatch(old, now, wording) : feedHtml(now, wording, MORPH);
  return (
    seatsPatch(old.state, now.state, undefined, wording) +
    countsPatch(old.state, now.state, wording) +
    (old.feed === now.feed ? '' : feed) +
    viewersPatch(old.presence, now.presence, wording) +
    differing(placeHtml(before), placeHtml(after, MORPH), MORPH) +
    differing(clockHtml(old, wording), clockHtml(now, wording, MORPH), MORPH) +
    differing(bridgeHtml(before, wording), bridgeHtml(after, wording, MORPH), MORPH)
  );
}

/** All that can change, whatever the screen shows. */
export function replayWhole(screen: ReplayScreen, wording: Wording = wordingFor('en')): string {
  const { moment } = screen;
  return (
    seatMapHtml(moment, undefined, wording, MORPH) +
    leftHtml(moment.state, wording, MORPH) +
    salesHtml(moment.state, wording, MORPH) +
    feedHtml(moment, wording, MORPH) +
    viewersHtml(moment.presence, wording, MORPH) +
    countHtml(moment.presence, MORPH) +
    placeHtml(screen, MORPH) +
    clockHtml(moment, wording, MORPH) +
    bridgeHtml(screen, wording, MORPH)
  );
}

function differing(before: string, after: string, oob: string): string {
  return before === after.replace(oob, '') ? '' : after;
}

/** `12 / 345`. */
function placeHtml({ moment, total }: ReplayScreen, oob: Oob = ''): string {
  return `<p id="place" data-count="${moment.count}" data-total="${total}"${oob}><b>${moment.count}</b> / ${total}</p>`;
}

function clockHtml({ at }: Moment, { formats }: Wording, oob: Oob = ''): string {
  return `<p id="night-clock"${oob}><span>${escape(formats.day(at))}</span> <b>${escape(formats.second(at))}</b></p>`;
}

function bridgeHtml({ bridge }: ReplayScreen, { texts }: Wording, oob: Oob = ''): string {
  const words = bridge ? texts.pages.replay.skipped(texts.lapses.exact(bridge.to - bridge.from)) : '';
  return `<p id="bridge" role="status"${oob}>${escape(words)}</p>`;
}

type ReplayTexts = Catalogue['pages']['replay'];

export interface ReplayPageOptions {
  /** As in the stream's address. Defaults to `60`. */
  readonly speed?: string;
  /** Whether it plays at once. Defaults to true. */
  readonly playing?: boolean;
  /** Orders taken in each of so many equal parts of the night. Defaults to none shown. */
  readonly sales?: readonly number[];
  /** The place of the opening: the first that can be shown. */
  readonly opening: number;
  /** Defaults to English. */
  readonly wording?: Wording;
}

const speeds = [
  ['1', '×1'],
  ['10', '×10'],
  ['60', '×60'],
  ['2/s', '2/s'],
  ['20/s', '20/s'],
] as const;

export function replayPageHtml(screen: ReplayScreen, options: ReplayPageOptions): string {
  const { speed = '60', playing = true, sales = [], opening, wording = wordingFor('en') } = options;
  const { texts, formats } = wording;
  const { replay, screening, name } = texts.pages;
  const { moment, total } = screen;
  const { state, presence } = moment;
  const { plan } = state.index;
  const address = `/screenings/${state.id}`;
  const startsAt = Date.parse(state.startsAt);
  const known = speeds.some(([value]) => value === speed);
  const choices = known ? speeds : [...speeds, [speed, speed.endsWith('/s') ? speed : `×${speed}`] as const];
  const body = html`<header class="top">
      <a class="home" href="/">${name}</a>
      <div class="what">
        <h1>${state.title}</h1>
        <p class="when">
          <span class="again">${replay.again}</span> ·
          <time datetime="${state.startsAt}">${formats.evening(startsAt)}</time> · ${plan.name}
        </p>
      </div>
      ${raw(leftHtml(state, wording))} ${switchHtml(wording)}
    </header>
    <div id="line" role="status"></div>
    ${noscript(screen, `${address}/replay`, replay)}
    <main
      id="replay"
      data-address="${address}/replay"
      data-lang="${wording.language}"
      data-opening="${opening}"
      ${raw(playing ? ' data-playing' : '')}
    >
      <details class="feed panel" open>
        <summary><h2>${screening.activity}</h2></summary>
        ${raw(feedHtml(moment, wording))}
      </details>
      <section class="house" aria-labelledby="house-heading">
        <h2 id="house-heading" class="unseen">${replay.mapThen}</h2>
        ${raw(salesHtml(state, wording))}
        <div class="map-tools" role="group" aria-label="${screening.view}">
          <button id="zoom-out" aria-label="${screening.smaller}" disabled>−</button
          ><button id="zoom-in" aria-label="${screening.larger}">+</button>
        </div>
        <div id="map" class="map" data-view="map">${raw(seatMapHtml(moment, undefined, wording))}</div>
        <p id="seat-words" aria-hidden="true"></p>
        ${legendHtml(state, wording)}
      </section>
      <details class="viewers panel" open>
        <summary><h2>${screening.viewers} ${raw(countHtml(presence))}</h2></summary>
        ${raw(viewersHtml(presence, wording))}
      </details>
    </main>
    <section class="own transport" aria-label="${replay.label}">
      ${raw(bridgeHtml(screen, wording))}
      <div class="along">
        ${salesChart(sales, replay.bookings)}
        <input
          id="scrub"
          type="range"
          min="${opening}"
          max="${total}"
          value="${moment.count}"
          aria-label="${replay.placeInNight}"
        />
      </div>
      <div class="controls">
        <div class="buttons" role="group" aria-label="${replay.move}">
          <button id="to-start" class="quiet" aria-label="${replay.toBeginning}">|‹</button
          ><button id="back" class="quiet" aria-label="${replay.back}">‹</button
          ><button id="play" class="main">${playing ? texts.replayScript.pause : texts.replayScript.play}</button
          ><button id="forward" class="quiet" aria-label="${replay.forward}">›</button>
        </div>
        <div class="speeds" role="radiogroup" aria-label="${replay.speed}">
          ${choices.map(
            ([value, words]) =>
              html`<label
                ><input
                  type="radio"
                  name="speed"
                  value="${value}"
                  aria-label="${speedWords(value, replay)}"
                  ${raw(value === speed ? ' checked' : '')}
                /><span>${words}</span></label
              >`,
          )}
        </div>
        <div class="where">${raw(placeHtml(screen))}${raw(clockHtml(moment, wording))}</div>
      </div>
    </section>
    <script src="/assets/replay.js" type="module"></script>`;
  return documentHtml({
    title: texts.pages.titled(replay.titled(state.title)),
    wording,
    kind: 'screening',
    words: texts.replayScript,
    body,
    styles: [
      '/assets/screening.css',
      '/assets/seats.css',
      '/assets/legend.css',
      '/assets/replay.css',
      planCssPath(plan, state.id),
    ],
  });
}

function speedWords(value: string, { eventsASecond, timesAsFast }: ReplayTexts): string {
  return value.endsWith('/s') ? eventsASecond(value.slice(0, -2)) : timesAsFast(value);
}

function salesChart(sales: readonly number[], caption: string): Html {
  const most = Math.max(1, ...sales);
  const path = sales
    .map((count, at) => (count === 0 ? '' : `M${at} 10h1v-${Math.max(1, Math.round((10 * count) / most))}h-1z`))
    .join('');
  return html`<span class="caption" aria-hidden="true">${caption}</span
    ><svg viewBox="0 0 ${Math.max(1, sales.length)} 10" preserveAspectRatio="none" aria-hidden="true">
      <path d="${path}" />
    </svg>`;
}

/** Step by step, for a browser that runs no script. */
function noscript({ moment, total }: ReplayScreen, address: string, { needsScript, steps }: ReplayTexts): Html {
  const { count } = moment;
  const link = (to: number, words: string) => html`<a href="${address}?at=${to}">${words}</a>`;
  return html`<noscript
    ><p class="notice">
      ${needsScript} ${link(Math.max(1, count - 1), steps.back)}, ${link(Math.min(total, count + 1), steps.on)},
      ${link(Math.min(total, count + 20), steps.twentyOn)}, ${link(total, steps.toEnd)}.
    </p></noscript
  >`;
}
