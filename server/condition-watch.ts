/** How this server itself is: its log, its database, its disk, its mail. What lasts becomes a notice for staff. */
import type { Log } from '../theatre/log/connection.ts';
import type { Programme } from '../theatre/log/programme.ts';
import { diskOf } from '../theatre/log/disk.ts';
import { logRoom, type LogRoom } from '../theatre/log/room.ts';
import {
  AWAY_MS,
  BEHIND,
  BEHIND_MS,
  LOG_FULL,
  LOG_SLOW_MS,
  LOG_VERY_FULL,
  isDiskBelow,
  DISK_LOW,
  DISK_VERY_LOW,
} from '../theatre/health/limits.ts';
import type { Config } from './config.ts';
import type { Consumer } from './consumers/consumer.ts';
import type { TheatreDatabase } from './consumers/database/index.ts';
import type { Mail } from './consumers/mail/index.ts';
import type { Condition, Probe } from './consumers/notices/index.ts';

export interface Watched {
  readonly config: Pick<Config, 'dataFolder'>;
  readonly log: Log;
  readonly programme: Pick<Programme, 'fresh' | 'lag'>;
  readonly database: Pick<TheatreDatabase, 'lag' | 'trouble'>;
  readonly mail: Pick<Mail, 'enabled' | 'trouble' | 'waiting'>;
  /** What else follows the log, and is expected to keep up with it. */
  readonly others: readonly Pick<Consumer, 'fresh' | 'lag'>[];
}

export interface Disk {
  readonly free: number;
  readonly total: number;
}

/** From when on something is worth telling. */
export interface WatchLimits {
  /** Shorter than this is nobody's concern: a reconnect. In milliseconds, like all that end so. */
  readonly awayMs: number;
  /** Behind by so many messages for so long: fewer, or shorter, is the usual way of things. */
  readonly behind: number;
  readonly behindMs: number;
  /** A log that takes longer to answer keeps sales waiting. */
  readonly slowMs: number;
  /** The disk and the log are asked this often. */
  readonly askEveryMs: number;
}

export const watchLimits: WatchLimits = {
  awayMs: AWAY_MS,
  behind: BEHIND,
  behindMs: BEHIND_MS,
  slowMs: LOG_SLOW_MS,
  askEveryMs: 1000,
};

/** One slow answer may have any reason. */
const SLOW_ANSWERS = 3;

export interface ConditionWatch {
  readonly probe: Probe;
  close(): void;
}

export function watchConditions(
  { config, log, programme, database, mail, others }: Watched,
  limits: WatchLimits = watchLimits,
): ConditionWatch {
  let disk: Disk | undefined;
  const answers = new LogAnswers(log, limits.slowMs);
  const ask = async () => {
    void answers.ask();
    disk = await diskOf(config.dataFolder).catch(() => disk);
  };
  void ask();
  const timer = setInterval(() => void ask(), limits.askEveryMs);
  const lasts = lasting();
  return {
    close: () => clearInterval(timer),
    probe: () => {
      const now = Date.now();
      const { awayMs, behind, behindMs } = limits;
      const { connected } = log;
      const { lag, trouble } = database;
      const away = lasts('log', !connected, now, awayMs);
      const readers = [programme, ...others];
      const isLate = connected && readers.some((reader) => !reader.fresh || reader.lag > behind);
      const late = lasts('readers', isLate, now, behindMs);
      const unwritten = lasts('unwritten', trouble !== undefined, now, awayMs);
      const dated = lasts('database', connected && lag > behind, now, behindMs);
      return {
        'log-unreachable': away ? { kind: 'log-unreachable', level: 'urgent' } : undefined,
        'log-slow':
          connected && answers.slowMs ? { kind: 'log-slow', level: 'warning', ms: answers.slowMs } : undefined,
        'log-behind': late
          ? { kind: 'log-behind', level: 'warning', lag: Math.max(...readers.map((reader) => reader.lag)) }
          : undefined,
        'database-behind':
          unwritten || dated
            ? { kind: 'database-behind', level: 'warning', lag, ...(trouble === undefined ? {} : { problem: trouble }) }
            : undefined,
        'disk-filling': disk && diskCondition(disk),
        'log-filling': answers.room && roomCondition(answers.room),
        'mail-off': mail.enabled ? undefined : { kind: 'mail-off', level: 'info' },
        'mail-failing': mail.trouble && {
          kind: 'mail-failing',
          level: 'warning',
          waiting: mail.waiting,
          problem: mail.trouble.problem,
        },
      };
    },
  };
}

/** What the log says of its room, and how long it takes to say it. */
class LogAnswers {
  room: LogRoom | undefined;
  /** How long its latest answer took, when it and those before were slow; else 0. In milliseconds. */
  slowMs = 0;
  #slow = 0;
  #asking = false;
  readonly #log: Log;
  readonly #slowFrom: number;

  constructor(log: Log, slowFrom: number) {
    this.#log = log;
    this.#slowFrom = slowFrom;
  }

  async ask(): Promise<void> {
    if (this.#asking || !this.#log.connected) return;
    this.#asking = true;
    const began = performance.now();
    try {
      this.room = await logRoom(this.#log);
    } catch {
      // Too late, which is what is looked at below; or the connection is lost, which is another notice.
    }
    const took = performance.now() - began;
    this.#asking = false;
    this.#slow = took > this.#slowFrom ? this.#slow + 1 : 0;
    // Rounded, so that it is not told anew with every answer.
    this.slowMs = this.#slow < SLOW_ANSWERS ? 0 : Math.max(100, Math.round(took / 500) * 500);
  }
}

/** Exported for its tests, as is the next. Rounded, so that it is not told anew with every megabyte. */
export function diskCondition({ free, total }: Disk): Condition | undefined {
  if (!isDiskBelow({ free, total }, DISK_LOW)) return undefined;
  const step = free < 1e9 ? 1e7 : 1e8;
  const rounded = { free: Math.floor(free / step) * step, total };
  return {
    kind: 'disk-filling',
    level: isDiskBelow({ free, total }, DISK_VERY_LOW) ? 'urgent' : 'warning',
    ...rounded,
  };
}

export function roomCondition({ used, limit }: LogRoom): Condition | undefined {
  const part = used / limit;
  if (part < LOG_FULL) return undefined;
  const rounded = Math.floor(part * 100) / 100;
  return {
    kind: 'log-filling',
    level: part < LOG_VERY_FULL ? 'warning' : 'urgent',
    used: Math.round(rounded * limit),
    limit,
  };
}

/** Says whether something has been so for a while. */
function lasting(): (what: string, is: boolean, now: number, forMs: number) => boolean {
  const since = new Map<string, number>();
  return (what, is, now, forMs) => {
    if (!is) {
      since.delete(what);
      return false;
    }
    const from = since.get(what) ?? now;
    since.set(what, from);
    return now - from >= forMs;
  };
}
