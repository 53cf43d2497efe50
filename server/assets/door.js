/** The door: one code after the other, each answered before the next is asked. Nothing of the house is kept here. */
import { startCamera } from './door-camera.js';
import { byId } from './page.js';

const AGAIN_MS = 2_000;
const DOOR = 'door';

const form = /** @type {HTMLFormElement | null} */ (byId('scan'));
const code = /** @type {HTMLInputElement | null} */ (byId('code'));
const door = /** @type {HTMLInputElement | null} */ (byId('door'));
const result = byId('result');

if (form && code && door && result) {
  door.value = localStorage.getItem(DOOR) || door.value;
  door.addEventListener('change', () => localStorage.setItem(DOOR, door.value));

  /** @type {Promise<void>} */
  let before = Promise.resolve();
  let last = { code: '', at: 0 };

  /** A scanner that sends a code twice, or a ticket held before the camera, is one scan. @param {string} text */
  const scanned = (text) => {
    const wanted = text.trim();
    if (wanted === '' || (wanted === last.code && Date.now() - last.at < AGAIN_MS)) return;
    last = { code: wanted, at: Date.now() };
    before = before.then(() => ask(wanted)).catch(() => undefined);
  };

  /** @param {string} wanted */
  const ask = async (wanted) => {
    result.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { accept: 'text/html', 'content-type': 'application/json', 'x-part': 'answer' },
        body: JSON.stringify({ code: wanted, door: door.value }),
        signal: AbortSignal.timeout(8_000),
      });
      const text = await answer.text();
      if (answer.headers.get('content-type')?.startsWith('text/html')) {
        // Made by our own server, which escapes whatever anybody typed.
        result.innerHTML = text;
      } else {
        told(JSON.parse(text).detail);
      }
    } catch {
      told(form.dataset.unreached ?? '');
    }
    last.at = Date.now();
    result.removeAttribute('aria-busy');
    result.firstElementChild?.toggleAttribute('data-fresh', true);
    sound(result.querySelector('[data-tone]')?.getAttribute('data-tone') ?? 'hold');
  };

  /** What no answer of the door's says. @param {string} words */
  const told = (words) => {
    const answer = document.createElement('div');
    answer.className = 'answer';
    answer.dataset.tone = 'hold';
    answer.dataset.outcome = 'none';
    const detail = document.createElement('p');
    detail.className = 'detail';
    detail.textContent = words;
    answer.append(detail);
    result.replaceChildren(answer);
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    scanned(code.value);
    code.value = '';
    code.focus();
  });
  // A scanner types wherever the focus is: it is in the field, unless somebody is elsewhere on purpose.
  document.addEventListener('keydown', (event) => {
    const elsewhere = document.activeElement?.closest('input, button, a');
    if (!elsewhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey) code.focus();
  });

  void startCamera(form, scanned);
}

/** @type {AudioContext | undefined} */
let audio;

/** One high tone for in, two low ones for anything else: heard by who does not look. @param {string} tone */
function sound(tone) {
  try {
    const context = (audio ??= new AudioContext());
    const notes = tone === 'in' ? [880] : [220, 196];
    notes.forEach((frequency, at) => {
      const [oscillator, gain] = [context.createOscillator(), context.createGain()];
      const start = context.currentTime + at * 0.16;
      oscillator.frequency.value = frequency;
      gain.gain.setValueAtTime(0.15, start);
      gain.gain.exponentialRampToValueAtTime(0.001, start + 0.14);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start);
      oscillator.stop(start + 0.15);
    });
  } catch {
    // A door without a loudspeaker is a door.
  }
}
