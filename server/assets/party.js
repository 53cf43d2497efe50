/** The best seats for a party: the box office chooses, in the order in which people ask. */
import { answer, answerRefusal, command } from './commands.js';
import { byId } from './page.js';

export function startParty() {
  const form = byId('party');
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void find(form);
  });
}

/** @param {HTMLFormElement} form */
async function find(form) {
  // One party is seated once, however often its button is tapped.
  if (form.hasAttribute('aria-busy')) return;
  form.setAttribute('aria-busy', 'true');
  const seats = /** @type {HTMLSelectElement} */ (form.elements.namedItem('seats')).value;
  const answered = await command('claim-best', new URLSearchParams({ seats }));
  form.removeAttribute('aria-busy');
  if (answered.done) answer('');
  else answerRefusal(answered);
}
