/** What the door shows, sounds and remembers of the last scans. Every answer is the server's own, or one that it sent along. */
import { byId } from './page.js';

const MOST_BEFORE = 5;

const result = byId('result');
const before = byId('before');

/** An answer that the page gives by itself. @param {string} name @param {{ seat?: string, detail?: string }} [filled] */
export function ownAnswer(name, { seat = '', detail } = {}) {
  const template = /** @type {HTMLTemplateElement | null} */ (
    document.querySelector(`template[data-answer="${name}"]`)
  );
  const answer = /** @type {HTMLElement} */ (template?.content.firstElementChild?.cloneNode(true));
  const place = answer.querySelector('.seat');
  if (place && seat) place.textContent = seat;
  else place?.remove();
  const words = answer.querySelector('.detail');
  if (words && detail !== undefined) words.textContent = detail;
  return answer;
}

/** @param {string} text made by our own server, which escapes whatever anybody typed */
export function serverAnswer(text) {
  const template = document.createElement('template');
  template.innerHTML = text;
  return /** @type {HTMLElement} */ (template.content.firstElementChild);
}

/** Shows it alone, without sound: not the end of a scan. @param {HTMLElement} answer */
export function showMeanwhile(answer) {
  result?.replaceChildren(answer);
  result?.setAttribute('aria-busy', 'true');
}

/** Shows how a scan ended. @param {HTMLElement} answer */
export function show(answer) {
  answer.dataset.fresh = '';
  result?.replaceChildren(answer);
  result?.removeAttribute('aria-busy');
  remember(answer);
  sound(answer.dataset.tone === 'in');
}

/** @param {HTMLElement} answer */
function remember(answer) {
  const line = document.createElement('li');
  line.dataset.tone = answer.dataset.tone ?? '';
  line.dataset.outcome = answer.dataset.outcome ?? '';
  const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour12: false });
  for (const [kind, text] of [
    ['time', time],
    ['seat', answer.querySelector('.seat')?.textContent ?? ''],
    ['word', answer.querySelector('.word')?.textContent ?? ''],
  ]) {
    const part = document.createElement('span');
    part.className = kind ?? '';
    part.textContent = text ?? '';
    line.append(part);
  }
  before?.prepend(line);
  while (before && before.childElementCount > MOST_BEFORE) before.lastElementChild?.remove();
}

/** @type {AudioContext | undefined} */
let audio;

/** Browsers let a page sound only after it was touched. */
export function allowSound() {
  try {
    audio ??= new AudioContext();
    void audio.resume();
  } catch {
    // A door without a loudspeaker is a door.
  }
}

/** One high tone and a short shake for in, two low ones and a long shake for anything else. @param {boolean} good */
function sound(good) {
  try {
    navigator.vibrate?.(good ? 60 : [160, 80, 160]);
    const context = (audio ??= new AudioContext());
    const notes = good ? [880] : [220, 196];
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
