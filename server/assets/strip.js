/** The viewer's own seats: how long they are theirs, and more time while there is any. */
import { answer, answerRefusal, command } from './commands.js';
import { byId, CHANGED, now, words } from './page.js';

const MINUTE_MS = 60_000;
/** More time is offered when it brings at least this much. */
const WORTH_MS = 30_000;

export function startStrip() {
  const limits = byId('screening')?.dataset ?? {};
  const holdMs = Number(limits.holdMs) || Infinity;
  const limitMs = Number(limits.limitMs) || Infinity;
  let warnedOf = 0;

  const tick = () => {
    const strip = byId('strip');
    const until = Number(strip?.dataset.expiresAt);
    const spoken = byId('hold-words');
    if (!strip || !until) {
      if (spoken?.textContent) spoken.textContent = '';
      return;
    }
    const left = Math.max(0, until - now());
    const place = strip.querySelector('.hold');
    const label = place?.querySelector('span');
    const time = byId('hold-end');
    if (label) label.textContent = left > 0 ? words('yoursFor') : words('timeUp');
    if (time) time.textContent = left > 0 ? minutes(left) : '';
    place?.toggleAttribute('data-ending', left <= MINUTE_MS);
    if (spoken && left <= MINUTE_MS && left > 0 && warnedOf !== until) {
      warnedOf = until;
      spoken.textContent = words('lastMinute');
    }
    const most = Number(strip.dataset.startedAt) + limitMs;
    byId('more-time')?.toggleAttribute('hidden', Math.min(now() + holdMs, most) - until < WORTH_MS);
  };

  document.addEventListener('click', (event) => {
    const button = /** @type {Element} */ (event.target).closest('#more-time');
    if (button && !button.hasAttribute('aria-busy')) void moreTime(button);
  });
  document.addEventListener(CHANGED, tick);
  setInterval(tick, 500);
  tick();
}

/** @param {Element} button */
async function moreTime(button) {
  button.setAttribute('aria-busy', 'true');
  const answered = await command('extend');
  button.removeAttribute('aria-busy');
  if (answered.done) answer('');
  else answerRefusal(answered);
}

/** @param {number} ms */
function minutes(ms) {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
