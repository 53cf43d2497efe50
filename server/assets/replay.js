/** A night again: the server plays it on a stream that is opened to play and closed to stop. Nothing here can change a seat. */
import { byId, words } from './page.js';
import { startZoom } from './zoom.js';

/** A reconnection that is this quick is nobody's concern. */
const PATIENCE_MS = 1_500;
/** A night that plays says something several times a second. */
const SILENCE_MS = 8_000;

const page = /** @type {HTMLElement} */ (byId('replay'));
const scrub = /** @type {HTMLInputElement} */ (byId('scrub'));
const play = /** @type {HTMLButtonElement} */ (byId('play'));
const address = page.dataset['address'] ?? '';
const opening = Number(page.dataset['opening']);
/** What comes speaks as the page does, whatever another page of this browser was switched to. */
const language = page.dataset['lang'] ?? 'en';

/** @type {EventSource | undefined} */
let stream;
/** When the stream said something last. */
let heard = 0;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let banner;
/** While it is dragged, the scrubber is the viewer's and not the night's. */
let dragging = false;

/** What the screen shows, and what there is. */
const place = () => {
  const { count, total } = byId('place')?.dataset ?? {};
  return { count: Number(count), total: Number(total) };
};

const speed = () =>
  /** @type {HTMLInputElement | null} */ (document.querySelector('[name=speed]:checked'))?.value ?? '60';

/**
 * Puts pieces of a patch in their places, by their ids.
 * @param {string} html
 */
function apply(html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const piece of template.content.children) {
    const how = piece.getAttribute('hx-swap-oob');
    piece.removeAttribute('hx-swap-oob');
    const target = byId(piece.id);
    if (how === 'delete') target?.remove();
    else if (how === 'afterbegin') target?.prepend(...piece.childNodes);
    else if (how === 'beforeend') target?.append(...piece.childNodes);
    else if (target) become(target, piece);
  }
  seatsAreNoStops();
  const { count, total } = place();
  scrub.max = String(total);
  if (!dragging) scrub.value = String(count);
  const clock = byId('night-clock')?.textContent?.trim() ?? '';
  scrub.setAttribute('aria-valuetext', words('place', { count: String(count), total: String(total), clock }));
  describe(described);
}

/**
 * The element stays, so that a change of colour eases.
 * @param {Element} target
 * @param {Element} wanted
 */
function become(target, wanted) {
  for (const name of target.getAttributeNames()) {
    if (!wanted.hasAttribute(name) && name !== 'tabindex') target.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (target.getAttribute(name) !== value) target.setAttribute(name, value);
  }
  if (target.innerHTML !== wanted.innerHTML) target.replaceChildren(...wanted.childNodes);
}

/** Hundreds of buttons that do nothing are no places for the Tab key. */
function seatsAreNoStops() {
  for (const seat of document.querySelectorAll('#seat-map > button:not([tabindex])'))
    seat.setAttribute('tabindex', '-1');
}

/** @param {string} sentence */
function say(sentence) {
  const line = byId('line');
  if (line) line.textContent = sentence;
}

function start() {
  stop();
  const { count, total } = place();
  const from = count >= total ? opening : count;
  // From the end it begins again, with the whole of the first picture.
  const shown = from === count ? `&shown=${count}` : '';
  const query = `speed=${encodeURIComponent(speed())}&from=${from}${shown}&lang=${language}`;
  const opened = new EventSource(`${address}/events?${query}`);
  stream = opened;
  play.textContent = words('pause');
  page.dataset['state'] = 'playing';
  heard = performance.now();
  opened.addEventListener('message', ({ data }) => {
    heard = performance.now();
    apply(data);
  });
  opened.addEventListener('ended', stop);
  opened.addEventListener('open', () => {
    clearTimeout(banner);
    say('');
  });
  opened.addEventListener('error', () => {
    clearTimeout(banner);
    if (opened.readyState === EventSource.CLOSED) {
      stop();
      say(words('notPlayed'));
    } else banner = setTimeout(sayLost, PATIENCE_MS);
  });
}

function sayLost() {
  if (stream) say(words('lost'));
}

function stop() {
  clearTimeout(banner);
  stream?.close();
  stream = undefined;
  play.textContent = words('play');
  const { count, total } = place();
  page.dataset['state'] = count >= total ? 'ended' : 'paused';
}

function toggle() {
  if (stream) stop();
  else start();
}

/** @type {Promise<void> | undefined} */
let fetching;
/** @type {string | undefined} */
let wanted;

/**
 * Shows one place and stays there. Of many asked for while one is on its way, the last counts.
 * @param {string} query
 */
function go(query) {
  stop();
  wanted = query;
  fetching ??= fetchWanted().finally(() => (fetching = undefined));
}

async function fetchWanted() {
  while (wanted !== undefined) {
    const query = wanted;
    wanted = undefined;
    try {
      const answer = await fetch(`${address}/frame?shown=${place().count}&${query}&lang=${language}`);
      if (!answer.ok) throw new Error(String(answer.status));
      apply(await answer.text());
      say('');
    } catch {
      say(words('notShown'));
    }
  }
  stop();
}

/** @param {number} by */
const step = (by) => go(`at=${Math.max(opening, place().count + by)}`);
/** @param {number} minutes */
const stepMinutes = (minutes) => go(`minutes=${minutes}`);

/** @type {Element | null} */
let described = null;

/** @param {Element | null} seat */
function describe(seat) {
  described = seat;
  const place = byId('seat-words');
  if (place && seat) place.textContent = seat.getAttribute('aria-label');
}

play.addEventListener('click', toggle);
byId('to-start')?.addEventListener('click', () => go(`at=${opening}`));
byId('back')?.addEventListener('click', () => step(-1));
byId('forward')?.addEventListener('click', () => step(1));
for (const choice of document.querySelectorAll('[name=speed]')) {
  choice.addEventListener('change', () => {
    if (stream) start();
  });
}
scrub.addEventListener('input', () => {
  dragging = true;
  go(`at=${scrub.value}`);
});
scrub.addEventListener('change', () => (dragging = false));
byId('map')?.addEventListener('pointerover', (event) =>
  describe(/** @type {Element} */ (event.target).closest('#seat-map > button')),
);
addEventListener('keydown', (event) => {
  const target = /** @type {Element} */ (event.target);
  // Scrubber and speeds have arrows of their own, buttons the space bar.
  if (event.ctrlKey || event.altKey || event.metaKey || target.matches('input')) return;
  if (event.key === ' ' && target.matches('button, summary, a')) return;
  const act = keys(event.shiftKey)[event.key];
  if (!act) return;
  act();
  event.preventDefault();
});

/**
 * @param {boolean} minutes
 * @returns {Record<string, () => void>}
 */
function keys(minutes) {
  return {
    ' ': toggle,
    ArrowRight: () => (minutes ? stepMinutes(1) : step(1)),
    ArrowLeft: () => (minutes ? stepMinutes(-1) : step(-1)),
    Home: () => go(`at=${opening}`),
    End: () => go(`at=${place().total}`),
  };
}

// A dead connection says nothing, not even that it is dead.
addEventListener('offline', sayLost);
addEventListener('online', () => {
  if (stream) start();
});
setInterval(() => {
  if (!stream || performance.now() - heard < SILENCE_MS) return;
  if (navigator.onLine) start();
  sayLost();
}, 2_000);

// Activity and viewers are folded on a phone until asked for.
const wide = matchMedia('(min-width: 701px)');
const fold = () => {
  for (const panel of document.querySelectorAll('details.panel')) panel.toggleAttribute('open', wide.matches);
};
wide.addEventListener('change', fold);
fold();
seatsAreNoStops();
startZoom();
if ('playing' in page.dataset) start();
else stop();
