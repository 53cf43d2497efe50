import { clipboard } from 'electron';
import type { HealthValues } from '../../theatre/contract/ipc-health.ts';
import type { Wording } from '../../theatre/contract/wording.ts';
import { healthText } from '../../theatre/health/words.ts';
import { done, type Handlers } from './calls.ts';
import type { HealthFeed } from './health-feed.ts';

export type HealthHandlers = Pick<Handlers, keyof HealthValues>;

export function healthCalls(feed: HealthFeed, wording: () => Wording): HealthHandlers {
  return {
    beginHealth: async () => done(await feed.show()),
    leaveHealth: () => {
      feed.hide();
      return done(null);
    },
    copyHealth: async () => {
      const { figures, verdicts } = feed.report();
      // Later versions of Electron answer with a promise.
      await clipboard.writeText(healthText(figures, verdicts, wording()));
      return done(null);
    },
  };
}
