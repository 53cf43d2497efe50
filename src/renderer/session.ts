/** Who acts at this kiosk, as main says; and word to main that somebody is there. */
import { createSignal } from 'solid-js';
import type { SessionView } from '../../theatre/contract/ipc-till.ts';
import { begin } from './house.ts';
import { fullHouse } from './full-house.ts';

const [session, setSession] = createSignal<SessionView>({ is: 'starting' });

export { session };

export const isLocked = (): boolean => session().is === 'locked';

/** Whether what only managers may do is worth offering. Main decides. */
export const isManager = (): boolean => {
  const now = session();
  return now.is === 'open' || (now.is === 'signed-in' && now.operator.role === 'manager');
};

/** A moving hand or a typing one says so this often at most. */
const EVERY_MS = 1000;

/** Listens first, so that nothing is missed. */
export async function beginSession(): Promise<void> {
  fullHouse.on('session', (now) => {
    const wasLocked = isLocked();
    setSession(now);
    // While it was locked nothing else was told.
    if (wasLocked && now.is !== 'locked') void begin();
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
