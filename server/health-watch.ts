/** How this server is, in figures: looked at once a second, so that it is known since when something is so. */
import { statSync } from 'node:fs';
import type { DiskFigures, Restarts, ServerFigures } from '../theatre/contract/health.ts';
import { BehindSince, DeskHistory, Lately, Since } from '../theatre/health/lately.ts';
import { judge, judgedSince, type Verdict } from '../theatre/health/judge.ts';
import { SCREENS_LATE_MS } from '../theatre/health/limits.ts';
import { printable, type LogAddress } from '../theatre/log/address.ts';
import type { Attendance } from '../theatre/log/attendance.ts';
import type { Log } from '../theatre/log/connection.ts';
import type { Desk } from '../theatre/log/desk.ts';
import { diskOf } from '../theatre/log/disk.ts';
import { LogProbe } from '../theatre/log/probe.ts';
import type { Programme } from '../theatre/log/programme.ts';
import { version } from '../theatre/version.ts';
import type { BackupSchedule } from './backup/schedule.ts';
import type { Config } from './config.ts';
import type { Consumer } from './consumers/consumer.ts';
import type { TheatreDatabase } from './consumers/database/index.ts';
import type { Mail } from './consumers/mail/index.ts';
import type { StaffNotices } from './consumers/notices/index.ts';
import { lagNow, type Hubs } from './live/index.ts';
import type { Metrics } from './metrics.ts';
import { certificateEnd, certificateFile } from './tls.ts';

export interface HealthSources {
  readonly config: Pick<Config, 'dataFolder' | 'natsUrl' | 'natsCa' | 'tls'>;
  readonly log: Log;
  readonly address: LogAddress;
  /** Of the log that we have started; undefined where somebody else has. */
  readonly logRestarts: (() => Restarts) | undefined;
  readonly consumers: readonly Consumer[];
  readonly database: Pick<TheatreDatabase, 'differences' | 'refusedByLock' | 'trouble'>;
  readonly databaseFile: string;
  readonly desk: Pick<Desk, 'counters'>;
  readonly hubs: Pick<Hubs, 'counters'>;
  readonly attendance: Pick<Attendance, 'viewers'>;
  readonly programme: Pick<Programme, 'list'>;
  readonly metrics: Pick<Metrics, 'refusals'>;
  readonly mail: Pick<Mail, 'enabled' | 'waiting' | 'counters' | 'trouble'>;
  readonly notices: Pick<StaffNotices, 'snapshot'>;
  readonly backups: Pick<BackupSchedule, 'figures'> | undefined;
}

export const HEALTH_EVERY_MS = 1000;

export class HealthWatch {
  readonly #sources: HealthSources;
  readonly #startedAt = Date.now() - Math.round(process.uptime() * 1000);
  readonly #probe: LogProbe;
  readonly #desk: DeskHistory;
  readonly #refused = new Lately<'refusals'>();
  readonly #late = new Since();
  readonly #unwritten = new Since();
  readonly #behind = new Map<string, BehindSince>();
  readonly #listeners = new Set<() => void>();
  readonly #timer: ReturnType<typeof setInterval>;
  #disk: DiskFigures | null = null;
  #certificateEndsAt: number | null = null;
  #logCertificateEndsAt: number | null = null;
  #verdicts: readonly Verdict[] = [];

  constructor(sources: HealthSources) {
    this.#sources = sources;
    const { log, address, config, desk } = sources;
    this.#probe = new LogProbe({ log, address: printable(address), embedded: config.natsUrl === undefined });
    this.#desk = new DeskHistory(desk.counters);
    const look = () => {
      this.#sample(Date.now());
      this.now();
      for (const listener of this.#listeners) listener();
      void this.ask();
    };
    look();
    this.#timer = setInterval(look, HEALTH_EVERY_MS);
  }

  /** Asks the log and the disk now. Never rejects. */
  async ask(): Promise<void> {
    const { dataFolder } = this.#sources.config;
    const [disk] = await Promise.all([diskOf(dataFolder).catch(() => null), this.#probe.ask()]);
    this.#disk = disk;
  }

  /** The figures, and what is to be made of them. */
  now(): { figures: ServerFigures; verdicts: readonly Verdict[] } {
    const figures = this.figures();
    const house = { now: figures.at, kiosk: null, server: figures, heardAt: figures.at };
    this.#verdicts = judgedSince(this.#verdicts, judge(house), figures.at);
    return { figures, verdicts: this.#verdicts };
  }

  /** Told once a second. Returns the end of it. */
  onLook(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#probe.close();
    this.#listeners.clear();
  }

  figures(): ServerFigures {
    const { config, logRestarts, database, databaseFile, hubs, attendance, programme, metrics, backups } =
      this.#sources;
    const { streams, busyMs, flushes, conflated, skipped, dropped } = hubs.counters;
    return {
      at: Date.now(),
      startedAt: this.#startedAt,
      versions: { server: version, node: process.versions.node },
      log: this.#probe.figures,
      logRestarts: logRestarts?.() ?? null,
      consumers: this.#reading().map(({ name, sequence, lag, fresh }) => ({
        name,
        sequence,
        lag,
        fresh,
        behindSince: this.#behind.get(name)?.since ?? null,
      })),
      database: {
        bytes: sizeOf(databaseFile) + sizeOf(`${databaseFile}-wal`),
        differences: database.differences.length,
        refusedByLock: database.refusedByLock,
        unwrittenSince: this.#unwritten.since,
      },
      disk: this.#disk,
      desk: this.#desk.figures,
      live: {
        streams,
        viewers: attendance.viewers,
        lagMs: lagNow(hubs.counters),
        lateSince: this.#late.since,
        tickMs: flushes > 0 ? busyMs / flushes : null,
        conflated,
        skipped,
        dropped,
      },
      refused: { total: metrics.refusals, lately: this.#refused.grown('refusals') },
      holds: programme.list().reduce((sum, { counts }) => sum + counts.held, 0),
      mail: this.#mail(),
      backup: backups?.figures ?? null,
      // Of when this server began to show it: a newer file is not shown before the next start.
      certificateEndsAt: (this.#certificateEndsAt ??= certificateEnd(certificateFile(config))),
      logCertificateEndsAt: (this.#logCertificateEndsAt ??= certificateEnd(config.natsCa)),
    };
  }

  /** Without a mail server nobody reads for it. */
  #reading(): readonly Consumer[] {
    const { consumers, mail } = this.#sources;
    return consumers.filter(({ name }) => name !== 'mail' || mail.enabled);
  }

  #sample(now: number): void {
    const { hubs, metrics, database } = this.#sources;
    this.#desk.sample(now);
    this.#refused.sample(now, { refusals: metrics.refusals });
    this.#late.sample(now, hubs.counters.streams > 0 && lagNow(hubs.counters) > SCREENS_LATE_MS);
    this.#unwritten.sample(now, database.trouble !== undefined);
    const end = this.#probe.figures.answer?.lastSequence ?? 0;
    for (const consumer of this.#reading()) {
      const behind = this.#behind.get(consumer.name) ?? new BehindSince();
      this.#behind.set(consumer.name, behind);
      behind.sample(now, consumer, end);
    }
  }

  #mail(): ServerFigures['mail'] {
    const { enabled, waiting, counters, trouble } = this.#sources.mail;
    const { notices } = this.#sources.notices.snapshot();
    const undelivered = notices.find((notice) => notice.kind === 'mail-undelivered')?.count ?? 0;
    const { sent, deferred } = counters;
    return { enabled, waiting, sent, deferred, undelivered, failingSince: trouble?.since ?? null };
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
