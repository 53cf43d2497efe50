/** How this server itself is: its log, its database, its disk, its mail. What lasts becomes a notice for staff. */
import { statfs } from 'node:fs/promises';
import type { Log } from '../theatre/log/connection.ts';
import type { Programme } from '../theatre/log/programme.ts';
import { logRoom, type LogRoom } from '../theatre/log/room.ts';
import type { Config } from './config.ts';
import type { TheatreDatabase } from './consumers/database/index.ts';
import type { Mail } from './consumers/mail/index.ts';
import type { Condition, Probe } from './consumers/notices/index.ts';

export interface Watched {
  readonly config: Pick<Config, 'dataFolder'>;
  readonly log: Log;
  readonly programme: Pick<Programme, 'fresh' | 'lag'>;
  readonly database: Pick<TheatreDatabase, 'lag'>;
  readonly mail: Pick<Mail, 'enabled' | 'trouble' | 'waiting'>;
}

export interface Disk {
  readonly free: number;
  readonly total: number;
}

const GIB = 1024 ** 3;
const DISK_LOW = 2 * GIB;
const DISK_VERY_LOW = 0.25 * GIB;
const LOG_FULL = 0.85;
const LOG_VERY_FULL = 0.95;
/** Shorter than this is nobody's concern: a reconnect, a burst. */
const AWAY_MS = 3000;
const BEHIND_MS = 10_000;
/** Behind by fewer messages is the usual way of things. */
const BEHIND = 200;
const DISK_EVERY_MS = 5000;

export interface ConditionWatch {
  readonly probe: Probe;
  close(): void;
}

export function watchConditions({ config, log, programme, database, mail }: Watched): ConditionWatch {
  let disk: Disk | undefined;
  let room: LogRoom | undefined;
  const ask = async () => {
    disk = await diskOf(config.dataFolder).catch(() => disk);
    if (log.connected) room = await logRoom(log).catch(() => room);
  };
  void ask();
  const timer = setInterval(() => void ask(), DISK_EVERY_MS);
  const lasts = lasting();
  return {
    close: () => clearInterval(timer),
    probe: () => {
      const now = Date.now();
      const away = lasts('log', !log.connected, now, AWAY_MS);
      const behind = lasts('programme', log.connected && (!programme.fresh || programme.lag > BEHIND), now, BEHIND_MS);
      const late = lasts('database', log.connected && database.lag > BEHIND, now, BEHIND_MS);
      return {
        'log-unreachable': away ? { kind: 'log-unreachable', level: 'urgent' } : undefined,
        'log-behind': behind ? { kind: 'log-behind', level: 'warning', lag: programme.lag } : undefined,
        'database-behind': late ? { kind: 'database-behind', level: 'warning', lag: database.lag } : undefined,
        'disk-filling': disk && diskCondition(disk),
        'log-filling': room && roomCondition(room),
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

/** Exported for its tests, as is the next. Rounded, so that it is not told anew with every megabyte. */
export function diskCondition({ free, total }: Disk): Condition | undefined {
  if (free >= DISK_LOW) return undefined;
  const rounded = { free: Math.floor(free / 1e8) * 1e8, total };
  return { kind: 'disk-filling', level: free < DISK_VERY_LOW ? 'urgent' : 'warning', ...rounded };
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

async function diskOf(folder: string): Promise<Disk> {
  const { bavail, bsize, blocks } = await statfs(folder);
  return { free: bavail * bsize, total: blocks * bsize };
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
