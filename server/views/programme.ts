/** The programme: every screening with what is left of it, kept true by a stream of patches. */
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { Counts, ShownPhase } from '../../theatre/screening/state.ts';
import type { SalesFigures } from '../consumers/stats/index.ts';
import { documentHtml, lineHtml, switchHtml } from './document.ts';
import { figuresHtml } from './figures.ts';
import { escape, html, raw, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

/** What the page says of a screening. */
export interface ProgrammeLine {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  /** Name of the house. */
  readonly house: string;
  readonly phase: ShownPhase;
  readonly capacity: number;
  readonly counts: Counts;
  readonly currency: string;
  /** Minor units by category. */
  readonly prices: Readonly<Record<string, number>>;
  /** For staff alone: what was sold and taken. */
  readonly figures?: SalesFigures | undefined;
}

export interface ProgrammeOptions {
  /** Of what the page shows; its stream continues after it. Defaults to a page that does not follow. */
  readonly sequence?: number;
  /** Epoch milliseconds. Defaults to now. */
  readonly now?: number;
  /** Defaults to English. */
  readonly wording?: Wording;
  /** Whether it is for staff, whose lines have figures as soon as they are to be had. Defaults to false. */
  readonly staff?: boolean;
}

/** A performance is over for the programme this long after its beginning. */
const OVER_MS = 6 * 3_600_000;
const PAST_SHOWN = 30;

export function programmeHtml(entries: readonly ProgrammeLine[], options: ProgrammeOptions = {}): string {
  const { sequence, now = Date.now(), wording = wordingFor('en'), staff = false } = options;
  const { pages } = wording.texts;
  const from = staff ? 'staff' : `from=${sequence}`;
  const live = sequence !== undefined;
  return documentHtml({
    title: pages.titled(pages.programme.heading),
    wording,
    kind: 'programme',
    styles: ['/assets/pages.css', '/assets/programme.css'],
    live,
    now,
    body: html`<header class="top">
        <p class="home">${pages.name}</p>
        <h1>${pages.programme.heading}</h1>
        ${switchHtml(wording)}
        ${staff && html`<a class="to-staff reach" href="/staff">${wording.texts.staff.toStaff}</a>`}
      </header>
      ${lineHtml(wording, live)}
      <main>${raw(listsHtml(entries, { now, wording, staff }))}</main>
      ${live && html`<div id="stream" hx-sse:connect="/programme/events?${from}&amp;lang=${wording.language}" hx-swap="none"></div>`}`,
  });
}

type Reader = Pick<ProgrammeOptions, 'now' | 'wording' | 'staff'>;

/** What turns the page that shows `before` into one that shows `after`; '' when nothing differs. */
export function programmePatch(
  before: readonly ProgrammeLine[],
  after: readonly ProgrammeLine[],
  reader: Reader = {},
): string {
  if (before === after) return '';
  if (!sameLines(before, after)) return listsHtml(after, reader, MORPH);
  const { wording = wordingFor('en') } = reader;
  const old = new Map(before.map((entry) => [entry.id, entry]));
  return after
    .map((entry) => {
      const was = old.get(entry.id);
      return was ? linePatch(was, entry, wording) : '';
    })
    .join('');
}

function linePatch(was: ProgrammeLine, is: ProgrammeLine, wording: Wording): string {
  let text = '';
  if (was.counts !== is.counts || was.phase !== is.phase) {
    // A new element instead of a changed one, so that the number moves when it changes.
    if (leftHtml(was, wording) !== leftHtml(is, wording))
      text += leftHtml(is, wording, ' class="changed" hx-swap-oob="true"');
    if (soldHtml(was, wording) !== soldHtml(is, wording)) text += soldHtml(is, wording, MORPH);
  }
  if (is.figures && was.figures !== is.figures && JSON.stringify(was.figures) !== JSON.stringify(is.figures))
    text += figuresHtml(is.figures, wording, MORPH).text;
  return text;
}

/** Whole lists as a patch, for a page about which nothing is known. */
export function programmeWhole(entries: readonly ProgrammeLine[], reader: Reader = {}): string {
  return listsHtml(entries, reader, MORPH);
}

/** As a stream's format wants them. */
export function programmeFormat(reader: Reader = {}) {
  interface Shown {
    readonly sequence: number;
    readonly entries: readonly ProgrammeLine[];
  }
  return {
    patch: (before: Shown, after: Shown) => programmePatch(before.entries, after.entries, reader),
    whole: ({ entries }: Shown) => programmeWhole(entries, reader),
  };
}

/** Whether two programmes have the same screenings in the same order, but for what is left of them. */
function sameLines(before: readonly ProgrammeLine[], after: readonly ProgrammeLine[]): boolean {
  return (
    before.length === after.length &&
    after.every((entry, at) => {
      const was = before[at];
      return (
        was?.id === entry.id &&
        was.title === entry.title &&
        was.startsAt === entry.startsAt &&
        was.house === entry.house &&
        was.phase === entry.phase &&
        (was.figures === undefined) === (entry.figures === undefined) &&
        cheapestOf(was) === cheapestOf(entry)
      );
    })
  );
}

function listsHtml(
  entries: readonly ProgrammeLine[],
  { now = Date.now(), wording = wordingFor('en'), staff = false }: Reader,
  oob: Oob = '',
): string {
  const { nothing, nothingYet, past: pastHeading, figuresLate } = wording.texts.pages.programme;
  const byStart = [...entries].sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1));
  const coming = byStart.filter((entry) => startOf(entry) > now - OVER_MS);
  const past = byStart.filter((entry) => startOf(entry) <= now - OVER_MS).reverse();
  const late = staff && entries.length > 0 && entries.every(({ figures }) => figures === undefined);
  return html`<div id="programme" ${raw(oob)}>
    ${late && html`<p class="note">${figuresLate}</p>`}
    ${
      coming.length > 0
        ? html`<ol class="playbill">
            ${coming.map((entry) => entryHtml(entry, wording))}
          </ol>`
        : html`<div class="empty">
            <h2>${nothing}</h2>
            <p>${nothingYet}</p>
          </div>`
    }
    ${
      past.length > 0 &&
      html`<section class="past" aria-labelledby="past-heading">
        <h2 id="past-heading">${pastHeading}</h2>
        <ol class="playbill">
          ${past.slice(0, PAST_SHOWN).map((entry) => entryHtml(entry, wording))}
        </ol>
      </section>`
    }
  </div>`.text;
}

function cheapestOf({ prices }: ProgrammeLine): number {
  return Math.min(...Object.values(prices));
}

function startOf(entry: ProgrammeLine): number {
  return Date.parse(entry.startsAt);
}

function entryHtml(entry: ProgrammeLine, wording: Wording): Html {
  const { texts, formats } = wording;
  const startsAt = startOf(entry);
  const cheapest = cheapestOf(entry);
  return html`<li id="screening-${entry.id}">
    <a href="/screenings/${entry.id}">
      <time datetime="${entry.startsAt}"><b>${formats.day(startsAt)}</b> ${formats.time(startsAt)}</time>
      <div>
        <h2>${entry.title}</h2>
        <p>
          ${entry.house}${Number.isFinite(cheapest) && ` · ${texts.pages.programme.from(formats.money(cheapest, entry.currency))}`}
        </p>
      </div>
      <div class="counts">${raw(leftHtml(entry, wording))}${raw(soldHtml(entry, wording))}</div>
    </a>
    ${entry.figures && figuresHtml(entry.figures, wording)}
  </li>`;
}

function leftHtml({ id, counts, phase, capacity }: ProgrammeLine, { texts }: Wording, more = ''): string {
  return `<span id="left-${escape(id)}" data-left="${levelOf(counts, phase, capacity)}"${more}>${escape(texts.seats.left(counts, phase))}</span>`;
}

/** How many are sold, and how many somebody is choosing at this moment. */
function soldHtml({ id, counts, phase }: ProgrammeLine, { texts }: Wording, oob: Oob = ''): string {
  const words = phase === 'cancelled' ? '' : texts.pages.programme.sold(counts.booked, counts.held);
  return `<span id="sold-${escape(id)}" class="sold"${oob}>${escape(words)}</span>`;
}

function levelOf(counts: Counts, phase: ShownPhase, capacity: number): 'none' | 'few' | 'many' {
  if (phase !== 'open' || counts.available === 0) return 'none';
  return counts.available * 10 <= capacity ? 'few' : 'many';
}
