/** The staff's home and the staff's programme as they go on: the figures of every screening, a few times a second at most. */
import type { Wording } from '../theatre/contract/wording.ts';
import type { Programme } from '../theatre/log/programme.ts';
import type { Stats } from './consumers/stats/index.ts';
import type { Format, Topic } from './live/index.ts';
import type { ProgrammeLine } from './views/programme.ts';
import { staffHomePatch, staffHomeWhole, type StaffHome } from './views/staff-page.ts';

export interface StaffSnapshot extends StaffHome {
  readonly sequence: number;
}

type Figures = Pick<Stats, 'all' | 'fresh' | 'sequence' | 'onAnyChange'>;

/** Nobody reads figures faster than this. */
const EVERY_MS = 250;

export function staffSnapshot(stats: Figures): StaffSnapshot {
  return { sequence: stats.sequence, figures: stats.fresh ? stats.all() : undefined, now: Date.now() };
}

export function staffTopic(stats: Figures): Topic<StaffSnapshot> {
  return { now: () => staffSnapshot(stats), watch: watching((onChange) => [stats.onAnyChange(onChange)]) };
}

export interface StaffProgramme {
  readonly sequence: number;
  readonly entries: readonly ProgrammeLine[];
}

type Listed = Pick<Programme, 'list' | 'onChange'>;

/** Where no two lists have the same number, none is taken for another. */
let sequence = 0;

/** The programme with the figures of each screening, as soon as they are to be had. */
export function staffProgramme(programme: Pick<Listed, 'list'>, stats: Figures): StaffProgramme {
  const figures = new Map(stats.fresh ? stats.all().map((one) => [one.id, one]) : []);
  const entries = programme.list().map((entry) => ({ ...entry, figures: figures.get(entry.id) }));
  return { sequence: ++sequence, entries };
}

export function staffProgrammeTopic(programme: Listed, stats: Figures): Topic<StaffProgramme> {
  return {
    now: () => staffProgramme(programme, stats),
    watch: watching((onChange) => [programme.onChange(onChange), stats.onAnyChange(onChange)]),
  };
}

/** What `listen` tells of, and no oftener than is worth it. */
function watching(listen: (onChange: () => void) => readonly (() => void)[]): Topic<never>['watch'] {
  return (tell) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unlisten = listen(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        tell();
      }, EVERY_MS);
    });
    return () => {
      for (const end of unlisten) end();
      clearTimeout(timer);
    };
  };
}

export function staffFormat(wording: Wording): Format<StaffSnapshot> {
  return {
    patch: (before, after) => staffHomePatch(before, after, wording),
    whole: (home) => staffHomeWhole(home, wording),
  };
}
