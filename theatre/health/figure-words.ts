/** The figure of each line in words. */
import type {
  BackupFigures,
  DeskFigures,
  HouseFigures,
  KioskFigures,
  LogFigures,
  OtherKiosks,
  Restarts,
  ServerFigures,
} from '../contract/health.ts';
import type { Wording } from '../contract/wording.ts';
import type { Verdict } from '../contract/health-verdict.ts';

type Words = Wording['texts']['health'];

interface Tools {
  readonly words: Words;
  readonly formats: Wording['formats'];
  readonly now: number;
  readonly number: (value: number) => string;
  readonly size: (bytes: number) => string;
  readonly duration: (ms: number) => string;
  readonly moment: (at: number) => string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function toolsFor({ texts, formats }: Wording, now: number): Tools {
  const { health: words } = texts;
  const whole = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 0 });
  const short = new Intl.NumberFormat(formats.locale, { maximumFractionDigits: 1 });
  const number = (value: number) => (Math.abs(value) < 10 ? short : whole).format(value);
  const duration = (ms: number) => {
    if (ms < 1000) return words.ms(number(ms));
    if (ms < 2 * MINUTE_MS) return words.seconds(whole.format(Math.floor(ms / 1000)));
    if (ms < 2 * HOUR_MS) return words.minutes(whole.format(Math.floor(ms / MINUTE_MS)));
    if (ms < 2 * DAY_MS) return words.hours(whole.format(Math.floor(ms / HOUR_MS)));
    const days = Math.floor(ms / DAY_MS);
    return words.days(whole.format(days), days);
  };
  const size = (bytes: number) => {
    const [unit, divisor] =
      bytes < 1e6
        ? (['kB', 1e3] as const)
        : bytes < 1e9
          ? (['MB', 1e6] as const)
          : bytes < 1e12
            ? (['GB', 1e9] as const)
            : (['TB', 1e12] as const);
    return `${number(bytes / divisor)} ${unit}`;
  };
  const moment = (at: number) =>
    Math.abs(now - at) < DAY_MS / 2 ? formats.time(at) : `${formats.day(at)}, ${formats.time(at)}`;
  return { words, formats, now, number, size, duration, moment };
}

/** Empty where nothing is known yet. */
export function figureOf({ id, why }: Pick<Verdict, 'id' | 'why'>, house: HouseFigures, wording: Wording): string {
  const tools = toolsFor(wording, house.now);
  const { words, number, size } = tools;
  const { kiosk, server } = house;
  const log = kiosk?.log ?? server?.log;
  if (id.startsWith('reader-')) return readerFigure(id.slice('reader-'.length), server, why, tools);
  switch (id) {
    case 'log':
      return log ? logFigure(log, why, tools) : words.notYet;
    case 'room':
      return log?.answer ? roomFigure(log.answer, tools) : words.notYet;
    case 'copies':
      return log ? placeFigure(log, tools) : words.notYet;
    case 'clock':
      return log?.answer ? clockFigure(log.answer.clockAheadMs, tools) : words.notYet;
    case 'server':
      return serverFigure(house, why, tools);
    case 'screens':
      return server ? screensFigure(server.live, tools) : '';
    case 'refused':
      return server ? words.refused(number(server.refused.lately), number(server.refused.total)) : '';
    case 'certificate':
      return server ? certificateFigure(server.certificateEndsAt, tools) : '';
    case 'log-certificate':
      return server ? certificateFigure(server.logCertificateEndsAt, tools) : '';
    case 'desk-here':
      return kiosk?.desk ? deskFigure(kiosk.desk, tools) : '';
    case 'desk-server':
      return server ? deskFigure(server.desk, tools) : '';
    case 'holds':
      return server ? words.holds(number(server.holds), server.holds) : '';
    case 'mail':
      return server ? mailFigure(server.mail, tools) : '';
    case 'printer':
      return kiosk?.printer ? printerFigure(kiosk.printer, tools) : '';
    case 'kiosks':
      return kiosk?.kiosks ? kiosksFigure(kiosk.kiosks, tools) : '';
    case 'backup':
      return server ? backupFigure(server.backup, tools) : '';
    case 'database':
      return server ? words.database(size(server.database.bytes)) : '';
    case 'disk': {
      const disk = kiosk?.disk ?? server?.disk;
      return disk ? words.disk(size(disk.free), size(disk.total)) : '';
    }
    case 'versions':
      return versionsFigure(house, tools);
    case 'restarts':
      return restartsFigure(house, tools);
    default:
      return '';
  }
}

function logFigure(log: LogFigures, why: Verdict['why'], { words, duration, now }: Tools): string {
  if (!log.connected) return words.away(duration(Math.max(0, now - log.since)));
  if (!log.answer) return words.notYet;
  const { at, roundTripMs } = log.answer;
  return why === 'logSlow' && now - at > 2000 ? words.noAnswer(duration(now - at)) : words.ping(duration(roundTripMs));
}

function roomFigure({ bytes, limit, messages }: NonNullable<LogFigures['answer']>, tools: Tools): string {
  const { words, formats, number, size } = tools;
  if (limit === null) return words.roomWithoutLimit(size(bytes), number(messages), messages);
  return words.room(size(bytes), size(limit), formats.percent(bytes / limit), number(messages), messages);
}

function placeFigure({ embedded, address, answer }: LogFigures, { words }: Tools): string {
  const place = embedded ? words.embedded(address) : words.elsewhere(address);
  const cluster = answer?.cluster;
  if (!cluster) return place;
  return `${place}: ${words.copies(cluster.current, cluster.copies, cluster.leader ?? words.noLeader)}`;
}

function clockFigure(aheadMs: number, { words, duration }: Tools): string {
  // What is less cannot be measured over a network.
  if (Math.abs(aheadMs) < 50) return words.clockGood;
  return aheadMs > 0 ? words.clockAhead(duration(aheadMs)) : words.clockBehind(duration(-aheadMs));
}

function readerFigure(
  name: string,
  server: ServerFigures | null,
  why: Verdict['why'],
  { words, number, duration, now }: Tools,
): string {
  const reader = server?.consumers.find((one) => one.name === name);
  if (!reader) return '';
  const { sequence, lag, fresh, behindSince } = reader;
  if (why === 'ofLogAway') return words.readerAt(number(sequence));
  if (sequence === 0 && fresh) return words.readerNone;
  if (lag === 0) return fresh ? words.reader(number(sequence)) : words.readerReading(number(sequence));
  return words.readerBehind(number(sequence), number(lag), lag, duration(Math.max(0, now - (behindSince ?? now))));
}

function serverFigure({ kiosk, server }: HouseFigures, why: Verdict['why'], { words, number }: Tools): string {
  if (kiosk?.patrons.is === 'starting') return words.serverIs.starting;
  if (kiosk?.patrons.is === 'down') return words.serverIs.down;
  if (why === 'serverSilent' || !server) return words.serverIs.silent;
  const { streams, viewers } = server.live;
  return words.server(kiosk?.patrons.url ?? words.serverIs.open, number(streams), streams, number(viewers), viewers);
}

function screensFigure(live: ServerFigures['live'], { words, number, duration }: Tools): string {
  const { lagMs, tickMs, conflated, skipped, dropped } = live;
  const pace = tickMs === null ? words.screensNone : words.screens(duration(lagMs), duration(tickMs));
  return `${pace} · ${words.frames(number(conflated), number(skipped), number(dropped))}`;
}

function certificateFigure(endsAt: number | null, { words, formats, now, number }: Tools): string {
  if (endsAt === null) return words.certificateNone;
  if (endsAt <= now) return words.certificateOver(formats.day(endsAt));
  const days = Math.floor((endsAt - now) / DAY_MS);
  return words.certificate(number(days), days);
}

function deskFigure(desk: DeskFigures, { words, number }: Tools): string {
  const { appends, conflicts, groupSize, lately } = desk;
  const figure =
    groupSize === null ? words.deskNone : words.desk(number(appends), number(conflicts), number(groupSize));
  const { unsettled } = lately;
  return unsettled === 0 ? figure : `${figure} · ${words.deskUnsettled(number(unsettled), unsettled)}`;
}

function mailFigure({ enabled, waiting, deferred, undelivered }: ServerFigures['mail'], tools: Tools): string {
  const { words, number } = tools;
  return enabled ? words.mail(number(waiting), number(deferred), number(undelivered)) : words.mailNone;
}

function printerFigure(printer: NonNullable<KioskFigures['printer']>, { words }: Tools): string {
  const { chosen, found } = printer;
  if (!found) return chosen === null ? words.printerNone : words.printerGone(chosen);
  return chosen === null ? words.printerDefault : words.printer(chosen);
}

function kiosksFigure(kiosks: OtherKiosks, { words, number }: Tools): string {
  if (kiosks.is === 'closed') return words.kiosksNone;
  if (kiosks.is === 'joined') return words.kiosksJoined(kiosks.address);
  return words.kiosks(number(kiosks.letIn), number(kiosks.connected));
}

function backupFigure(backup: BackupFigures | null, { words, now, duration, moment }: Tools): string {
  if (!backup) return words.backupOff;
  const { folder, everyMs, last } = backup;
  if (!last) return words.backupNone(folder);
  const { yes, no, unknown } = words.backupChecked;
  const checked = last.verified === null ? unknown : last.verified ? yes : no;
  const next = last.at + everyMs;
  const when = next <= now ? words.backupDue : moment(next);
  return words.backup(duration(Math.max(0, now - last.at)), checked, folder, when);
}

function versionsFigure({ kiosk, server }: HouseFigures, { words }: Tools): string {
  const nats = (kiosk?.log ?? server?.log)?.answer?.version;
  return [
    kiosk ? words.versions(kiosk.versions.app, kiosk.versions.electron) : '',
    server ? words.serverVersions(server.versions.server, server.versions.node) : '',
    nats === undefined || nats === '' ? '' : words.natsVersion(nats),
    kiosk?.versions.update === undefined ? '' : words.update(kiosk.versions.update),
  ]
    .filter((text) => text !== '')
    .join(', ');
}

function restartsFigure({ kiosk, server }: HouseFigures, { words, moment }: Tools): string {
  const restarted = (what: string, one: Restarts | null | undefined) =>
    one && one.count > 0 && one.last !== null ? [words.restarted(what, one.count, moment(one.last))] : [];
  const again = [
    ...restarted(words.theServer, kiosk?.restarts.server),
    ...restarted(words.theLog, kiosk ? kiosk.restarts.log : server?.logRestarts),
  ];
  const runs = !kiosk
    ? server && words.serverRuns(moment(server.startedAt))
    : server
      ? words.runs(moment(kiosk.startedAt), moment(server.startedAt))
      : words.appRuns(moment(kiosk.startedAt));
  return [runs ?? '', ...(again.length > 0 ? again : [words.notRestarted])].filter((text) => text !== '').join(' · ');
}
