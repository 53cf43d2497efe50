/** The door: one code after the other, each answered before the next is asked. Nothing of the house is kept here. */
import { ask } from './door-ask.js';
import { startCamera } from './door-camera.js';
import { glances } from './door-glance.js';
import { checkSignature, seatOf } from './door-signature.js';
import { allowSound, ownAnswer, serverAnswer, show, showMeanwhile } from './door-view.js';
import { byId, words } from './page.js';

/** A scanner may send one code twice. */
const TWICE_MS = 2_000;
/** Long enough to read an answer before the next one takes its place. */
const READ_MS = 900;
const SLOW_MS = 1_500;
const MOST_WAITING = 5;
const DOOR = 'door';

const form = /** @type {HTMLFormElement | null} */ (byId('scan'));
const code = /** @type {HTMLInputElement | null} */ (byId('code'));
const door = /** @type {HTMLInputElement | null} */ (byId('door'));

if (form && code && door) {
  door.value = localStorage.getItem(DOOR) || door.value;
  door.addEventListener('change', () => localStorage.setItem(DOOR, door.value));
  const { key = '', screening = '' } = form.dataset;
  /** @type {string[]} */
  const waiting = [];
  let busy = false;
  let last = { code: '', at: 0 };

  /** @param {string} wanted */
  const settle = async (wanted) => {
    const seat = seatOf(wanted);
    /** @param {string} [detail] */
    const asking = (detail) => showMeanwhile(ownAnswer('asking', { seat, ...(detail ? { detail } : {}) }));
    asking();
    const slow = setTimeout(() => asking(words('stillAsking')), SLOW_MS);
    const again = () => {
      clearTimeout(slow);
      asking(words('askingAgain'));
    };
    const goOn = () => waiting.length === 0;
    const answer = await ask(form.action, { code: wanted, door: door.value }, { again, goOn }).finally(() =>
      clearTimeout(slow),
    );
    if (answer.html !== undefined) show(serverAnswer(answer.html));
    else if (answer.settled) show(ownAnswer('told', { detail: answer.detail ?? '' }));
    else show(await unchecked(wanted, answer.sent ? 'unreached' : 'offline'));
  };

  /** What can be said without a server: what is certainly no ticket of tonight, and no more. @param {string} wanted @param {string} otherwise */
  const unchecked = async (wanted, otherwise) => {
    const found = await checkSignature(wanted, { key, screening });
    // Once it was sent it may have been let in: that is said, whatever its signature is worth.
    const name = found === 'genuine' && otherwise === 'unreached' ? otherwise : (found ?? otherwise);
    return ownAnswer(name, { seat: seatOf(wanted) });
  };

  const work = async () => {
    busy = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        try {
          await settle(next);
        } catch (error) {
          // A fault of this page: the scan may have reached the house, and the next one is still to be asked.
          console.error(error);
          show(ownAnswer('unreached', { seat: seatOf(next) }));
        }
        last = { code: next, at: Date.now() };
        if (waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, READ_MS));
      }
    } finally {
      busy = false;
    }
  };
  /** @param {string} text */
  const scanned = (text) => {
    const wanted = text.trim();
    if (wanted === '' || waiting.length >= MOST_WAITING) return;
    waiting.push(wanted);
    last = { code: wanted, at: Date.now() };
    if (!busy) void work();
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    allowSound();
    const typed = code.value.trim();
    if (typed !== last.code || Date.now() - last.at >= TWICE_MS) scanned(typed);
    code.value = '';
    code.focus();
  });
  // A scanner types wherever the focus is: it is in the field, unless somebody is elsewhere on purpose.
  document.addEventListener('keydown', (event) => {
    const elsewhere = document.activeElement?.closest('input, button, a');
    if (!elsewhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey) code.focus();
  });

  const seen = glances();
  startCamera((text) => {
    if (seen.look(text, busy) && text !== undefined) scanned(text);
  });
  byId('camera')?.addEventListener('click', allowSound);
}
