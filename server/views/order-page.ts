/** An order, as whoever bought it sees it: what to show at the door. */
import { formatsFor, type Formats } from '../../theatre/contract/formats.ts';
import { countWords } from '../../theatre/contract/words.ts';
import { documentHtml } from './document.ts';
import { html } from './html.ts';

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
  readonly paymentStatus: 'due' | 'paid';
  /** Epoch milliseconds. */
  readonly bookedAt: number;
  readonly seats: readonly { readonly seatId: string; readonly category: string; readonly price: number }[];
}

export function orderHtml(order: OrderPage, formats: Formats = formatsFor()): string {
  const money = (minor: number) => formats.money(minor, order.currency);
  return documentHtml({
    title: `Order ${order.reference} · Full House`,
    locale: formats.locale,
    kind: 'order',
    styles: ['/assets/pages.css'],
    body: html`<header class="top"><a class="home" href="/">Full House</a></header>
      <main>
        <article class="ticket">
          <p class="label">Order</p>
          <h1 class="reference">${order.reference}</h1>
          <h2>${order.title}</h2>
          <p>
            <time datetime="${order.startsAt}">${formats.evening(Date.parse(order.startsAt))}</time><br />${order.house}
          </p>
          <table>
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
          </table>
          <p class="paid">
            ${
              order.paymentStatus === 'paid'
                ? 'Paid. Show this reference at the door.'
                : 'To be paid at the box office when you collect your tickets. Give this reference there.'
            }
          </p>
          <p class="who">For ${order.name}${order.email !== null && order.email !== '' && `, ${order.email}`}</p>
        </article>
        <p class="onwards"><a href="/screenings/${order.screeningId}">Back to the seats</a></p>
      </main>`,
  });
}
