/** The tickets of an order as a page that prints one to a sheet, like the PDF. */
import type { Paper } from '../../theatre/contract/papers.ts';
import type { Wording } from '../../theatre/contract/wording.ts';
import type { TicketFace } from '../tickets/ticket-face.ts';
import { html, type Html } from './html.ts';
import { qrHtml } from './qr-code.ts';

export interface TicketSheet {
  readonly order: string;
  readonly faces: readonly TicketFace[];
  readonly paper: Paper;
}

/** Longer ones are set smaller; what is longer still is cut off by the sheet. */
const LONG = 40;
const VERY_LONG = 80;

const sized = (text: string) => (text.length > VERY_LONG ? 'smallest' : text.length > LONG ? 'smaller' : 'usual');

export function ticketSheetHtml({ order, faces, paper }: TicketSheet, { texts, formats }: Wording): string {
  const words = texts.tickets;
  return html`<!doctype html>
    <html lang="${formats.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${words.headingOf(order)} · Full House</title>
        <link rel="stylesheet" href="/assets/ticket-sheet.css" />
        <link rel="stylesheet" href="/assets/ticket-${paper}.css" />
      </head>
      <body>
        <main>${faces.map((face) => sheetHtml(face, words))}</main>
      </body>
    </html>`.text;
}

function sheetHtml(face: TicketFace, words: Wording['texts']['tickets']): Html {
  const place = (label: string, value: string) =>
    html`<div>
      <dt>${label}</dt>
      <dd data-size="${sized(value.padEnd(value.length * 3))}">${value}</dd>
    </div>`;
  return html`<article>
    <p class="small">${face.house}</p>
    <h1 data-size="${sized(face.title)}">${face.title}</h1>
    <p><time datetime="${face.startsAt}">${face.evening}</time></p>
    <dl>${place(words.section, face.section)} ${place(words.row, face.row)} ${place(words.seat, face.seat)}</dl>
    <p>${face.particulars.join(' · ')}</p>
    ${face.toPay !== undefined && html`<p class="to-pay">${face.toPay}</p>`}
    <div class="foot">
      ${qrHtml(face.code, words.codeLabel(face.seatId))}
      <div>
        <p class="small">${words.order}</p>
        <p class="order">${face.order}</p>
        <p class="name" data-size="${sized(face.forName)}">${face.forName}</p>
        <p class="small">${face.issue}</p>
      </div>
      <p class="small typed">${words.typed} <b>${face.typed}</b></p>
    </div>
  </article>`;
}
