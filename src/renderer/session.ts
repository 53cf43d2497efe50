/** Who acts at this kiosk, as main says; and word to main that somebody is there. */
import { createSignal } from 'solid-js';
import type { SessionView } from '../../theatre/contract/ipc-till.ts';
import { begin } from './house.ts';
import { fullHouse } from './full-house.ts';
import { forgetKeys } from './typeahead.ts';

const [session, setSession] = createSignal<SessionView>({ is: 'starting' });

export { session };

export const isLocked = (): boolean => session().is === 'locked';

/** Whether what only managers may do is worth offering. Main decides. */
export const isManager = (): boolean => {
  const now = session();
  return now.is === 'open' || (now.is === 'signed-in' && now.operator.role === 'manager');
};

let begun: Promise<void> = Promise.resolve();

/** Once this window may show the house again, and knows it; or when it has been long enough for that. */
export async function letIn(): Promise<void> {
  for (const most = performance.now() + 2_000; isLocked() && performance.now() < most;) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await begun;
}

/** A moving hand or a typing one says so this often at most. */
const EVERY_MS = 1000;

/** Listens first, so that nothing is missed. */
export async function beginSession(): Promise<void> {
  fullHouse.on('session', (now) => {
    const wasLocked = isLocked();
    if (!wasLocked && now.is === 'locked') forgetKeys();
    setSession(now);
    // While it was locked nothing else was told.
    if (wasLocked && now.is !== 'locked') begun = begin();
  });
  const answer = await fullHouse.session();
  if (answer.done) setSession(answer.value);
  let last = 0;
  const active = () => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    void fullHouse.active();
  };
  for (const what of ['keydown', 'pointerdown', 'wheel']) document.addEventListener(what, active, { capture: true });
}
