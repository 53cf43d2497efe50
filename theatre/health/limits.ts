/** From where on something is no longer as it should be: one place for notices, the page of health and, where they overlap, `deploy/alerts.yml`. */

const GIB = 1024 ** 3;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Room on the disk of the data folder: of a small disk a part of it, so that a small disk is not low from the first day. */
export const DISK_LOW = { bytes: 2 * GIB, part: 0.1 };
export const DISK_VERY_LOW = { bytes: 0.25 * GIB, part: 0.02 };

export function isDiskBelow({ free, total }: { free: number; total: number }, low: typeof DISK_LOW): boolean {
  return free < Math.min(low.bytes, low.part * total);
}

/** Parts of what the log may take. */
export const LOG_FULL = 0.85;
export const LOG_VERY_FULL = 0.95;

/** Shorter than this is nobody's concern: a reconnect. */
export const AWAY_MS = 3000;

/** Behind by fewer messages, or for a shorter time, is the usual way of things. */
export const BEHIND = 200;
export const BEHIND_MS = 10_000;
/** So far behind for so long, searches are in an old database. */
export const FAR_BEHIND = 1000;
export const FAR_BEHIND_MS = 2 * MINUTE_MS;
/** A message that waits so long will not be dealt with by itself, however few they are. */
export const STUCK_MS = MINUTE_MS;

/** A log that takes longer to answer keeps sales waiting. */
export const LOG_SLOW_MS = 1000;

/** Holds end by the log's time; what is counted down and dated on a screen goes by this machine's. */
export const CLOCK_OFF_MS = 1000;
export const CLOCK_WRONG_MS = 10_000;

/** Screens that are later than this, for so long. */
export const SCREENS_LATE_MS = 2000;
export const SCREENS_LATE_FOR_MS = 2 * MINUTE_MS;

/** What `lately` means. */
export const LATELY_MS = 5 * MINUTE_MS;
/** Commands without a certain answer, lately. */
export const UNSETTLED_MANY = 5;
/** Commands refused, lately, where they are more than those accepted: one a second. */
export const REJECTED_MANY = LATELY_MS / 1000;

/** A server's own certificate is made anew when it starts so near to its end. */
export const CERTIFICATE_SOON_MS = 14 * DAY_MS;

/** A backup is overdue when it is older than so many of its intervals. */
export const BACKUP_OVERDUE = 1.5;

/** Something that was started again by itself is news for so long. */
export const RESTART_NEWS_MS = 60 * MINUTE_MS;

/** Figures come every second; later than this they are old. */
export const STALE_MS = 5000;
