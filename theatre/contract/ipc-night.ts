/** What the window may ask about a night that was, and what it is told of it. Nothing in here changes anything in the log. */
import { z } from 'zod';
import { screeningId } from './ipc-fields.ts';

/** Each call's name and the schema of what it takes. */
export const nightRequests = {
  /**
   * Reads what the log has of a screening; `nightPart` brings it, and the answer comes when all was sent. One at a time: a
   * later call ends an earlier one. `reading` is the window's own number for it.
   */
  readNight: z.strictObject({
    screeningId,
    reading: z.int().min(1),
    /** Sequence of the log up to which the window has it already; 0 for all. */
    after: z.int().min(0),
  }),
  /** Ends the reading that is under way, if one is. */
  leaveNight: z.undefined(),
  /** Writes a night to a file that the clerk chooses, with `exportProgress` on the way. One at a time. */
  exportNight: z.strictObject({ screeningId, what: z.enum(['events', 'orders']) }),
  /** Ends the export that is under way, if one is; what it had written is removed. */
  cancelExport: z.undefined(),
} as const satisfies Record<string, z.ZodType>;

export interface NightValues {
  readNight: NightAnswer;
  leaveNight: null;
  exportNight: Exported;
  cancelExport: null;
}

export interface NightAnswer {
  /** Sequence of the log up to which all was sent: what to read on after. */
  readonly sequence: number;
  /** Items sent in this reading. */
  readonly items: number;
  /** Messages that nobody could read and that were passed over. */
  readonly skipped: number;
}

export interface Exported {
  /** Undefined where the clerk chose no file, or cancelled. */
  readonly path: string | undefined;
}

export interface NightPushes {
  nightPart: NightPart;
  exportProgress: ExportProgress;
}

export interface NightPart {
  readonly reading: number;
  /** A JSON list of the next items. One text crosses processes many times faster than thousands of objects. */
  readonly items: string;
  /** Messages read so far, and how many there are to read; the second may grow. */
  readonly read: number;
  readonly total: number;
}

export interface ExportProgress {
  readonly read: number;
  readonly total: number;
}
