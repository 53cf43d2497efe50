/** What the preload gives this page. */
import type { FullHouse } from '../../theatre/contract/ipc.ts';

declare global {
  interface Window {
    readonly fullHouse: FullHouse;
  }
}

export const fullHouse: FullHouse = window.fullHouse;
