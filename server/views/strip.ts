/** A viewer's own seats: what they hold and until when, what they lost and why, what they have booked. */
import type { Formats } from '../../theatre/contract/formats.ts';
import { countWords, listed, lossWords } from '../../theatre/contract/words.ts';
import { get, values, type PersistentMap } from '../../theatre/screening/persistent-map.ts';
import { priceOf, totalOf, type Hold, type Order, type ScreeningState } from '../../theatre/screening/state.ts';
import { html, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';
import { raw } from './html.ts';

/** Both parts of the strip that follow the log. Without a viewer: of somebody who has nothing. */
export function stripHtml(
  state: ScreeningState,
  viewerId: string | undefined,
  formats: Formats,
  oob: Oob = '',
): string {
  const hold = viewerId === undefined ? undefined : get(state.holds, viewerId);
  return noticesHtml(hold, oob).text + ownHtml(state, hold, viewerId, formats, oob).text;
}

export function stripPatch(
  before: ScreeningState,
  after: ScreeningState,
  viewerId: string | undefined,
  formats: Formats,
): string {
  if (viewerId === undefined) return '';
  const [old, now] = [get(before.holds, viewerId), get(after.holds, viewerId)];
  const booked = before.orders !== after.orders && !same(ordersOf(before, viewerId), ordersOf(after, viewerId));
  if (old === now && !booked && before.prices === after.prices) return '';
  const notices = (old?.lost ?? []) === (now?.lost ?? []) ? '' : noticesHtml(now, MORPH).text;
  return notices + ownHtml(after, now, viewerId, formats, MORPH).text;
}

/** Said at once by a screen reader: somebody else has what they wanted. */
function noticesHtml(hold: Hold | undefined, oob: Oob): Html {
  const words = lossWords(hold?.lost ?? []);
  return html`<div id="notices" role="alert" ${raw(oob)}>${words.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
}

function ownHtml(
  state: ScreeningState,
  hold: Hold | undefined,
  viewerId: string | undefined,
  formats: Formats,
  oob: Oob,
): Html {
  const orders = viewerId === undefined ? [] : ordersOf(state, viewerId);
  const last = orders[0];
  const order = last && ` data-order="${last.order}"`;
  if (!hold || hold.seatIds.length === 0) {
    return html`<div id="strip" data-seats="0" ${raw(order ?? '')}${raw(oob)}>
      ${last ? bookedHtml(state, orders, formats) : html`<p class="hint">Seats that you choose appear here.</p>`}
    </div>`;
  }
  const { seatIds, expiresAt, startedAt, checkedOut } = hold;
  const money = (minor: number) => formats.money(minor, state.currency);
  return html`<div
    id="strip"
    data-seats="${seatIds.length}"
    data-expires-at="${expiresAt}"
    data-started-at="${startedAt}"
    ${raw(checkedOut ? ' data-checked-out' : '')}${raw(order ?? '')}${raw(oob)}
  >
    <ul class="chosen">
      ${seatIds.map(
        (seatId) =>
          html`<li>
            <button data-give-back="${seatId}" aria-label="Give ${seatId} back, ${money(priceOf(state, seatId))}">
              ${seatId} <small>${money(priceOf(state, seatId))}</small>
            </button>
          </li>`,
      )}
    </ul>
    <p class="total">${countWords(seatIds.length)} <b id="total">${money(totalOf(state, seatIds))}</b></p>
    <p class="hold"><span>Yours until</span> <time id="hold-end">${formats.time(expiresAt)}</time></p>
    <div class="actions">
      <button id="more-time" class="quiet">More time</button><button id="book" class="main">Book</button>
    </div>
  </div>`;
}

function bookedHtml(state: ScreeningState, orders: readonly Order[], formats: Formats): Html {
  const [last, ...earlier] = orders;
  if (!last) return html``;
  const link = ({ order }: Order) => html`<a href="/orders/${order}">${order}</a>`;
  return html`<div class="done">
    <h3 id="booked" tabindex="-1">Booked: order ${link(last)}</h3>
    <p>
      ${countWords(last.seatIds.length)}, ${listed(last.seatIds)}, ${formats.money(last.total, state.currency)}. Show
      the reference at the box office.
    </p>
    ${
      earlier.length > 0 &&
      html`<p class="earlier">Earlier: ${earlier.slice(0, 3).map((order) => html`${link(order)} `)}</p>`
    }
  </div>`;
}

const byViewer = new WeakMap<PersistentMap<Order>, Map<string, Order[]>>();

const same = (some: readonly Order[], others: readonly Order[]): boolean =>
  some.length === others.length && some.every((order, at) => order === others[at]);

/** A viewer's orders that have seats, the newest first. */
function ordersOf(state: ScreeningState, viewerId: string): readonly Order[] {
  let all = byViewer.get(state.orders);
  if (!all) {
    all = new Map();
    for (const order of values(state.orders)) {
      if (order.seatIds.length > 0) all.set(order.viewerId, [...(all.get(order.viewerId) ?? []), order]);
    }
    for (const orders of all.values()) orders.sort((a, b) => b.at - a.at || (a.order < b.order ? 1 : -1));
    byViewer.set(state.orders, all);
  }
  return all.get(viewerId) ?? [];
}
