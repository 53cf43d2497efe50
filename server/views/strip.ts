/** A viewer's own seats: what they hold and until when, what they lost and why, what they have booked. */
import type { Catalogue } from '../../theatre/contract/catalogue/index.ts';
import type { Wording } from '../../theatre/contract/wording.ts';
import { lossWords } from '../../theatre/contract/words.ts';
import { get, values, type PersistentMap } from '../../theatre/screening/persistent-map.ts';
import { priceOf, totalOf, type Hold, type Order, type ScreeningState } from '../../theatre/screening/state.ts';
import { html, type Html } from './html.ts';
import { MORPH, type Oob } from './oob.ts';
import { raw } from './html.ts';

/** Both parts of the strip that follow the log. Without a viewer: of somebody who has nothing. */
export function stripHtml(
  state: ScreeningState,
  viewerId: string | undefined,
  wording: Wording,
  oob: Oob = '',
): string {
  const hold = viewerId === undefined ? undefined : get(state.holds, viewerId);
  return noticesHtml(hold, wording.texts, oob).text + ownHtml(state, hold, viewerId, wording, oob).text;
}

export function stripPatch(
  before: ScreeningState,
  after: ScreeningState,
  viewerId: string | undefined,
  wording: Wording,
): string {
  if (viewerId === undefined) return '';
  const [old, now] = [get(before.holds, viewerId), get(after.holds, viewerId)];
  const booked = before.orders !== after.orders && !same(ordersOf(before, viewerId), ordersOf(after, viewerId));
  if (old === now && !booked && before.prices === after.prices) return '';
  const notices = (old?.lost ?? []) === (now?.lost ?? []) ? '' : noticesHtml(now, wording.texts, MORPH).text;
  return notices + ownHtml(after, now, viewerId, wording, MORPH).text;
}

/** Said at once by a screen reader: somebody else has what they wanted. */
function noticesHtml(hold: Hold | undefined, texts: Catalogue, oob: Oob): Html {
  const words = lossWords(hold?.lost ?? [], texts);
  return html`<div id="notices" role="alert" ${raw(oob)}>${words.map((sentence) => html`<p>${sentence}</p>`)}</div>`;
}

function ownHtml(
  state: ScreeningState,
  hold: Hold | undefined,
  viewerId: string | undefined,
  wording: Wording,
  oob: Oob,
): Html {
  const { texts, formats } = wording;
  const { own } = texts.pages;
  const orders = viewerId === undefined ? [] : ordersOf(state, viewerId);
  const last = orders[0];
  const order = last && ` data-order="${last.order}"`;
  if (!hold || hold.seatIds.length === 0) {
    return html`<div id="strip" data-seats="0" ${raw(order ?? '')}${raw(oob)}>
      ${last ? bookedHtml(state, orders, wording) : html`<p class="hint">${own.none}</p>`}
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
            <button data-give-back="${seatId}" aria-label="${own.giveBack(seatId, money(priceOf(state, seatId)))}">
              ${seatId} <small>${money(priceOf(state, seatId))}</small>
            </button>
          </li>`,
      )}
    </ul>
    <p class="total">${texts.seats.count(seatIds.length)} <b id="total">${money(totalOf(state, seatIds))}</b></p>
    <p class="hold"><span>${own.until}</span> <time id="hold-end">${formats.time(expiresAt)}</time></p>
    <div class="actions">
      <button id="more-time" class="quiet">${own.moreTime}</button><button id="book" class="main">${own.book}</button>
    </div>
  </div>`;
}

function bookedHtml(state: ScreeningState, orders: readonly Order[], { texts, formats }: Wording): Html {
  const [last, ...earlier] = orders;
  if (!last) return html``;
  const { own } = texts.pages;
  const { count, listed } = texts.seats;
  const link = ({ order }: Order) => html`<a href="/orders/${order}">${order}</a>`;
  return html`<div class="done">
    <h3 id="booked" tabindex="-1">${own.bookedOrder} ${link(last)}</h3>
    <p>${own.booked(count(last.seatIds.length), listed(last.seatIds), formats.money(last.total, state.currency))}</p>
    ${
      earlier.length > 0 &&
      html`<p class="earlier">${own.earlier} ${earlier.slice(0, 3).map((order) => html`${link(order)} `)}</p>`
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
