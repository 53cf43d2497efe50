/** The staff's home as it goes on: the figures of every screening, at most once a second. */
import type { Wording } from '../theatre/contract/wording.ts';
import type { Stats } from './consumers/stats/index.ts';
import type { Format, Topic } from './live/index.ts';
import { staffHomePatch, staffHomeWhole, type StaffHome } from './views/staff-page.ts';

export interface StaffSnapshot extends StaffHome {
  readonly sequence: number;
}

type Figures = Pick<Stats, 'all' | 'fresh' | 'sequence' | 'onAnyChange'>;

/** Counting all screenings anew costs something; nobody reads figures faster than this. */
const EVERY_MS = 1000;

export function staffSnapshot(stats: Figures): StaffSnapshot {
  return { sequence: stats.sequence, figures: stats.fresh ? stats.all() : undefined, now: Date.now() };
}

export function staffTopic(stats: Figures): Topic<StaffSnapshot> {
  return {
    now: () => staffSnapshot(stats),
    watch(onChange) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const unlisten = stats.onAnyChange(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          onChange();
        }, EVERY_MS);
      });
      return () => {
        unlisten();
        clearTimeout(timer);
      };
    },
  };
}

export function staffFormat(wording: Wording): Format<StaffSnapshot> {
  return {
    patch: (before, after) => staffHomePatch(before, after, wording),
    whole: (home) => staffHomeWhole(home, wording),
  };
}
