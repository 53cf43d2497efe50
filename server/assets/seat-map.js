/** The seat map's clicks and keys. A seat shows as selected when the log says so, never before. */
import { answer, answerRefusal, command } from './commands.js';
import { byId, CHANGED } from './page.js';
import { tooSmallForFinger, zoomToSeat } from './zoom.js';

/** A change that was taken shows within this time, or it was undone by another at once. */
const SHOWN_MS = 2_000;

/** @returns {HTMLElement | null} */
const house = () => byId('seat-map');

/** @param {Element | null | undefined} element */
const seatOf = (element) => /** @type {HTMLElement | null} */ (element?.closest('#seat-map > button') ?? null);

/**
 * Asks for a seat, or gives it back when it is ours.
 * @param {string} seatId
 */
export async function toggle(seatId) {
  const places = [byId(seatId), document.querySelector(`[data-give-back="${CSS.escape(seatId)}"]`)];
  if (places.some((place) => place?.hasAttribute('data-pending'))) return;
  for (const place of places) place?.setAttribute('data-pending', '');
  const clear = () => {
    for (const place of places) place?.removeAttribute('data-pending');
  };
  const answered = await command(`seats/${encodeURIComponent(seatId)}/toggle`);
  if (answered.done) {
    answer('');
    setTimeout(clear, SHOWN_MS);
  } else {
    clear();
    answerRefusal(answered);
  }
}

export function startSeatMap() {
  let finger = false;
  const map = byId('map');
  map?.addEventListener('pointerdown', (event) => (finger = event.pointerType === 'touch'));
  map?.addEventListener('click', (event) => {
    const seat = seatOf(/** @type {Element} */ (event.target));
    if (!seat) return;
    // A finger covers several seats of a large house: it comes closer first.
    if (finger && event.detail > 0 && tooSmallForFinger()) return zoomToSeat(seat);
    // A key has no pointer, whatever was used before it.
    if (seat.dataset.status === 'booked') return describe(seat);
    void toggle(seat.id);
  });
  map?.addEventListener('pointerover', (event) => describe(seatOf(/** @type {Element} */ (event.target))));
  map?.addEventListener('focusin', (event) => {
    const seat = seatOf(/** @type {Element} */ (event.target));
    if (!seat) return;
    describe(seat);
    enter(seat);
  });
  map?.addEventListener('keydown', (event) => {
    const seat = seatOf(/** @type {Element} */ (event.target));
    if (!seat || event.altKey || event.metaKey) return;
    const next = neighbour(seat, event.key, event.ctrlKey);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  byId('strip')?.parentElement?.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('[data-give-back]');
    const seatId = button?.getAttribute('data-give-back');
    if (seatId) void toggle(seatId);
  });

  for (const view of ['map', 'list']) {
    byId(`view-${view}`)?.addEventListener('click', () => {
      if (map) map.dataset.view = view;
      for (const other of ['map', 'list']) byId(`view-${other}`)?.setAttribute('aria-pressed', String(other === view));
    });
  }

  oneInTheTabOrder();
  document.addEventListener(CHANGED, () => {
    oneInTheTabOrder();
    describe(described);
  });
}

/** @type {HTMLElement | undefined} */
let described;

/**
 * Place, price and status in words under the map, for whoever points or moves by keys.
 * @param {HTMLElement | null | undefined} seat
 */
function describe(seat) {
  const place = byId('seat-words');
  if (!place || !seat) return;
  described = seat;
  place.textContent = seat.getAttribute('aria-label');
}

/** Tab goes into the house at one seat and out of it again; arrows move within. */
function oneInTheTabOrder() {
  const map = house();
  if (!map || map.querySelector(':scope > [tabindex="0"]')) return;
  for (const seat of map.querySelectorAll(':scope > button')) seat.setAttribute('tabindex', '-1');
  const first =
    map.querySelector(':scope > [data-status="selected"]') ??
    map.querySelector(':scope > [data-status="available"]') ??
    map.querySelector(':scope > button');
  first?.setAttribute('tabindex', '0');
}

/** @param {HTMLElement} seat */
function enter(seat) {
  for (const other of house()?.querySelectorAll(':scope > [tabindex="0"]') ?? []) other.setAttribute('tabindex', '-1');
  seat.setAttribute('tabindex', '0');
}

/**
 * Where a key leads: along the line of seats and over its aisles, or to the nearest seat of the next line. Places as laid
 * out, before the arcs bend them, so that a line is one line.
 * @param {HTMLElement} seat
 * @param {string} key
 * @param {boolean} whole whether Home and End go to the ends of the house
 * @returns {HTMLElement | undefined}
 */
function neighbour(seat, key, whole) {
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)) return undefined;
  /** @type {Map<number, HTMLElement[]>} */
  const byTop = new Map();
  for (const other of /** @type {NodeListOf<HTMLElement>} */ (house()?.querySelectorAll(':scope > button') ?? [])) {
    const line = byTop.get(other.offsetTop);
    if (line) line.push(other);
    else byTop.set(other.offsetTop, [other]);
  }
  const lines = [...byTop]
    .sort(([a], [b]) => a - b)
    .map(([, line]) => line.sort((a, b) => a.offsetLeft - b.offsetLeft));
  const at = lines.findIndex((line) => line.includes(seat));
  const line = lines[at] ?? [];
  const index = line.indexOf(seat);
  /** @param {HTMLElement[] | undefined} other */
  const nearest = (other) =>
    other?.reduce((best, one) =>
      Math.abs(one.offsetLeft - seat.offsetLeft) < Math.abs(best.offsetLeft - seat.offsetLeft) ? one : best,
    );
  switch (key) {
    case 'ArrowLeft':
      return line[index - 1];
    case 'ArrowRight':
      return line[index + 1];
    case 'ArrowUp':
      return nearest(lines[at - 1]);
    case 'ArrowDown':
      return nearest(lines[at + 1]);
    case 'Home':
      return whole ? lines[0]?.[0] : line[0];
    default:
      return whole ? lines.at(-1)?.at(-1) : line.at(-1);
  }
}
