import { createSignal, onCleanup, type Accessor } from 'solid-js';

/** Epoch milliseconds, renewed every second for as long as the component is on the screen. */
export function useNow(): Accessor<number> {
  const [now, setNow] = createSignal(Date.now());
  const timer = setInterval(() => setNow(Date.now()), 1000);
  onCleanup(() => clearInterval(timer));
  return now;
}
