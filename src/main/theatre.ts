/** What the kiosk itself has of the theatre: its connection to the log, and all that reads and sells through it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogAddress } from '../../theatre/log/address.ts';
import { Attendance } from '../../theatre/log/attendance.ts';
import { openLog, type Log } from '../../theatre/log/connection.ts';
import { CustomerKeys } from '../../theatre/log/customer-keys.ts';
import { Desk } from '../../theatre/log/desk.ts';
import { LogUnreachable } from '../../theatre/log/errors.ts';
import { Erasures } from '../../theatre/log/erasures.ts';
import { Grace } from '../../theatre/log/grace.ts';
import { Houses } from '../../theatre/log/houses.ts';
import { Programme } from '../../theatre/log/programme.ts';
import { Screenings } from '../../theatre/log/screenings.ts';
import { Takings } from '../../theatre/till/takings.ts';
import type { KioskConfig } from './config.ts';
import { followTills, openPeople, openTill, type EveryTill, type PeopleLedger, type TillLedger } from './units.ts';

export interface Theatre {
  readonly log: Log;
  readonly screenings: Screenings;
  readonly desk: Desk;
  /** What customers are sealed with. */
  readonly customerKeys: CustomerKeys;
  /** Who was erased; it erases their keys where this kiosk has the log. */
  readonly erasures: Erasures;
  readonly programme: Programme;
  readonly houses: Houses;
  readonly attendance: Attendance;
  readonly people: PeopleLedger;
  /** This kiosk's own. */
  readonly till: TillLedger;
  readonly tills: EveryTill;
  /** What the ledgers say of each shift. */
  readonly takings: Takings;
  /** Says that this kiosk is gone, and leaves nothing open. */
  close(): Promise<void>;
}

export interface OpenTheatreOptions {
  readonly address: LogAddress;
  readonly config: KioskConfig;
  /** Names this run of the kiosk, unlike any other. */
  readonly instance: string;
  /** The same after each start. */
  readonly kioskId: string;
  /** The log does not answer yet; it is tried on. */
  readonly onUnreachable: () => void;
  readonly onNotice: (notice: string) => void;
  /** Aborted when the app ends before the log ever answered. */
  readonly signal: AbortSignal;
}

const AGAIN_MS = 500;

/** Opens it all, trying for as long as the log does not answer. Throws `LogUnfit` where trying on would not help. */
export async function openTheatre(options: OpenTheatreOptions): Promise<Theatre> {
  const { config, instance, kioskId, signal } = options;
  const log = await patiently(options);
  const screenings = new Screenings(log, { idleMs: config.graceMs + 30_000, onSkipped: skipped(options.onNotice) });
  const desk = new Desk({ log, screenings, policy: config.policy });
  const takings = new Takings();
  const programme = new Programme(log, { onEvent: (id, recorded) => takings.add(id, recorded) });
  const people = openPeople(log, skipped(options.onNotice));
  const till = openTill(log, kioskId, skipped(options.onNotice));
  const tills = followTills(log);
  const houses = new Houses(log, skipped(options.onNotice));
  const customerKeys = new CustomerKeys(log);
  customerKeys.keepAhead(2);
  const erasures = new Erasures(log, { onProblem: options.onNotice });
  const attendance = new Attendance({ log, instance });
  const grace = new Grace({ screenings, desk, graceMs: config.graceMs, clock: () => log.now?.() ?? Date.now() });
  // Nobody may act before it is known who works here.
  await Promise.race([Promise.all([people.ready, till.ready]), aborted(signal)]);
  return {
    log,
    screenings,
    desk,
    customerKeys,
    erasures,
    programme,
    houses,
    attendance,
    people,
    till,
    tills,
    takings,
    close: async () => {
      await grace.close();
      await attendance.close();
      await desk.close();
      await Promise.all([programme.close(), houses.close(), people.close(), till.close(), tills.close()]);
      await Promise.all([customerKeys.close(), erasures.close(), screenings.close()]);
      await log.close();
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
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
      const log = await openLog({ address, name: instance, replicas: config.logReplicas, onNotice, signal });
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
