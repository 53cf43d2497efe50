/** Booking: asked with one key until there is a clear answer, so that bad reception never sells twice. */
import { answer, answerRefusal, command } from './commands.js';
import { byId, CHANGED, words } from './page.js';

const AGAIN_MS = 700;
const AGAIN_MOST_MS = 5_000;
/** No answer, a gateway's, or one that says that it may still go through. */
const unclear = new Set([0, 429, 502, 503, 504]);

export function startBooking() {
  const form = byId('booking');
  if (form instanceof HTMLFormElement) new Booking(form);
}

class Booking {
  /** @type {HTMLFormElement} */
  #form;
  #busy = false;
  #shownOrder = byId('strip')?.dataset.order;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    document.addEventListener('click', ({ target }) => {
      if (!(target instanceof Element)) return;
      if (target.closest('#book') && form.hidden) void this.#open();
      if (target.closest('#not-yet')) {
        this.#close();
        byId('book')?.focus();
      }
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#busy) void this.#book();
    });
    document.addEventListener(CHANGED, () => this.#changed());
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.#form.elements.namedItem(name));
  }

  async #open() {
    this.#form.hidden = false;
    // What was said of a seat before is past.
    answer('');
    this.#field('key').value ||= newKey();
    this.#field('name').focus();
    // Going to pay puts the end off, once.
    const answered = await command('checkout');
    if (!answered.done && answered.status !== 0) answerRefusal(answered);
  }

  async #book() {
    this.#setBusy(true);
    forgetFaults(this.#form);
    answer(words('booking'), 'wait');
    // What the buyer sees is what is sold, or nothing.
    const seen = [...document.querySelectorAll('#strip [data-give-back]')];
    const body = new URLSearchParams({
      name: this.#field('name').value,
      email: this.#field('email').value,
      key: this.#field('key').value,
      seatIds: seen.map((seat) => seat.getAttribute('data-give-back')).join(','),
    });
    for (let attempt = 0; this.#busy; attempt++) {
      const answered = await command('book', body);
      if (!this.#busy) return;
      if (answered.done) {
        const order = answered.location?.split('/').at(-1) ?? '';
        if (byId('strip')?.dataset.order !== order) answer(words('booked', { order }), 'good');
        this.#finish();
      } else if (unclear.has(answered.status)) {
        answer(words('bookingAgain'), 'wait');
        const wait = Math.max(
          Math.min(AGAIN_MS * 2 ** attempt, AGAIN_MOST_MS),
          1000 * (answered.problem.retryAfter ?? 0),
        );
        await new Promise((done) => setTimeout(done, wait));
      } else {
        this.#setBusy(false);
        const { code, fields } = answered.problem;
        // An answer that was lost was a good one: what was chosen since is another order.
        if (code === 'key-used') this.#finish();
        if (fields && showFaults(this.#form, fields)) answer('');
        else answerRefusal(answered);
      }
    }
  }

  /** The log's word, whatever became of our own question. */
  #changed() {
    const strip = byId('strip');
    if (!strip) return;
    const { order, seats } = strip.dataset;
    if (order !== undefined && order !== this.#shownOrder) {
      this.#shownOrder = order;
      answer('');
      this.#finish();
      byId('booked')?.focus({ preventScroll: true });
    } else if (seats === '0' && !this.#form.hidden && !this.#busy) {
      this.#close();
    }
  }

  #finish() {
    this.#setBusy(false);
    // Another booking is another order.
    this.#field('key').value = '';
    this.#close();
  }

  #close() {
    this.#form.hidden = true;
    forgetFaults(this.#form);
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    if (busy) byId('confirm')?.setAttribute('aria-busy', 'true');
    else byId('confirm')?.removeAttribute('aria-busy');
  }
}

/** Not `randomUUID`: on a house's own network pages come without TLS, where browsers do not have it. */
function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * @param {HTMLFormElement} form
 * @param {Record<string, string>} fields
 * @returns {boolean} whether all of it found its place
 */
function showFaults(form, fields) {
  let all = true;
  /** @type {HTMLElement | undefined} */
  let first;
  for (const [name, sentence] of Object.entries(fields)) {
    const input = form.elements.namedItem(name);
    if (!(input instanceof HTMLInputElement) || input.type === 'hidden') {
      all = false;
      continue;
    }
    const fault = document.createElement('span');
    fault.className = 'fault';
    fault.id = `${name}-fault`;
    fault.textContent = sentence;
    input.after(fault);
    input.setAttribute('aria-invalid', 'true');
    input.setAttribute('aria-describedby', fault.id);
    first ??= input;
  }
  first?.focus();
  return all;
}

/** @param {HTMLFormElement} form */
function forgetFaults(form) {
  for (const fault of form.querySelectorAll('.fault')) fault.remove();
  for (const input of form.querySelectorAll('[aria-invalid]')) {
    input.removeAttribute('aria-invalid');
    input.removeAttribute('aria-describedby');
  }
}
