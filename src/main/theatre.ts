/** What the kiosk itself has of the theatre: its connection to the log, and all that reads and sells through it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogAddress } from '../../theatre/log/address.ts';
import { Attendance } from '../../theatre/log/attendance.ts';
import { openLog, type Log } from '../../theatre/log/connection.ts';
import { Desk } from '../../theatre/log/desk.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { Grace } from '../../theatre/log/grace.ts';
import { Programme } from '../../theatre/log/programme.ts';
import { Screenings } from '../../theatre/log/screenings.ts';
import type { KioskConfig } from './config.ts';

export interface Theatre {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly desk: Desk;
  readonly programme: Programme;
  readonly attendance: Attendance;
  /** Says that this kiosk is gone, and leaves nothing open. */
  close(): Promise<void>;
}

export interface OpenTheatreOptions {
  readonly address: LogAddress;
  readonly config: KioskConfig;
  /** Names this run of the kiosk, unlike any other. */
  readonly instance: string;
  /** The log does not answer yet; it is tried on. */
  readonly onUnreachable: () => void;
  readonly onNotice: (notice: string) => void;
  /** Aborted when the app ends before the log ever answered. */
  readonly signal: AbortSignal;
}

const AGAIN_MS = 500;

/** Opens it all, trying for as long as the log does not answer. Throws `LogUnfit` where trying on would not help. */
export async function openTheatre(options: OpenTheatreOptions): Promise<Theatre> {
  const { config, instance } = options;
  const log = await patiently(options);
  const screenings = new Screenings(log, { idleMs: config.graceMs + 30_000, onSkipped: skipped(options.onNotice) });
  const desk = new Desk({ log, screenings, policy: config.policy });
  const programme = new Programme(log);
  const attendance = new Attendance({ log, instance });
  const grace = new Grace({ screenings, desk, graceMs: config.graceMs });
  return {
    log,
    screenings,
    desk,
    programme,
    attendance,
    close: async () => {
      await grace.close();
      await attendance.close();
      await desk.close();
      await programme.close();
      await screenings.close();
      await log.close();
    },
  };
}

async function patiently({
  address,
  config,
  instance,
  onUnreachable,
  onNotice,
  signal,
}: OpenTheatreOptions): Promise<Log> {
  for (;;) {
    signal.throwIfAborted();
    const late = setTimeout(onUnreachable, 1_500);
    try {
      const log = await openLog({ address, name: instance, replicas: config.logReplicas, onNotice });
      if (!signal.aborted) return log;
      await log.close();
    } catch (error) {
      if (!(error instanceof LogUnreachable)) throw error;
      onUnreachable();
      await sleep(AGAIN_MS);
    } finally {
      clearTimeout(late);
    }
  }
}

function skipped(onNotice: (notice: string) => void) {
  return ({ sequence, subject, problem }: { sequence: number; subject: string; problem: string }) =>
    onNotice(`Message ${sequence} on ${subject} was passed over: ${problem}`);
}
