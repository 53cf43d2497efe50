/** An order, as whoever bought it sees it: what to show at the door. */
import { wordingFor, type Wording } from '../../theatre/contract/wording.ts';
import type { OrderStatus } from '../../theatre/screening/state.ts';
import { documentHtml, lineHtml, switchHtml } from './document.ts';
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
  /** Null: erased. */
  readonly name: string | null;
  readonly email: string | null;
  /** Minor units of `currency`. */
  readonly total: number;
  readonly currency: string;
  readonly status: OrderStatus;
  /** The screening will not take place. Defaults to false. */
  readonly cancelled?: boolean;
  /** Epoch milliseconds until which it is kept for collection. Defaults to no end. */
  readonly collectBy?: number | null;
  /** Epoch milliseconds. */
  readonly bookedAt: number;
  /** Of the tickets that were made out last, 0 before the first; void where they were and `status` is `paid` again. Defaults to 0. */
  readonly issue?: number;
  readonly seats: readonly { readonly seatId: string; readonly category: string; readonly price: number }[];
  /** Path with the key that opens this page on any phone. Defaults to none shown. */
  readonly link?: string;
}

export function orderHtml(order: OrderPage, wording: Wording = wordingFor('en')): string {
  const { pages } = wording.texts;
  const events = `/orders/${order.reference}/events?as=page&lang=${wording.language}`;
  return documentHtml({
    title: pages.titled(pages.order.titled(order.reference)),
    wording,
    kind: 'order',
    styles: ['/assets/pages.css', '/assets/order.css'],
    live: true,
    body: html`<header class="top"><a class="home" href="/">${pages.name}</a>${switchHtml(wording, order.link)}</header>
      ${lineHtml(wording)}
      <main>
        <article class="ticket">
          <p class="label">${pages.order.label}</p>
          <h1 class="reference">${order.reference}</h1>
          ${orderWhatHtml(order, wording)} ${orderStateHtml(order, wording)}
          <p class="who">${order.name === null ? wording.texts.privacy.erasedOrder : whoWords(order, wording)}</p>
        </article>
        ${
          order.link !== undefined &&
          html`<p class="onwards"><a href="${order.link}">${pages.order.link}</a> ${pages.order.linkOpens}</p>`
        }
        <p class="onwards"><a href="/screenings/${order.screeningId}">${pages.order.toSeats}</a></p>
      </main>
      <div
        id="stream"
        hx-sse:connect="${order.link === undefined ? events : events + order.link.replace(/^[^?]*[?]/, '&')}"
        hx-swap="none"
      ></div>`,
  });
}

/** What it is for: staff may move it, or call it off, while somebody looks. */
export function orderWhatHtml(order: OrderPage, { texts, formats }: Wording, oob: Oob = ''): Html {
  return html`<div id="order-what" ${raw(oob)}>
    <h2>${order.title}</h2>
    <p><time datetime="${order.startsAt}">${formats.evening(Date.parse(order.startsAt))}</time><br />${order.house}</p>
    ${order.cancelled === true && html`<p class="notice" role="status">${texts.pages.sales.cancelled}</p>`}
  </div>`;
}

/** What changes while the order goes on: its seats, what they come to, and what to do next. */
export function orderStateHtml(order: OrderPage, wording: Wording = wordingFor('en'), oob: Oob = ''): Html {
  const { texts, formats } = wording;
  const { caption, seat, price: priceHead } = texts.pages.order;
  const money = (minor: number) => formats.money(minor, order.currency);
  const words = texts.tickets;
  // For a screening that was called off nobody pays, collects or comes to the door.
  const over = order.cancelled === true && order.status !== 'refunded' && order.status !== 'lapsed';
  return html`<div id="order" data-status="${order.status}" ${raw(oob)}>
    ${
      !over &&
      html`<p class="state" role="status">
        ${texts.orders.status[order.status]}
        ${
          order.status === 'held' &&
          typeof order.collectBy === 'number' &&
          texts.orders.collectBy(formats.evening(order.collectBy))
        }
        ${order.status === 'paid' && (order.issue ?? 0) > 0 && texts.orders.exchanged}
      </p>`
    }
    ${
      order.seats.length > 0 &&
      html`<table>
        <caption class="unseen">
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${seat}</th>
            <th scope="col">${priceHead}</th>
          </tr>
        </thead>
        <tbody>
          ${order.seats.map(
            ({ seatId, price }) =>
              html`<tr>
                <th scope="row">
                  <a href="${pathOf(order, `/tickets/${seatId}`)}" title="${words.show(seatId)}">${seatId}</a>
                </th>
                <td>${money(price)}</td>
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${texts.seats.count(order.seats.length)}</th>
            <td>${money(order.total)}</td>
          </tr>
        </tfoot>
      </table>`
    }
    ${order.seats.length > 0 && html`<p><a class="reach" href="${pathOf(order, '/tickets.pdf')}">${words.pdf}</a></p>`}
  </div>`;
}

/** Of something of the order's, with the key where the page has one. */
function whoWords({ name, email }: OrderPage, { texts }: Wording): string {
  if (name === null) return texts.privacy.erasedOrder;
  const known = [name, email ?? ''].filter((part) => part !== '');
  return known.length === 0 ? '' : texts.pages.order.forWhom(known.join(', '));
}

function pathOf({ reference, link }: OrderPage, of: string): string {
  return link === undefined ? `/orders/${reference}${of}` : link.replace('?', `${of}?`);
}
