/** The staff's own pages: the sign-in, and a home with the way to everything there is for each screening. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { SalesFigures } from '../consumers/stats/index.ts';
import { documentHtml, lineHtml, switchHtml } from './document.ts';
import { figuresHtml } from './figures.ts';
import { html, raw, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

/** Paths of the page that was wanted, and whether a wrong token was given. */
export interface SignIn {
  readonly to: string;
  readonly wrong: boolean;
}

export function signInHtml({ to, wrong }: SignIn, wording: Wording): string {
  const words = wording.texts.staff;
  return documentHtml({
    title: `${words.signInHeading} · Full House`,
    wording,
    kind: 'staff',
    styles: ['/assets/form.css', '/assets/staff.css'],
    body: html`<header class="top"><a class="home" href="/">Full House</a>${switchHtml(wording)}</header>
      <main>
        <h1>${words.signInHeading}</h1>
        <form class="sign-in" method="post" action="/staff">
          <input type="hidden" name="to" value="${to}" />
          <label for="token">${words.token}</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            maxlength="600"
            ${wrong && html`aria-invalid="true"`}
            aria-describedby="token-note"
          />
          <p class="wrong" role="alert">${wrong && words.wrongToken}</p>
          <button type="submit">${words.signIn}</button>
          <p id="token-note" class="note">${words.signInNote}</p>
        </form>
      </main>`,
  });
}

export interface StaffHome {
  /** The earliest to start first; undefined while the figures are not to be had. */
  readonly figures: readonly SalesFigures[] | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A screening is over this long after its beginning. */
const OVER_MS = 6 * 3_600_000;
const PAST_SHOWN = 50;

export function staffHomeHtml(home: StaffHome, wording: Wording, from?: number): string {
  const words = wording.texts.staff;
  return documentHtml({
    title: wording.texts.pages.titled(words.heading),
    wording,
    kind: 'staff',
    styles: ['/assets/form.css', '/assets/staff.css'],
    live: from !== undefined,
    body: html`<header class="top">
        <a class="home" href="/">Full House</a>
        ${switchHtml(wording)}
        <form method="post" action="/staff/sign-out"><button type="submit">${words.signOut}</button></form>
      </header>
      ${lineHtml(wording, from !== undefined)}
      <main>
        <h1>${words.heading}</h1>
        <h2>${words.screenings}</h2>
        ${cardsHtml(home, wording)}
        <p class="note">${words.signedInNote}</p>
      </main>
      ${from !== undefined && html`<div id="stream" hx-sse:connect="/staff/events?from=${from}&amp;lang=${wording.language}" hx-swap="none"></div>`}`,
  });
}

function cardsHtml({ figures, now }: StaffHome, wording: Wording, oob: Oob = ''): Html {
  const words = wording.texts.staff;
  const isPast = ({ startsAt }: SalesFigures) => Date.parse(startsAt) + OVER_MS < now;
  const coming = (figures ?? []).filter((one) => !isPast(one));
  const past = (figures ?? []).filter(isPast).slice(-PAST_SHOWN).reverse();
  const cards = (all: readonly SalesFigures[]) =>
    html`<ul class="houses">
      ${all.map((one) => cardHtml(one, wording))}
    </ul>`;
  return html`<div id="cards" ${raw(oob)}>
    ${figures === undefined && html`<p class="note">${words.notYet}</p>`}
    ${figures !== undefined && coming.length + past.length === 0 && html`<p class="note">${words.none}</p>`}
    ${coming.length > 0 && cards(coming)}
    ${
      past.length > 0 &&
      html`<details>
        <summary>${words.past}</summary>
        ${cards(past)}
      </details>`
    }
  </div>`;
}

/** The figures that differ; all cards anew where there are others than before. */
export function staffHomePatch(before: StaffHome, after: StaffHome, wording: Wording): string {
  const old = new Map(before.figures?.map((one) => [one.id, one]));
  const same = (one: SalesFigures) => headOf(old.get(one.id)) === headOf(one);
  if (!before.figures || old.size !== after.figures?.length || !after.figures.every(same)) {
    return cardsHtml(after, wording, MORPH).text;
  }
  return after.figures
    .filter((one) => JSON.stringify(one) !== JSON.stringify(old.get(one.id)))
    .map((one) => figuresHtml(one, wording, MORPH).text)
    .join('');
}

export function staffHomeWhole(home: StaffHome, wording: Wording): string {
  return cardsHtml(home, wording, MORPH).text;
}

const headOf = (one: SalesFigures | undefined): string =>
  JSON.stringify([one?.id, one?.title, one?.startsAt, one?.cancelReason]);

function cardHtml(figures: SalesFigures, wording: Wording): Html {
  const { texts, formats } = wording;
  const words = texts.staff;
  const { id, title, startsAt, cancelReason } = figures;
  const path = `/screenings/${id}`;
  return html`<li>
    <h3>${title}</h3>
    <p class="when"><time datetime="${startsAt}">${formats.evening(Date.parse(startsAt))}</time></p>
    ${cancelReason !== null && html`<p class="cancelled">${texts.programme.cancelledFor(cancelReason)}</p>`}
    ${figuresHtml(figures, wording)}
    <nav aria-label="${title}">
      <a class="first" href="${path}/door">${words.door}</a>
      <a href="${path}/replay">${words.night}</a>
      <a href="${path}">${words.page}</a>
      <a href="/api${path}/figures">${words.figures}</a>
      <a href="/api${path}/insights">${words.insights}</a>
    </nav>
  </li>`;
}
