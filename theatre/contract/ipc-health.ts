/** The page of health: what the window may ask, and what it is told once a second while it shows it. */
import { z } from 'zod';
import type { HouseFigures } from './health.ts';
import type { Verdict } from './health-verdict.ts';

export const healthRequests = {
  /** How the house is; `health` is pushed once a second from now on. */
  beginHealth: z.undefined(),
  leaveHealth: z.undefined(),
  /** Puts all of it into the clipboard, in the words of this kiosk. */
  copyHealth: z.undefined(),
} as const satisfies Record<string, z.ZodType>;

export interface HealthReport {
  readonly figures: HouseFigures;
  readonly verdicts: readonly Verdict[];
}

export interface HealthValues {
  beginHealth: HealthReport;
  leaveHealth: null;
  copyHealth: null;
}

export interface HealthPushes {
  health: HealthReport;
}
