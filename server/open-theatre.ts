/** Opens everything that stands between the log and the routes, and closes it in the order that leaves nothing half said. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { archivesIn } from '../theatre/archive/archive.ts';
import { formatsFor } from '../theatre/contract/formats.ts';
import type { Restarts } from '../theatre/contract/health.ts';
import { houseWording } from '../theatre/contract/wording.ts';
import type { LogAddress } from '../theatre/log/address.ts';
import { Attendance } from '../theatre/log/attendance.ts';
import { openLog, type Log } from '../theatre/log/connection.ts';
import { CustomerKeys } from '../theatre/log/customer-keys.ts';
import { Desk } from '../theatre/log/desk.ts';
import { Erasures } from '../theatre/log/erasures.ts';
import { Grace } from '../theatre/log/grace.ts';
import { Houses } from '../theatre/log/houses.ts';
import { Programme } from '../theatre/log/programme.ts';
import { nightReader } from '../theatre/log/read-night.ts';
import { Screenings } from '../theatre/log/screenings.ts';
import { FAR_BEHIND } from '../theatre/health/limits.ts';
import { secretsSet } from './backup/kept-files.ts';
import { scheduleBackups, type BackupSchedule } from './backup/schedule.ts';
import { rememberErasures } from './backup/remember-erasures.ts';
import { watchConditions, type WatchLimits } from './condition-watch.ts';
import type { Config } from './config.ts';
import { describeDifference, type TheatreDatabase } from './consumers/database/index.ts';
import type { FiguresSnapshot } from './consumers/stats/index.ts';
import { CustomerOffice } from './customers/customer-office.ts';
import type { Secrets } from './data-folder.ts';
import { Hubs, ProgrammeStream, Topics } from './live/index.ts';
import { staffActor } from './guards.ts';
import { exposeTheatre } from './expose-theatre.ts';
import { HealthStream } from './health-stream.ts';
import { HealthWatch } from './health-watch.ts';
import { Metrics } from './metrics.ts';
import { consumers, databaseFileIn, startConsumers } from './open-consumers.ts';
import type { StaffProgramme, StaffSnapshot } from './staff-stream.ts';
import type { OrderSnapshot } from './order-stream.ts';
import { NoticeStream } from './notice-stream.ts';
import { openOffice } from './order-office.ts';
import type { OrderQueries, Parts } from './parts.ts';
import { openNights } from './replay/nights.ts';
import type { DoorSnapshot } from './tickets/door-count.ts';

/** Bookings that come at the same time need not wait for a key. */
const KEYS_AHEAD = 8;

export interface OpenTheatreOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly address: LogAddress;
  /** Of the log at that address, where this process has started it. Defaults to somebody else having done so. */
  readonly logRestarts?: () => Restarts;
  /** What an operator should know, a line each. */
  readonly onNotice: (notice: string) => void;
  /** From when on staff are told of something. Defaults to `watchLimits`. */
  readonly watchLimits?: WatchLimits | undefined;
}

export interface OpenTheatre {
  readonly parts: Parts;
  readonly log: Log;
  readonly desk: Desk;
  readonly screenings: Screenings;
  readonly database: TheatreDatabase;
  /** Says at which address the server is asked; what is sent to people names it. */
  listening(url: string): void;
  close(): Promise<void>;
}

/** Throws `LogUnreachable` or `LogUnfit` where the log can't be used; nothing is left open then. */
export async function openTheatre(options: OpenTheatreOptions): Promise<OpenTheatre> {
  const { config, secrets, address, onNotice } = options;
  const closers: (() => void | Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const instance = `server-${randomUUID()}`;
    const log = await openLog({ address, name: instance, replicas: config.logReplicas, onNotice });
    closers.push(() => log.close());
    let lostAt: number | null = null;
    const quiet = log.onStatus((connected) => {
      lostAt = connected ? null : Date.now();
      onNotice(connected ? 'The log is connected again.' : 'The connection to the log is lost.');
    });
    closers.push(quiet);

    const onSkipped = ({ sequence, subject, problem }: { sequence: number; subject: string; problem: string }) =>
      onNotice(`Message ${sequence} on ${subject} was passed over: ${problem}`);
    const screenings = new Screenings(log, { onSkipped });
    closers.push(() => screenings.close());
    const desk = new Desk({ log, screenings, policy: config.policy });
    closers.push(() => desk.close());
    const customerKeys = new CustomerKeys(log);
    customerKeys.keepAhead(KEYS_AHEAD);
    closers.push(() => customerKeys.close());
    const erasures = new Erasures(log, { onProblem: onNotice });
    closers.push(() => erasures.close());
    const remembering = rememberErasures({
      erasures,
      dataFolder: config.dataFolder,
      backups: config.backups?.folder,
      onNotice,
    });
    closers.push(() => remembering.stop());
    const programme = new Programme(log);
    closers.push(() => programme.close());
    const houses = new Houses(log, onSkipped);
    closers.push(() => houses.close());
    const attendance = new Attendance({ log, instance });
    closers.push(() => attendance.close());
    const grace = new Grace({ screenings, desk, graceMs: config.graceMs, clock: () => log.now?.() ?? Date.now() });
    closers.push(() => grace.close());

    // Before anything can be sold: a log that lost sales must not sell those seats again.
    let orders: OrderQueries | undefined;
    const office = openOffice({ config, secrets, screenings, desk, orders: () => orders });
    const running = await startConsumers(consumers, { log, config, secrets, office, onProblem: onNotice });
    closers.push(() => running.stop());
    const { database, stats, mail, notices } = running.started;
    ({ orders } = database);
    for (const difference of database.differences) {
      onNotice(describeDifference(difference));
      const reason = describeDifference(difference, houseWording(config.locale).texts);
      await desk.submit(difference.screeningId, { type: 'suspend', actor: staffActor, reason });
    }
    const others = [stats, notices, ...(mail.enabled ? [mail] : [])];
    const conditions = watchConditions({ config, log, programme, database, mail, others }, options.watchLimits);
    closers.push(() => conditions.close());
    notices.watch(conditions.probe);
    await Promise.all([programme.ready, houses.ready]);

    const onProblem = (problem: unknown) => onNotice(`A screen could not be drawn: ${String(problem)}`);
    const hubs = new Hubs({ screenings, attendance, onProblem });
    const programmeStream = new ProgrammeStream(hubs, programme);
    closers.push(() => programmeStream.close());
    const orderStreams = new Topics<OrderSnapshot>(hubs);
    closers.push(() => orderStreams.close());
    const doorStreams = new Topics<DoorSnapshot>(hubs);
    closers.push(() => doorStreams.close());
    const staffStreams = new Topics<StaffSnapshot>(hubs);
    closers.push(() => staffStreams.close());
    const staffProgrammeStreams = new Topics<StaffProgramme>(hubs);
    closers.push(() => staffProgrammeStreams.close());
    const figuresStreams = new Topics<FiguresSnapshot>(hubs);
    closers.push(() => figuresStreams.close());
    closers.push(() => hubs.close());

    const nights = openNights({
      reader: nightReader(log),
      archive: archivesIn(join(config.dataFolder, 'archive')),
    });
    closers.push(() => nights.close());

    const { dataFolder } = config;
    const backups: BackupSchedule | undefined =
      config.backups && scheduleBackups(config.backups, { log, dataFolder, secrets: secretsSet(config), onNotice });
    if (backups) closers.push(backups.stop);

    const metrics = new Metrics();
    exposeTheatre(metrics, { desk, database, mail, consumers: running.all, hubs, log, programme, attendance });
    const { logRestarts } = options;
    const health = new HealthWatch({
      config,
      log,
      address,
      logRestarts,
      consumers: running.all,
      database,
      databaseFile: databaseFileIn(dataFolder),
      desk,
      hubs,
      attendance,
      programme,
      metrics,
      mail,
      notices,
      backups,
    });
    closers.push(() => health.close());
    const parts: Parts = {
      config,
      secrets,
      log,
      screenings,
      desk,
      customerKeys,
      customers: new CustomerOffice({ log, keys: customerKeys, orders: database.orders, erasures }),
      erasures,
      rememberErased: () => remembering.settled(),
      programme,
      programmeStream,
      orders: database.orders,
      orderStreams,
      doorStreams,
      stats,
      mail,
      notices,
      noticeStream: new NoticeStream(hubs, notices),
      health,
      healthStream: new HealthStream(hubs, health),
      figuresStreams,
      staffStreams,
      staffProgrammeStreams,
      houses,
      hubs,
      nights,
      formats: formatsFor(config.locale),
      metrics,
      asOf: () => lostAt,
      waitingFor: () => [
        ...(log.connected && log.replaced !== true ? [] : (['log'] as const)),
        ...(programme.fresh ? [] : (['programme'] as const)),
        ...(database.lag < FAR_BEHIND ? [] : (['database'] as const)),
      ],
    };
    return { parts, log, desk, screenings, database, listening: office.listening, close };
  } catch (error) {
    await close();
    throw error;
  }
}
