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
const ahead = Number.isFinite(made) ? made - (performance.timeOrigin + (arrival?.responseStart ?? 0)) : 0;

/** Epoch milliseconds by the server's clock. */
export function now() {
  return performance.timeOrigin + performance.now() + ahead;
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
