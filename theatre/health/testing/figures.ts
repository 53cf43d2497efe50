/** A house in which all is well, to spoil one thing at a time. */
import type { HouseFigures, KioskFigures, LogFigures, ServerFigures } from '../../contract/health.ts';

export const NOW = 1_800_000_000_000;
const STARTED = NOW - 3_600_000;
const GIB = 1024 ** 3;
const DAY_MS = 24 * 3_600_000;

export const wellLog: LogFigures = {
  connected: true,
  since: STARTED,
  embedded: true,
  address: '127.0.0.1:4222',
  answer: {
    at: NOW - 500,
    roundTripMs: 0.4,
    clockAheadMs: 0,
    version: '2.14.0',
    bytes: 0.1 * GIB,
    limit: 4 * GIB,
    messages: 12_345,
    lastSequence: 12_345,
    cluster: null,
  },
};

const desk = {
  appends: 900,
  conflicts: 3,
  accepted: 1000,
  rejected: 20,
  unsettled: 0,
  groupSize: 1.5,
  lately: { accepted: 100, rejected: 2, unsettled: 0 },
};

export const wellServer: ServerFigures = {
  at: NOW - 300,
  startedAt: STARTED,
  versions: { server: '0.1.0', node: '24.0.0' },
  log: wellLog,
  logRestarts: null,
  consumers: [
    { name: 'database', sequence: 12_300, lag: 0, fresh: true, behindSince: null },
    { name: 'stats', sequence: 12_345, lag: 0, fresh: true, behindSince: null },
  ],
  database: { bytes: 8e6, differences: 0, refusedByLock: 0, unwrittenSince: null },
  disk: { free: 80 * GIB, total: 200 * GIB },
  desk,
  live: {
    streams: 3,
    viewers: 2,
    lagMs: 4,
    lateSince: null,
    tickMs: 0.6,
    conflated: 10,
    skipped: 0,
    dropped: 0,
  },
  refused: { total: 20, lately: 2 },
  holds: 7,
  mail: { enabled: true, waiting: 0, sent: 40, deferred: 1, undelivered: 0, failingSince: null },
  backup: {
    folder: '/mnt/backups',
    everyMs: DAY_MS,
    last: { at: NOW - 3 * 3_600_000, verified: true },
    failingSince: null,
  },
  certificateEndsAt: NOW + 200 * DAY_MS,
  logCertificateEndsAt: null,
};

export const wellKiosk: KioskFigures = {
  log: wellLog,
  desk,
  disk: { free: 80 * GIB, total: 200 * GIB },
  patrons: { is: 'open', url: 'https://10.0.0.4:4680', since: STARTED },
  printer: { chosen: 'Tickets', found: true, others: 1 },
  kiosks: { is: 'open', letIn: 1, connected: 1 },
  versions: { app: '0.1.0', electron: '45.4.1', update: undefined },
  startedAt: STARTED,
  restarts: { log: { count: 0, last: null }, server: { count: 0, last: null } },
};

/** With other figures of the server or of the kiosk. */
export function wellHouse(
  server: Partial<ServerFigures> = {},
  kiosk: Partial<KioskFigures> = {},
  more: Partial<HouseFigures> = {},
): HouseFigures {
  return {
    now: NOW,
    kiosk: { ...wellKiosk, ...kiosk },
    server: { ...wellServer, ...server },
    heardAt: NOW - 300,
    ...more,
  };
}
