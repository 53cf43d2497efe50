/** Backups by themselves: one when the newest is older than the plan says, compared with its manifest once it is there, and old ones removed. */
import { join } from 'node:path';
import type { BackupFigures } from '../../theatre/contract/health.ts';
import { messageOf } from '../../theatre/log/errors.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { backUp, backupsIn, rotate, takenAtOf } from './backup.ts';
import { verifyBackup } from './restore.ts';

export interface BackupPlan {
  readonly folder: string;
  readonly everyMs: number;
  /** How many are kept. */
  readonly keep: number;
}

export interface BackupSchedule {
  readonly figures: BackupFigures;
  /** One that is under way is finished first. */
  stop(this: void): Promise<void>;
}

const LOOK_EVERY_MS = 60_000;

/** Tells an operator of a backup that could not be made or is damaged, once until one could. */
export function scheduleBackups(
  plan: BackupPlan,
  {
    log,
    dataFolder,
    secrets = {},
    onNotice,
  }: {
    log: Log;
    dataFolder: string;
    /** See `BackupOptions`. */
    secrets?: Readonly<Record<string, string>>;
    onNotice: (notice: string) => void;
  },
): BackupSchedule {
  let running: Promise<void> | undefined;
  let failingSince: number | null = null;
  let last: BackupFigures['last'] = null;
  const newest = async (): Promise<string | undefined> => {
    // One from the future is of a clock that was wrong; it keeps no other from being made.
    const name = (await backupsIn(plan.folder)).filter((each) => takenAtOf(each) <= Date.now()).at(-1);
    const at = name === undefined ? undefined : takenAtOf(name);
    // What was found out of it stays known.
    if (last?.at !== at) last = at === undefined ? null : { at, verified: null };
    return name;
  };
  const verify = async (name: string): Promise<void> => {
    if (!last || last.verified !== null) return;
    const { at } = last;
    try {
      await verifyBackup(join(plan.folder, name));
      last = { at, verified: true };
    } catch (error) {
      last = { at, verified: false };
      onNotice(messageOf(error));
    }
  };
  const look = async (): Promise<void> => {
    try {
      await newest();
      const due = !last || Date.now() - last.at >= plan.everyMs;
      if (due && log.connected) {
        await backUp({ log, dataFolder, secrets, into: plan.folder, now: Date.now() });
        await rotate(plan.folder, plan.keep);
      }
      if (!due || log.connected) failingSince = null;
    } catch (error) {
      if (failingSince === null)
        onNotice(`No backup could be made: ${messageOf(error)}. It is tried again every minute.`);
      failingSince ??= Date.now();
    }
    const name = await newest();
    if (name !== undefined) await verify(name);
  };
  const begin = () => {
    running ??= look().finally(() => (running = undefined));
  };
  begin();
  const timer = setInterval(begin, LOOK_EVERY_MS);
  return {
    get figures() {
      return { folder: plan.folder, everyMs: plan.everyMs, last, failingSince };
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
