/** Backups by themselves: one whenever the newest is old enough, also over restarts, and the oldest go. */
import { messageOf } from '../../theatre/log/errors.ts';
import type { Log } from '../../theatre/log/connection.ts';
import { backUp, backupsIn, rotate, takenAtOf } from './backup.ts';

export interface BackupPlan {
  readonly folder: string;
  readonly everyMs: number;
  /** How many are kept. */
  readonly keep: number;
}

const LOOK_EVERY_MS = 60_000;

/** Tells an operator of a backup that could not be made, once until one could. Answers how to stop; one under way is finished first. */
export function scheduleBackups(
  plan: BackupPlan,
  { log, dataFolder, onNotice }: { log: Log; dataFolder: string; onNotice: (notice: string) => void },
): () => Promise<void> {
  let running: Promise<void> | undefined;
  let failing = false;
  const look = async (): Promise<void> => {
    try {
      const newest = (await backupsIn(plan.folder)).at(-1);
      if (newest !== undefined && Date.now() - takenAtOf(newest) < plan.everyMs) return;
      if (!log.connected) return;
      await backUp({ log, dataFolder, into: plan.folder, now: Date.now() });
      await rotate(plan.folder, plan.keep);
      failing = false;
    } catch (error) {
      if (!failing) onNotice(`No backup could be made: ${messageOf(error)}. It is tried again every minute.`);
      failing = true;
    }
  };
  const begin = () => {
    running ??= look().finally(() => (running = undefined));
  };
  begin();
  const timer = setInterval(begin, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await running;
  };
}
