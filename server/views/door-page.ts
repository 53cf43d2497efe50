/** The door: one field for scanners and fingers, the answer so large that it is read from a step away, and how many are in. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { Admission } from '../tickets/admission.ts';
import type { DoorSnapshot } from '../tickets/door-count.ts';
import { documentHtml, lineHtml, switchHtml } from './document.ts';
import { html, raw, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';

export interface DoorPage {
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  readonly counts: DoorSnapshot;
  /** The house's public key for tickets, 32 bytes in base64url: what the page can check while nobody answers. */
  readonly key: string;
  /** The name of the door, and the answer to what was scanned, where the browser runs no script. */
  readonly door?: string;
  readonly answer?: Html;
}

type Tone = 'in' | 'out' | 'hold' | 'ready';

/** What the page says; `detail` tells what to do next. */
interface Answer {
  readonly tone: Tone;
  readonly word: string;
  readonly detail: string;
}

export function doorHtml(page: DoorPage, wording: Wording): string {
  const { texts, formats } = wording;
  const words = texts.door;
  const { screeningId, title, startsAt, counts, door = words.main, answer = readyHtml(wording) } = page;
  const path = `/screenings/${screeningId}`;
  const { key } = page;
  return documentHtml({
    title: `${words.title(title)} · Full House`,
    wording,
    kind: 'door',
    styles: ['/assets/form.css', '/assets/door.css', '/assets/door-camera.css', '/assets/door-answer.css'],
    live: true,
    words: { ...texts.script, ...words.script },
    body: html`<header class="top">
        <a class="home" href="/staff">${texts.staff.toStaff}</a>
        <div class="what">
          <h1>${words.title(title)}</h1>
          <p><time datetime="${startsAt}">${formats.evening(Date.parse(startsAt))}</time></p>
        </div>
        ${countsHtml(counts, wording)} ${switchHtml(wording)}
      </header>
      ${lineHtml(wording)}
      <main>
        <form
          id="scan"
          method="post"
          action="${path}/admissions"
          autocomplete="off"
          data-screening="${screeningId}"
          data-key="${key}"
        >
          <label for="code">${words.scan}</label>
          <div class="field">
            <input
              id="code"
              name="code"
              type="text"
              inputmode="text"
              autocapitalize="characters"
              autocorrect="off"
              spellcheck="false"
              enterkeyhint="go"
              maxlength="400"
              placeholder="${words.placeholder}"
              autofocus
            />
            <button type="submit">${words.check}</button>
          </div>
          <div class="aside">
            <label>${words.which} <input id="door" name="door" type="text" maxlength="40" value="${door}" /></label>
          </div>
        </form>
        <div id="result" role="status" aria-live="assertive" aria-atomic="true">${answer}</div>
        <section id="lens" aria-label="${words.cameraLabel}">
          <video id="view" muted playsinline hidden></video>
          <p id="camera-note" role="status"></p>
        </section>
        <ol id="before" aria-label="${words.before}"></ol>
        <div class="buttons">
          <button id="camera" type="button" aria-pressed="false" hidden>${words.camera}</button>
          <button id="torch" type="button" aria-pressed="false" hidden>${words.torch}</button>
        </div>
      </main>
      ${answersOfScript(wording).map(([name, told]) => html`<template data-answer="${name}">${told}</template>`)}
      <div id="stream" hx-sse:connect="${path}/door/events" hx-swap="none"></div>
      <script src="/assets/door.js" type="module"></script>`,
  });
}

export function countsHtml(counts: DoorSnapshot, { texts, formats }: Wording, oob: Oob = ''): Html {
  const { admitted, sold, doors } = counts;
  const number = new Intl.NumberFormat(formats.locale);
  return html`<div id="in" ${raw(oob)}>
    <p>
      <b>${number.format(admitted)} <span>/ ${number.format(sold)}</span></b>
      <span class="unseen">${texts.door.counts(admitted, sold)}</span>
    </p>
    <ul aria-label="${texts.door.perDoor}">
      ${doors.map((one) => html`<li><span>${one.door}</span> <b>${number.format(one.admitted)}</b></li>`)}
    </ul>
  </div>`;
}

/** What the page says by itself, between two answers of the server; the script fills in seat and reason. */
function answersOfScript({ texts }: Wording): readonly (readonly [string, Html])[] {
  const words = texts.door;
  const seat = html`<p class="seat"></p>`;
  return [
    ['asking', answerHtml('asking', { tone: 'ready', word: words.checking, detail: '' }, seat)],
    ['unreached', answerHtml('unreached', { tone: 'hold', word: words.unsure, detail: words.unreached }, seat)],
    ['offline', answerHtml('offline', { tone: 'hold', word: words.unsure, detail: words.offline }, seat)],
    ['genuine', answerHtml('genuine', { tone: 'hold', word: words.notChecked, detail: words.notCheckedNote }, seat)],
    ['not-genuine', answerHtml('not-genuine', { tone: 'out', word: words.notGenuine, detail: words.notGenuineNote })],
    [
      'other-screening',
      answerHtml(
        'other-screening',
        { tone: 'out', word: words.otherScreening, detail: words.otherScreeningOffline },
        seat,
      ),
    ],
    ['told', answerHtml('none', { tone: 'hold', word: words.unsure, detail: '' })],
  ];
}

/** Plain messages with what the page swaps in. */
export function doorFormat(wording: Wording) {
  const whole = (snapshot: DoorSnapshot) => countsHtml(snapshot, wording, MORPH).text;
  return {
    whole,
    patch: (before: DoorSnapshot, after: DoorSnapshot) =>
      before.sold === after.sold && JSON.stringify(before.doors) === JSON.stringify(after.doors) ? '' : whole(after),
  };
}

const readyHtml = ({ texts }: Wording): Html =>
  answerHtml('ready', { tone: 'ready', word: texts.door.ready, detail: texts.door.readyNote });

/** Nobody knows: what the box office itself says is wrong comes with it. */
export const unsureHtml = ({ texts }: Wording): Html =>
  answerHtml('unsure', { tone: 'hold', word: texts.door.unsure, detail: texts.door.unsureNote });

export interface AdmissionPage {
  readonly admission: Admission;
  /** ISO 4217. */
  readonly currency: string;
  /** Where the seat is, in words: `Centre, row B, seat 5`. */
  readonly place?: string;
  /** Of another screening that the ticket is for: its title and evening. */
  readonly other?: string;
}

export function admissionHtml(page: AdmissionPage, wording: Wording): Html {
  const { admission, place } = page;
  const { order, seatId, ticketType } = admission;
  const words = wording.texts.tickets;
  // A full price needs no word; any other is looked at.
  const type = ticketType === undefined || ticketType === 'full' ? undefined : words.types[ticketType];
  return answerHtml(
    admission.outcome,
    answerTo(page, wording),
    html`${seatId !== undefined && html`<p class="seat">${seatId}</p>`}
    ${place !== undefined && html`<p class="place">${place}</p>`}
    ${type !== undefined && html`<p class="type">${type}</p>`}
    ${order !== undefined && html`<p class="order">${wording.texts.door.orderOf(order)}</p>`}`,
  );
}

function answerHtml(outcome: string, { tone, word, detail }: Answer, more?: Html): Html {
  return html`<div class="answer" data-outcome="${outcome}" data-tone="${tone}">
    ${icons[tone]}
    <p class="word">${word}</p>
    ${more}
    <p class="detail">${detail}</p>
  </div>`;
}

const icon = (path: string): Html =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${path}" /></svg>`;

const icons: Readonly<Record<Tone, Html>> = {
  in: icon('M4 12.5l5.5 5.5L20 6.5'),
  out: icon('M5 5l14 14M19 5L5 19'),
  hold: icon('M12 4v10M12 18.5v1'),
  ready: icon('M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4'),
};

function answerTo({ admission, currency, other = '' }: AdmissionPage, { texts, formats }: Wording): Answer {
  const words = texts.door;
  const out = (word: string, detail: string): Answer => ({ tone: 'out', word, detail });
  const hold = (word: string, detail: string): Answer => ({ tone: 'hold', word, detail });
  switch (admission.outcome) {
    case 'admitted': {
      const { earlier } = admission;
      const detail = earlier ? words.admittedBefore(formats.second(earlier.at), earlier.door) : '';
      return { tone: 'in', word: words.admit, detail };
    }
    case 'already-admitted': {
      const { at = 0, door = '' } = admission.earlier ?? {};
      return out(words.already, words.alreadyNote(formats.second(at), door));
    }
    case 'ticket-superseded':
      return out(words.superseded, words.supersededNote);
    case 'payment-due':
      return hold(words.toPay, words.toPayNote(formats.money(admission.due ?? 0, currency)));
    case 'order-refunded':
      return out(words.refunded, words.refundedNote);
    case 'order-lapsed':
      return out(words.lapsed, words.lapsedNote);
    case 'not-in-order':
      return out(words.notInOrder, words.notInOrderNote);
    case 'other-screening':
      return out(words.otherScreening, words.otherScreeningNote(other));
    case 'screening-cancelled':
      return out(words.cancelled, words.cancelledNote);
    case 'not-genuine':
      return out(words.notGenuine, words.notGenuineNote);
    case 'unknown-order':
      return hold(words.unknownOrder, words.unknownOrderNote);
    case 'no-ticket':
      return hold(words.noTicket, words.noTicketNote);
    case 'newer-form':
      return hold(words.newerForm, words.newerFormNote);
    case 'which-seat':
      return hold(words.whichSeat, words.whichSeatNote(admission.order ?? '', (admission.seatIds ?? []).join(', ')));
    default:
      return admission.outcome satisfies never;
  }
}
