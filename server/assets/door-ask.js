/** Asks the server about one scan, again where no answer came: with the same key, so that nobody is let in twice. */

/** Longer than the server waits for its log. */
const PATIENCE_MS = 8_000;
const PAUSES_MS = [400, 1_500];
/** A scan whose answer was lost is the same scan for this long. */
const SAME_SCAN_MS = 300_000;
const STORE = 'door-unanswered';

/** `sent` says whether it may have reached the server. @typedef {{ settled: true, html?: string, detail?: string } | { settled: false, sent: boolean, html?: string }} Answer */

/** Keys of scans without an answer, by code; they outlive a reload of the page. @type {Map<string, { key: string, at: number }>} */
const unanswered = new Map(stored());

/**
 * @param {string} address
 * @param {{ code: string, door: string }} scan
 * @param {{ again(): void, goOn(): boolean }} asking is told before it asks again, and whether that is still wanted
 * @returns {Promise<Answer>}
 */
export async function ask(address, { code, door }, asking) {
  let sent = unanswered.has(code);
  const key = keyFor(code);
  /** @type {string | undefined} */
  let html;
  for (const pause of [0, ...PAUSES_MS]) {
    if (pause > 0) {
      if (!asking.goOn() || !navigator.onLine) break;
      asking.again();
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
    // A server on this very device answers offline too, so it is asked all the same.
    sent ||= navigator.onLine;
    const answer = await post(address, { code, door, key });
    if (answer.settled) {
      forget(code);
      return answer;
    }
    html = answer.html ?? html;
  }
  if (!sent) forget(code);
  return { settled: false, sent, ...(html === undefined ? {} : { html }) };
}

/** @param {string} address @param {{ code: string, door: string, key: string }} body @returns {Promise<Answer>} */
async function post(address, body) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { accept: 'text/html', 'content-type': 'application/json', 'x-part': 'answer' },
      body: JSON.stringify(body),
      signal: giveUp.signal,
    });
    const text = await response.text();
    const ours =
      response.headers.get('content-type')?.startsWith('text/html') && text.startsWith('<div class="answer"');
    // Of a proxy between us, or of a server that does not know: it may have been let in.
    if (response.status >= 500) return { settled: false, sent: true, ...(ours ? { html: text } : {}) };
    if (ours) return { settled: true, html: text };
    return { settled: true, detail: String(JSON.parse(text).detail) };
  } catch {
    return { settled: false, sent: true };
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} code */
function keyFor(code) {
  const known = unanswered.get(code);
  if (known && Date.now() - known.at < SAME_SCAN_MS) return known.key;
  // Not randomUUID, which a page over plain http does not have.
  const key = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  unanswered.set(code, { key, at: Date.now() });
  store();
  return key;
}

/** @param {string} code */
function forget(code) {
  unanswered.delete(code);
  store();
}

function store() {
  for (const [code, { at }] of unanswered) if (Date.now() - at > SAME_SCAN_MS) unanswered.delete(code);
  try {
    sessionStorage.setItem(STORE, JSON.stringify([...unanswered]));
  } catch {
    // Without a store a reload is a new scan.
  }
}

/** @returns {[string, { key: string, at: number }][]} */
function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE) ?? '[]');
  } catch {
    return [];
  }
}
