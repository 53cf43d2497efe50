/** Commands to the box office. Their answer is an acknowledgement or a refusal in words; what changed comes by the stream. */
import { byId, CONNECTED, words } from './page.js';

const TIMEOUT_MS = 10_000;

/** @typedef {{ detail?: string, code?: string, fields?: Record<string, string>, retryAfter?: number }} Problem */
/** @typedef {{ done: true, location: string | null } | { done: false, status: number, problem: Problem }} Answer */

/** The address of the screening, without a slash at the end. */
export function screening() {
  return byId('screening')?.dataset.address ?? '';
}

/**
 * Never rejects: without an answer the status is 0.
 * @param {string} path below the screening
 * @param {URLSearchParams} [body]
 * @returns {Promise<Answer>}
 */
export async function command(path, body) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(`${screening()}/${path}`, {
      method: 'POST',
      headers: { accept: 'application/problem+json' },
      signal: giveUp.signal,
      ...(body ? { body } : {}),
    });
    if (response.ok) return { done: true, location: response.headers.get('location') };
    const problem = await response.json().catch(() => ({}));
    const retryAfter = Number(response.headers.get('retry-after')) || undefined;
    return { done: false, status: response.status, problem: { ...problem, retryAfter } };
  } catch {
    return { done: false, status: 0, problem: { detail: words('unreached') } };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Says something beside the viewer's own seats; '' takes it back.
 * @param {string} sentence
 * @param {'' | 'good' | 'wait'} [kind]
 */
export function answer(sentence, kind = '') {
  const place = byId('answer');
  if (!place) return;
  if (sentence === '') {
    place.replaceChildren();
    return;
  }
  const line = document.createElement('p');
  if (kind !== '') line.className = kind;
  line.textContent = sentence;
  place.replaceChildren(line);
}

/** @param {Answer} answered a refusal; anything else says nothing */
export function answerRefusal(answered) {
  if (answered.done) return;
  answer(answered.problem.detail ?? words('refused'));
  if (answered.status !== 0) return;
  // Once the line is back the map tells what became of it.
  document.addEventListener(CONNECTED, () => answer(''), { once: true });
}
