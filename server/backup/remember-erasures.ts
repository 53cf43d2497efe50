/** Keeps the lists of who was erased, beside the data and beside the backups, as long as the log has, as the log says so. */
import type { Erased, Erasures } from '../../theatre/log/erasures.ts';
import { messageOf } from '../../theatre/log/errors.ts';
import { backupPlaces, rememberErased } from './erased-file.ts';

export interface RememberOptions {
  readonly erasures: Pick<Erasures, 'all' | 'onErased' | 'ready'>;
  readonly dataFolder: string;
  /** Where backups are made by themselves. */
  readonly backups: string | undefined;
  readonly onNotice: (notice: string) => void;
}

export interface Remembering {
  /** Resolves when all that is known now is written, as far as it can be. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const AGAIN_MS = 60_000;

export function rememberErasures({ erasures, dataFolder, backups, onNotice }: RememberOptions): Remembering {
  let writing: Promise<void> = Promise.resolve();
  let waiting = false;
  let failing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = async (): Promise<void> => {
    waiting = false;
    clearTimeout(timer);
    const all = erasures.all.map(remembered);
    if (all.length === 0) return;
    const problems: string[] = [];
    const failed = (error: unknown) => void problems.push(messageOf(error));
    await rememberErased(dataFolder, all).catch(failed);
    // After that: a folder that becomes a place meanwhile gets what the data folder has.
    const places = (await backupPlaces(dataFolder).catch(failed)) ?? [];
    for (const folder of new Set([...(backups === undefined ? [] : [backups]), ...places])) {
      await rememberErased(folder, all).catch(failed);
    }
    if (problems.length > 0 && !failing) {
      onNotice(
        `Who was erased cannot be noted everywhere beside the backups (${problems.join('; ')}). Backups there would bring them back. It is tried again every minute.`,
      );
    }
    failing = problems.length > 0;
    if (failing) timer = setTimeout(begin, AGAIN_MS).unref();
  };
  const begin = (): void => {
    if (waiting) return;
    waiting = true;
    writing = writing.then(write);
  };
  const unlisten = erasures.onErased(begin);
  void erasures.ready.then(begin);
  return {
    settled: () => writing,
    async stop() {
      unlisten();
      clearTimeout(timer);
      await writing;
      clearTimeout(timer);
    },
  };
}

const remembered = ({ screeningId, order, keys, at }: Erased) => ({
  screeningId,
  order,
  keys: [...keys],
  at: new Date(at).toISOString(),
});
