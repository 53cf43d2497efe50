/** Nearer and farther, by buttons, pinch or ctrl and wheel. Panning is the browser's own scrolling. */
import { byId, words } from './page.js';

/** Pixels from seat to seat when nearest: a finger's width and a little. */
const NEAREST = 48;
/** Below this a finger cannot choose. */
const TINY = 16;

let zoom = 1;

/** Pixels from seat to seat as shown now. */
function pitch() {
  const map = byId('seat-map');
  if (!map) return NEAREST;
  return map.getBoundingClientRect().width / Number(getComputedStyle(map).getPropertyValue('--columns') || 1);
}

/** The largest zoom. */
function nearest() {
  return Math.max(1, (NEAREST * zoom) / pitch());
}

export function tooSmallForFinger() {
  return byId('map')?.dataset.view === 'map' && pitch() < TINY;
}

/**
 * Keeps the point of the house that is at (x, y) of the window where it is.
 * @param {number} wanted 1 is all of the house
 * @param {number} x
 * @param {number} y
 */
function setZoom(wanted, x, y) {
  const frame = byId('map');
  const map = byId('seat-map');
  if (!frame || !map) return;
  const most = nearest();
  const next = Math.min(Math.max(wanted, 1), most);
  const before = map.getBoundingClientRect();
  const [across, down] = [(x - before.left) / before.width, (y - before.top) / before.height];
  zoom = next;
  frame.style.setProperty('--zoom', String(zoom));
  const after = map.getBoundingClientRect();
  frame.scrollLeft += after.left + across * after.width - x;
  frame.scrollTop += after.top + down * after.height - y;
  byId('zoom-out')?.toggleAttribute('disabled', zoom <= 1);
  byId('zoom-in')?.toggleAttribute('disabled', zoom >= most - 0.01);
}

/** @param {HTMLElement} seat */
export function zoomToSeat(seat) {
  const { left, top, width, height } = seat.getBoundingClientRect();
  setZoom(Infinity, left + width / 2, top + height / 2);
  seat.scrollIntoView({ block: 'center', inline: 'center' });
  const place = byId('seat-words');
  if (place) place.textContent = words('zoomed');
}

export function startZoom() {
  const frame = byId('map');
  if (!frame) return;
  const middle = () => {
    const { left, top, width, height } = frame.getBoundingClientRect();
    return /** @type {const} */ ([left + width / 2, top + height / 2]);
  };
  byId('zoom-in')?.addEventListener('click', () => setZoom(zoom * 2, ...middle()));
  byId('zoom-out')?.addEventListener('click', () => setZoom(zoom / 2, ...middle()));
  addEventListener('resize', () => setZoom(zoom, ...middle()));

  frame.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      setZoom(zoom * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
    },
    { passive: false },
  );

  startPinch(frame);
}

/** @param {HTMLElement} frame */
function startPinch(frame) {
  /** @type {{ apart: number, x: number, y: number, most: number } | undefined} */
  let start;
  /** @type {{ by: number, x: number, y: number } | undefined} */
  let pinch;

  /** @param {TouchList} touches */
  const fingers = (touches) => {
    const [one, other] = touches;
    if (!one || !other || touches.length !== 2) return undefined;
    return {
      apart: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
      x: (one.clientX + other.clientX) / 2,
      y: (one.clientY + other.clientY) / 2,
    };
  };
  // While the fingers move the picture is stretched; the seats are laid out anew once they let go.
  const stretch = () => {
    const map = byId('seat-map');
    if (!map || !start || !pinch) return;
    const { left, top } = map.getBoundingClientRect();
    if (map.style.transform === '') map.style.transformOrigin = `${start.x - left}px ${start.y - top}px`;
    map.style.transform = `translate(${pinch.x - start.x}px, ${pinch.y - start.y}px) scale(${pinch.by})`;
  };
  const finish = () => {
    const map = byId('seat-map');
    if (map && start && pinch) {
      map.style.transform = '';
      map.style.transformOrigin = '';
      setZoom(zoom * pinch.by, start.x, start.y);
      frame.scrollLeft -= pinch.x - start.x;
      frame.scrollTop -= pinch.y - start.y;
    }
    start = undefined;
    pinch = undefined;
  };

  frame.addEventListener('touchstart', ({ touches }) => {
    finish();
    const now = fingers(touches);
    if (now && frame.dataset.view === 'map') start = { ...now, most: nearest() };
  });
  frame.addEventListener(
    'touchmove',
    (event) => {
      const now = fingers(event.touches);
      if (!start || !now) return;
      event.preventDefault();
      const wanted = Math.min(Math.max((zoom * now.apart) / start.apart, 1), start.most);
      pinch = { by: wanted / zoom, x: now.x, y: now.y };
      requestAnimationFrame(stretch);
    },
    { passive: false },
  );
  frame.addEventListener('touchend', finish);
  frame.addEventListener('touchcancel', finish);
  // Safari's own pinch of the whole page.
  frame.addEventListener('gesturestart', (event) => event.preventDefault());
}
