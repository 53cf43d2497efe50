/** What is to be made of a figure, before it is put into words. */
import type { HealthState } from './health.ts';

/** What the lines are about, in the order in which they are shown; a reader of the log is `reader-` with its name. */
export const parts = ['log', 'readers', 'patrons', 'selling', 'keeping', 'programs'] as const;
export type Part = (typeof parts)[number];

export type LineId =
  | 'log'
  | 'room'
  | 'copies'
  | 'clock'
  | `reader-${string}`
  | 'server'
  | 'screens'
  | 'refused'
  | 'certificate'
  | 'log-certificate'
  | 'desk-here'
  | 'desk-server'
  | 'holds'
  | 'mail'
  | 'printer'
  | 'kiosks'
  | 'backup'
  | 'database'
  | 'disk'
  | 'versions'
  | 'restarts';

/** Why a line is not good; what to do about it is in the catalogue under the same name. */
export type Why =
  | 'fine'
  | 'starting'
  | 'logAway'
  | 'ofLogAway'
  | 'logSlow'
  | 'logFilling'
  | 'logUnlimited'
  | 'copiesMissing'
  | 'leaderMissing'
  | 'clockOff'
  | 'readerBehind'
  | 'readerStuck'
  | 'serverAway'
  | 'serverSilent'
  | 'ofServerSilent'
  | 'screensLate'
  | 'manyRefused'
  | 'certificateEnding'
  | 'certificateOver'
  | 'noCertificate'
  | 'unsettled'
  | 'mailOff'
  | 'mailFailing'
  | 'mailUndelivered'
  | 'noPrinter'
  | 'printerGone'
  | 'houseClosed'
  | 'revoked'
  | 'noBackups'
  | 'backupMissing'
  | 'backupFailing'
  | 'backupDamaged'
  | 'backupOverdue'
  | 'databaseDiffers'
  | 'databaseRefused'
  | 'databaseUnwritten'
  | 'diskFilling'
  | 'versionsDiffer'
  | 'updateWaits'
  | 'restarted';

export interface Verdict {
  readonly part: Part;
  readonly id: LineId;
  readonly state: HealthState;
  readonly why: Why;
  /** Since when it is so, epoch milliseconds; null where that is not known. */
  readonly since: number | null;
  /** When what it is judged by was measured, where that is no longer now. */
  readonly asOf: number | null;
}
