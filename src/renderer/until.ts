import { createEffect, createRoot } from 'solid-js';

/** Once it is so on the screen; or when it has been long enough for that, in milliseconds. */
export function until(isSo: () => boolean, most: number): Promise<void> {
  return new Promise((resolve) => {
    createRoot((dispose) => {
      const end = () => {
        clearTimeout(timer);
        dispose();
        resolve();
      };
      const timer = setTimeout(end, most);
      createEffect(() => {
        if (isSo()) queueMicrotask(end);
      });
    });
  });
}
