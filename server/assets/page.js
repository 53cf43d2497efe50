/** What the parts of the page's script share: its sentences, the server's clock, elements by id. */

/** @type {Record<string, string>} */
const sentences = JSON.parse(document.body.dataset.words ?? '{}');

/**
 * A sentence of the page, filled in.
 * @param {string} name
 * @param {Record<string, string>} [values]
 */
export function words(name, values = {}) {
  return (sentences[name] ?? name).replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

const arrival = /** @type {PerformanceNavigationTiming | undefined} */ (performance.getEntriesByType('navigation')[0]);
const made = Number(document.documentElement.dataset.now);
/** By how much the server's clock is ahead of ours; a phone's may be minutes off. */
let ahead = Number.isFinite(made) ? made - (Date.now() - performance.now() + (arrival?.responseStart ?? 0)) : 0;

/** Longer than an answer is on its way, but on very bad reception. */
const OFF_MS = 5_000;

/** Epoch milliseconds by the server's clock. Not by `performance.now`, which on most phones stands still while they sleep. */
export function now() {
  return Date.now() + ahead;
}

/**
 * Heard anew with each connection, for a phone's clock may have been set since the page was loaded.
 * @param {string | null} date the header of an answer that has just begun
 */
export function setClock(date) {
  const said = Date.parse(date ?? '');
  if (Math.abs(said - now()) > OFF_MS) ahead = said - Date.now();
}

/**
 * @param {string} id
 * @returns {HTMLElement | null}
 */
export function byId(id) {
  return document.getElementById(id);
}

/** Tells when the stream has changed the page. */
export const CHANGED = 'page-changed';

/** Tells when the stream is open, at first and after each loss. */
export const CONNECTED = 'stream-connected';
