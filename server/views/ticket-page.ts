/** A ticket on a phone: the code as large as the screen is wide, dark on white whatever the phone's colours. */
import type { Wording } from '../../theatre/contract/wording.ts';
import type { TicketFace } from '../tickets/ticket-face.ts';
import { documentHtml, switchHtml } from './document.ts';
import { html } from './html.ts';
import { qrHtml } from './qr-code.ts';

export interface TicketPage {
  readonly face: TicketFace;
  /** Paths; this page's own keeps its key, if it has one. */
  readonly address: string;
  readonly order: string;
  readonly pdf: string;
  readonly previous?: string;
  readonly next?: string;
}

export function ticketHtml({ face, address, order, pdf, previous, next }: TicketPage, wording: Wording): string {
  const words = wording.texts.tickets;
  const place = (label: string, value: string) =>
    html`<div>
      <dt>${label}</dt>
      <dd>${value}</dd>
    </div>`;
  return documentHtml({
    title: `${words.ticketOf(face.seatId, face.order)} · Full House`,
    wording,
    kind: 'ticket-page',
    styles: ['/assets/ticket.css'],
    body: html`<header class="top">
        <a class="home" href="${order}">${words.toOrder}</a>${switchHtml(wording, address)}
      </header>
      <main>
        <article class="face">
          <div class="code">${qrHtml(face.code, words.codeLabel(face.seatId))}</div>
          ${
            face.toPay === undefined
              ? html`<p class="note">${words.showNote}</p>`
              : html`<p class="to-pay"><b>${face.toPay}</b> ${words.toPayNote}</p>`
          }
          <h1>${face.title}</h1>
          <p class="when"><time datetime="${face.startsAt}">${face.evening}</time><br />${face.house}</p>
          <dl>${place(words.section, face.section)} ${place(words.row, face.row)} ${place(words.seat, face.seat)}</dl>
          <p>${face.particulars.join(' · ')}</p>
          <p class="small">
            ${words.order} <b>${face.order}</b> · ${face.issue}<br />
            ${face.forName}<br />
            ${words.typed} <b class="typed">${face.typed}</b>
          </p>
        </article>
        <nav aria-label="${words.heading}">
          ${previous !== undefined && html`<a href="${previous}" rel="prev">← ${words.previous}</a>`}
          ${next !== undefined && html`<a href="${next}" rel="next">${words.next} →</a>`}
          <a href="${pdf}">${words.pdf}</a>
        </nav>
      </main>`,
  });
}
