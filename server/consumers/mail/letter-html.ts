/** The letter as HTML: tables and inline styles, as mail programs want it; dark where the reader's screen is. */
import type { Catalogue } from '../../../theatre/contract/catalogue/index.ts';
import { html, raw, type Html } from '../../views/html.ts';
import type { LetterParts } from './letter.ts';

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Programs that know no style sheets show the light colours, which are inline. */
const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:#1d4ed8}
@media (prefers-color-scheme:dark){
.page{background:#14161b!important}
.card{background:#1e2129!important;border-color:#3a3f4b!important}
.ink{color:#eceef2!important}
.soft{color:#a9b0bd!important}
.line{border-color:#3a3f4b!important}
.money{background:#3a2a12!important;color:#ffd9a0!important}
.button{background:#f0a64a!important;color:#1a1208!important}
a{color:#9dbcff}
}`;

export function letterHtml(parts: LetterParts, words: Catalogue['mail'], locale: string): string {
  const cell = 'padding:8px 0;border-top:1px solid #dfe2e8';
  const row = (left: string, right: string, strong: boolean): Html => {
    const weight = strong ? ';font-weight:600' : '';
    return html`<tr>
      <td class="ink line" style="${cell}${weight}">${left}</td>
      <td class="ink line" align="right" style="${cell}${weight};font-variant-numeric:tabular-nums">${right}</td>
    </tr>`;
  };
  const seatsTable = html`<table width="100%" cellpadding="0" cellspacing="0" style="${FONT};font-size:16px">
    <tr>
      <th class="soft" align="left" style="padding:4px 0;font-size:13px;color:#5b6370;font-weight:400">
        ${words.seat}
      </th>
      <th class="soft" align="right" style="padding:4px 0;font-size:13px;color:#5b6370;font-weight:400">
        ${words.price}
      </th>
    </tr>
    ${parts.seats.map(({ seatId, price }) => row(seatId, price, false))} ${row(parts.count, parts.total, true)}
  </table>`;
  return html`${raw('<!doctype html>')}
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${parts.subject}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body class="page" style="margin:0;padding:0;background:#f3f4f7">
        <table class="page" role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f7">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                class="card"
                role="presentation"
                width="100%"
                cellpadding="0"
                cellspacing="0"
                style="max-width:520px;background:#ffffff;border:1px solid #dfe2e8;border-radius:12px"
              >
                <tr>
                  <td class="ink" style="padding:28px;${FONT};font-size:16px;line-height:1.5;color:#1b1f27">
                    <p style="margin:0 0 8px">${parts.hello}</p>
                    <p style="margin:0 0 24px">${parts.thanks}</p>
                    <p class="soft" style="margin:0;font-size:13px;color:#5b6370">${words.order}</p>
                    <p style="margin:0 0 16px;font-size:26px;font-weight:700;letter-spacing:0.04em">
                      ${parts.reference}
                    </p>
                    <h1 style="margin:0;font-size:20px;line-height:1.3">${parts.title}</h1>
                    <p style="margin:4px 0 16px">
                      ${parts.where.map((line, at) => html`${at > 0 && raw('<br>')}${line}`)}
                    </p>
                    ${parts.seats.length > 0 && seatsTable}
                    <p
                      class="money"
                      style="margin:20px 0 8px;padding:12px 16px;border-radius:8px;background:#fff1dc;color:#6b3d00;font-weight:600"
                    >
                      ${parts.money}
                    </p>
                    ${parts.todo.map((line) => html`<p style="margin:0 0 8px">${line}</p>`)}
                    <p style="margin:24px 0 8px">
                      <a
                        class="button"
                        href="${parts.link}"
                        style="display:inline-block;padding:12px 20px;border-radius:8px;background:#a34a00;color:#ffffff;font-weight:600;text-decoration:none"
                        >${words.look}</a
                      >
                    </p>
                    <p class="soft" style="margin:0;font-size:13px;color:#5b6370">${words.link}</p>
                  </td>
                </tr>
              </table>
              <p
                class="soft"
                style="max-width:520px;margin:16px auto 0;${FONT};font-size:12px;line-height:1.5;color:#5b6370"
              >
                ${words.footer}
              </p>
            </td>
          </tr>
        </table>
      </body>
    </html>`.text;
}
