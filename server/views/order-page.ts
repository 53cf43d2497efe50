/** An order, as whoever bought it sees it: what to show at the door. */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
import { countWords, orderStatusWords } from '../../theatre/contract/words.ts';
import type { OrderStatus } from '../../theatre/screening/state.ts';
import { documentHtml } from './document.ts';
import { html, raw, type Html } from './html.ts';
import type { Oob } from './oob.ts';

export interface OrderPage {
  readonly reference: string;
  readonly screeningId: string;
  readonly title: string;
  /** ISO 8601. */
  readonly startsAt: string;
  /** Name of the house. */
  readonly house: string;
  readonly name: string;
  readonly email: string | null;
  /** Minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  readonly status: OrderStatus;
  /** Epoch milliseconds. */
  readonly bookedAt: number;
  readonly seats: readonly { readonly seatId: string; readonly category: string; readonly price: number }[];
  /** Path with the key that opens this page on any phone. Defaults to none shown. */
  readonly link?: string;
}

export function orderHtml(order: OrderPage, formats: Formats = formatsFor()): string {
  const events = `/orders/${order.reference}/events?as=page`;
  return documentHtml({
    title: `Order ${order.reference} · Full House`,
    locale: formats.locale,
    kind: 'order',
    styles: ['/assets/pages.css'],
    live: true,
    body: html`<header class="top"><a class="home" href="/">Full House</a></header>
      <div id="line" role="status"></div>
      <main>
        <article class="ticket">
          <p class="label">Order</p>
          <h1 class="reference">${order.reference}</h1>
          <h2>${order.title}</h2>
          <p>
            <time datetime="${order.startsAt}">${formats.evening(Date.parse(order.startsAt))}</time><br />${order.house}
          </p>
          ${orderStateHtml(order, formats)}
          <p class="who">For ${order.name}${order.email !== null && order.email !== '' && `, ${order.email}`}</p>
        </article>
        ${
          order.link !== undefined &&
          html`<p class="onwards">
            <a href="${order.link}">The link to this order</a> opens it on any phone. Whoever has it can see the order.
          </p>`
        }
        <p class="onwards"><a href="/screenings/${order.screeningId}">Back to the seats</a></p>
      </main>
      <div
        id="stream"
        hx-sse:connect="${order.link === undefined ? events : events + order.link.replace(/^[^?]*[?]/, '&')}"
        hx-swap="none"
      ></div>`,
  });
}

/** What changes while the order goes on: its seats, what they come to, and what to do next. */
export function orderStateHtml(order: OrderPage, formats: Formats = formatsFor(), oob: Oob = ''): Html {
  const money = (minor: number) => formats.money(minor, order.currency);
  return html`<div id="order" data-status="${order.status}" ${raw(oob)}>
    ${
      order.seats.length > 0 &&
      html`<table>
        <caption class="unseen">
          Seats of this order
        </caption>
        <thead>
          <tr>
            <th scope="col">Seat</th>
            <th scope="col">Price</th>
          </tr>
        </thead>
        <tbody>
          ${order.seats.map(
            ({ seatId, price }) =>
              html`<tr>
                <th scope="row">${seatId}</th>
                <td>${money(price)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${countWords(order.seats.length)}</th>
            <td>${money(order.total)}</td>
          </tr>
        </tfoot>
      </table>`
    }
    <p class="paid" role="status">${orderStatusWords(order.status)}</p>
  </div>`;
}
