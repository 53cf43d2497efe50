/** Figures in, lines with their states out. Pure: the time comes in with the figures. */
import type {
  BackupFigures,
  ConsumerFigures,
  DeskFigures,
  DiskFigures,
  HealthState,
  HouseFigures,
  LogFigures,
  OtherKiosks,
  Restarts,
  ServerFigures,
} from '../contract/health.ts';
import * as limits from './limits.ts';
import type { LineId, Part, Verdict, Why } from '../contract/health-verdict.ts';

export type { Verdict } from '../contract/health-verdict.ts';

interface Finding {
  readonly state: HealthState;
  readonly why: Why;
  readonly since?: number | null | undefined;
}

const good: Finding = { state: 'good', why: 'fine' };
const finding = (state: HealthState, why: Why, since?: number | null): Finding => ({ state, why, since });

/** How bad a state is, for the worst of several. */
const rank: Readonly<Record<HealthState, number>> = { off: 0, good: 1, look: 2, broken: 3 };

export function worstOf(verdicts: readonly Pick<Verdict, 'state'>[]): HealthState {
  return verdicts.reduce<HealthState>((worst, { state }) => (rank[state] > rank[worst] ? state : worst), 'good');
}

/** Every line of a house, in the order in which they are shown. */
export function judge(house: HouseFigures): readonly Verdict[] {
  const { now, kiosk, server } = house;
  const log = kiosk?.log ?? server?.log;
  const line = (part: Part, id: LineId, found: Finding, asOf: number | null = null): Verdict => ({
    part,
    id,
    state: found.state,
    why: found.why,
    since: found.since ?? null,
    asOf,
  });
  // What the server said last, when it has said nothing for a while, is no more than that.
  const silent = server !== null && now - (house.heardAt ?? 0) > limits.STALE_MS;
  const told = (part: Part, id: LineId, found: Finding): Verdict => {
    if (!silent) return line(part, id, found);
    const known = found.state === 'good' ? finding('look', 'ofServerSilent', house.heardAt) : found;
    return line(part, id, known, server.at);
  };
  const answered = log?.answer?.at ?? null;
  const logAge = log && answered !== null && now - answered > limits.STALE_MS ? answered : null;
  const ofLog = (id: LineId, found: (answer: NonNullable<LogFigures['answer']>) => Finding): Verdict => {
    if (!log?.answer) return line('log', id, finding('look', 'starting'));
    const is = found(log.answer);
    const away = !log.connected && is.state === 'good';
    return line('log', id, away ? finding('look', 'ofLogAway', log.since) : is, logAge);
  };
  const disk = kiosk?.disk ?? server?.disk;
  return [
    line('log', 'log', judgeLog(log, now), logAge),
    ofLog('room', roomOf),
    ofLog('copies', copiesOf),
    ofLog('clock', ({ clockAheadMs }) => clockOf(clockAheadMs)),
    ...(server?.consumers ?? []).map((one) =>
      told('readers', `reader-${one.name}`, judgeReader(one, now, server?.log.connected === true)),
    ),
    line('patrons', 'server', judgeServer(house, silent)),
    ...(server
      ? [
          told('patrons', 'screens', screensOf(server, now)),
          told('patrons', 'refused', refusedOf(server.desk)),
          told('patrons', 'certificate', certificateOf(server.certificateEndsAt, now)),
          ...(server.logCertificateEndsAt === null
            ? []
            : [told('patrons', 'log-certificate', certificateOf(server.logCertificateEndsAt, now))]),
        ]
      : []),
    ...(kiosk?.desk ? [line('selling', 'desk-here', deskOf(kiosk.desk))] : []),
    ...(server ? [told('selling', 'desk-server', deskOf(server.desk)), told('selling', 'holds', good)] : []),
    ...(kiosk?.printer ? [line('selling', 'printer', printerOf(kiosk.printer))] : []),
    ...(kiosk?.kiosks ? [line('selling', 'kiosks', kiosksOf(kiosk.kiosks))] : []),
    ...(server
      ? [
          told('selling', 'mail', mailOf(server.mail)),
          told('keeping', 'backup', backupOf(server.backup, now)),
          told('keeping', 'database', databaseOf(server.database, now)),
        ]
      : []),
    ...(disk ? [line('keeping', 'disk', diskOf(disk))] : []),
    line('programs', 'versions', versionsOf(house)),
    line('programs', 'restarts', restartsOf(house)),
  ];
}

/** The same lines with the time since when each is as it is, where nothing else says so: when it was first seen so. */
export function judgedSince(before: readonly Verdict[], now: readonly Verdict[], at: number): readonly Verdict[] {
  return now.map((line) => {
    if (line.since !== null) return line;
    const last = before.find(({ id }) => id === line.id);
    const same = last !== undefined && last.state === line.state && last.why === line.why;
    return { ...line, since: same ? last.since : at };
  });
}

function judgeLog(log: LogFigures | undefined, now: number): Finding {
  if (!log) return finding('look', 'starting');
  if (!log.connected) return finding(now - log.since >= limits.AWAY_MS ? 'broken' : 'look', 'logAway', log.since);
  if (!log.answer) return finding('look', 'starting');
  if (now - Math.max(log.answer.at, log.since) > limits.STALE_MS) return finding('look', 'logSlow', log.answer.at);
  return log.answer.roundTripMs > limits.LOG_SLOW_MS ? finding('look', 'logSlow') : { ...good, since: log.since };
}

function roomOf({ bytes, limit }: { bytes: number; limit: number | null }): Finding {
  if (limit === null) return finding('look', 'logUnlimited');
  const part = bytes / limit;
  if (part < limits.LOG_FULL) return good;
  return finding(part < limits.LOG_VERY_FULL ? 'look' : 'broken', 'logFilling');
}

function copiesOf({ cluster }: NonNullable<LogFigures['answer']>): Finding {
  if (!cluster) return good;
  if (cluster.leader === null) return finding('broken', 'leaderMissing');
  return cluster.current < cluster.copies ? finding('look', 'copiesMissing') : good;
}

function clockOf(aheadMs: number): Finding {
  const off = Math.abs(aheadMs);
  if (off < limits.CLOCK_OFF_MS) return good;
  return finding(off < limits.CLOCK_WRONG_MS ? 'look' : 'broken', 'clockOff');
}

function judgeReader({ lag, fresh, behindSince }: ConsumerFigures, now: number, connected: boolean): Finding {
  if (!connected) return finding('look', 'ofLogAway', behindSince);
  if (behindSince === null) return good;
  const forMs = now - behindSince;
  if (lag > limits.FAR_BEHIND && forMs >= limits.FAR_BEHIND_MS) return finding('broken', 'readerBehind', behindSince);
  if (forMs >= limits.STUCK_MS) return finding('look', 'readerStuck', behindSince);
  const behind = (lag > limits.BEHIND || !fresh) && forMs >= limits.BEHIND_MS;
  return behind ? finding('look', 'readerBehind', behindSince) : good;
}

function judgeServer({ now, kiosk, server, heardAt }: HouseFigures, silent: boolean): Finding {
  if (kiosk?.patrons.is === 'starting') return finding('look', 'starting', kiosk.patrons.since);
  if (kiosk?.patrons.is === 'down') return finding('broken', 'serverAway', kiosk.patrons.since);
  if (silent) return finding('broken', 'serverSilent', heardAt);
  if (server) return { ...good, since: kiosk?.patrons.since ?? server.startedAt };
  const waited = kiosk !== null && now - kiosk.patrons.since > limits.STALE_MS;
  return waited ? finding('broken', 'serverSilent', kiosk.patrons.since) : finding('look', 'starting');
}

function screensOf({ live }: ServerFigures, now: number): Finding {
  const late = live.lateSince !== null && now - live.lateSince >= limits.SCREENS_LATE_FOR_MS;
  return late ? finding('look', 'screensLate', live.lateSince) : good;
}

function refusedOf({ lately }: DeskFigures): Finding {
  const many = lately.rejected > lately.accepted && lately.rejected > limits.REJECTED_MANY;
  return many ? finding('look', 'manyRefused') : good;
}

function certificateOf(endsAt: number | null, now: number): Finding {
  if (endsAt === null) return finding('off', 'noCertificate');
  if (endsAt <= now) return finding('broken', 'certificateOver', endsAt);
  return endsAt - now < limits.CERTIFICATE_SOON_MS ? finding('look', 'certificateEnding') : good;
}

function deskOf({ lately }: DeskFigures): Finding {
  if (lately.unsettled === 0) return good;
  return finding(lately.unsettled > limits.UNSETTLED_MANY ? 'broken' : 'look', 'unsettled');
}

function mailOf({ enabled, failingSince, undelivered }: ServerFigures['mail']): Finding {
  if (!enabled) return finding('off', 'mailOff');
  if (failingSince !== null) return finding('look', 'mailFailing', failingSince);
  return undelivered > 0 ? finding('look', 'mailUndelivered') : good;
}

function printerOf({ chosen, found, others }: { chosen: string | null; found: boolean; others: number }): Finding {
  if (found) return good;
  // Nobody has chosen one and there is none: a house that prints elsewhere.
  return chosen === null && others === 0 ? finding('off', 'noPrinter') : finding('look', 'printerGone');
}

function kiosksOf(kiosks: OtherKiosks): Finding {
  if (kiosks.is === 'closed') return finding('off', 'houseClosed');
  return kiosks.is === 'joined' && kiosks.revoked ? finding('broken', 'revoked') : good;
}

function backupOf(backup: BackupFigures | null, now: number): Finding {
  if (!backup) return finding('look', 'noBackups');
  const { last, failingSince, everyMs } = backup;
  if (failingSince !== null) return finding('broken', 'backupFailing', failingSince);
  if (!last) return finding('look', 'backupMissing');
  if (last.verified === false) return finding('broken', 'backupDamaged', last.at);
  return now - last.at > limits.BACKUP_OVERDUE * everyMs ? finding('broken', 'backupOverdue', last.at) : good;
}

function databaseOf({ differences, refusedByLock, unwrittenSince }: ServerFigures['database'], now: number): Finding {
  if (differences > 0) return finding('broken', 'databaseDiffers');
  if (refusedByLock > 0) return finding('broken', 'databaseRefused');
  const unwritten = unwrittenSince !== null && now - unwrittenSince >= limits.AWAY_MS;
  return unwritten ? finding('look', 'databaseUnwritten', unwrittenSince) : good;
}

function diskOf(disk: DiskFigures): Finding {
  if (!limits.isDiskBelow(disk, limits.DISK_LOW)) return good;
  return finding(limits.isDiskBelow(disk, limits.DISK_VERY_LOW) ? 'broken' : 'look', 'diskFilling');
}

function versionsOf({ kiosk, server }: HouseFigures): Finding {
  if (kiosk && server && kiosk.versions.app !== server.versions.server) return finding('look', 'versionsDiffer');
  return kiosk?.versions.update === undefined ? good : finding('look', 'updateWaits');
}

/** What ended and was started again by itself, lately. */
function restartsOf({ now, kiosk, server }: HouseFigures): Finding {
  const all: readonly (Restarts | null | undefined)[] = [
    kiosk?.restarts.log,
    kiosk?.restarts.server,
    server?.logRestarts,
  ];
  const last = Math.max(0, ...all.map((one) => one?.last ?? 0));
  return last > 0 && now - last < limits.RESTART_NEWS_MS ? finding('look', 'restarted', last) : good;
}
