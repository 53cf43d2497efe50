/**
 * How a house is, as figures: what each process knows of itself, and `GET /api/health`, which tells the server's. Data only,
 * and nothing personal in it: `theatre/health` judges them and puts them into words.
 */
import { z } from 'zod';

const count = z.int().nonnegative();
/** Epoch milliseconds by the clock of whoever measured. */
const at = z.int();
/** Milliseconds. */
const ms = z.number().nonnegative();

/** What the log answered the last time it was asked. */
const logAnswer = z.object({
  at,
  roundTripMs: ms,
  /** How far this machine's clock is ahead of the log's at least; negative where it is behind. */
  clockAheadMs: z.number(),
  /** Of nats-server. */
  version: z.string(),
  /** In bytes; null where there is no limit. */
  bytes: count,
  limit: count.nullable(),
  messages: count,
  lastSequence: count,
  /** Null for one that stands alone; `copies` with the leader's own. */
  cluster: z.object({ leader: z.string().nullable(), copies: count, current: count }).nullable(),
});

export const logFiguresSchema = z.object({
  connected: z.boolean(),
  /** Since when it is connected, or is not. */
  since: at,
  /** Started by Full House itself, on this machine. */
  embedded: z.boolean(),
  /** Without its password. */
  address: z.string(),
  answer: logAnswer.nullable(),
});
export type LogFigures = z.infer<typeof logFiguresSchema>;

/** Since the process began, and within the last five minutes. */
export const deskFiguresSchema = z.object({
  appends: count,
  conflicts: count,
  accepted: count,
  rejected: count,
  unsettled: count,
  /** Commands in a group, on average; null before the first. */
  groupSize: z.number().nullable(),
  lately: z.object({ accepted: count, rejected: count, unsettled: count }),
});
export type DeskFigures = z.infer<typeof deskFiguresSchema>;

export const consumerFiguresSchema = z.object({
  name: z.string(),
  /** Of the last message that it has dealt with; 0 before the first. */
  sequence: count,
  /** Messages that are in the log for it and not dealt with. */
  lag: count,
  /** False while it cannot read on, or is on its way to where the log was when it began. */
  fresh: z.boolean(),
  /** Since when there has been something that it has not dealt with; null while there is nothing. */
  behindSince: at.nullable(),
});
export type ConsumerFigures = z.infer<typeof consumerFiguresSchema>;

/** Bytes. */
export const diskFiguresSchema = z.object({ free: count, total: count });
export type DiskFigures = z.infer<typeof diskFiguresSchema>;

export const backupFiguresSchema = z.object({
  folder: z.string(),
  everyMs: ms,
  /** The newest one; `verified` is null while nobody has compared its files yet, false where one is not what it was. */
  last: z.object({ at, verified: z.boolean().nullable() }).nullable(),
  /** Since when none can be made. */
  failingSince: at.nullable(),
});
export type BackupFigures = z.infer<typeof backupFiguresSchema>;

/** Times that something ended and was started again by itself, and the last time. */
export const restartsSchema = z.object({ count, last: at.nullable() });
export type Restarts = z.infer<typeof restartsSchema>;

export const serverFiguresSchema = z.object({
  at,
  startedAt: at,
  versions: z.object({ server: z.string(), node: z.string() }),
  log: logFiguresSchema,
  /** Of the log that this server has started; null where somebody else has. */
  logRestarts: restartsSchema.nullable(),
  consumers: z.array(consumerFiguresSchema),
  database: z.object({
    bytes: count,
    /** Screenings whose ledger is not the one remembered. */
    differences: count,
    refusedByLock: count,
    /** Since when nothing can be written to it. */
    unwrittenSince: at.nullable(),
  }),
  /** That of the data folder; null where it cannot be asked. */
  disk: diskFiguresSchema.nullable(),
  desk: deskFiguresSchema,
  live: z.object({
    streams: count,
    viewers: count,
    /** From the last change to its frame on every socket. */
    lagMs: ms,
    /** Since when that has been too long. */
    lateSince: at.nullable(),
    /** How long a tick keeps the process busy, on average; null before the first. */
    tickMs: ms.nullable(),
    conflated: count,
    skipped: count,
    dropped: count,
  }),
  /** Requests refused since it began, and within the last five minutes. */
  refused: z.object({ total: count, lately: count }),
  /** Seats on hold over all screenings. */
  holds: count,
  mail: z.object({
    /** Whether an SMTP server is set up. */
    enabled: z.boolean(),
    waiting: count,
    sent: count,
    deferred: count,
    /** Refused for good, or perhaps not left: by the log. */
    undelivered: count,
    failingSince: at.nullable(),
  }),
  backup: backupFiguresSchema.nullable(),
  /** When the certificate that phones are shown ends; null where there is none. */
  certificateEndsAt: at.nullable(),
  /** When that of the authority ends that the log's certificate is checked with. */
  logCertificateEndsAt: at.nullable(),
});
export type ServerFigures = z.infer<typeof serverFiguresSchema>;

/** What the desktop app knows besides. */
export interface KioskFigures {
  /** Undefined until it has answered for the first time. */
  readonly log: LogFigures | undefined;
  readonly desk: DeskFigures | undefined;
  readonly disk: DiskFigures | undefined;
  /** The server that it has started. */
  readonly patrons: { readonly is: 'starting' | 'open' | 'down'; readonly url?: string; readonly since: number };
  /** `chosen` is the system's own where null; undefined while nobody has asked. */
  readonly printer: { readonly chosen: string | null; readonly found: boolean; readonly others: number } | undefined;
  /** How it stands to other kiosks; undefined while that is not known, and where `NATS_URL` says where the log is. */
  readonly kiosks: OtherKiosks | undefined;
  readonly versions: { readonly app: string; readonly electron: string; readonly update: string | undefined };
  readonly startedAt: number;
  readonly restarts: { readonly log: Restarts | undefined; readonly server: Restarts };
}

export type OtherKiosks =
  | { readonly is: 'closed' }
  /** To machines that were let in, and how many of them are connected. */
  | { readonly is: 'open'; readonly letIn: number; readonly connected: number }
  | { readonly is: 'joined'; readonly address: string; readonly revoked: boolean };

/** All that is known of a house at one place. */
export interface HouseFigures {
  readonly now: number;
  /** Null where it is not a desktop that asks. */
  readonly kiosk: KioskFigures | null;
  /** The last that was heard; null before. */
  readonly server: ServerFigures | null;
  /** When it was heard. */
  readonly heardAt: number | null;
}

/** `good` needs nobody; `look`: somebody should, before the doors open; `broken`: something does not work; `off`: not in use. */
export const healthStates = ['good', 'look', 'broken', 'off'] as const;
export type HealthState = (typeof healthStates)[number];

/** `GET /api/health`; its stream says `event: health` with the figures alone. */
export const healthAnswerSchema = z.object({
  /** The worst of all lines. */
  state: z.enum(healthStates),
  lines: z.array(
    z.object({
      id: z.string(),
      state: z.enum(healthStates),
      /** In words, as is the rest: in the language of whoever asks. */
      is: z.string(),
      title: z.string(),
      figure: z.string(),
      since: at.nullable(),
      todo: z.string().nullable(),
    }),
  ),
  figures: serverFiguresSchema,
});
export type HealthAnswer = z.infer<typeof healthAnswerSchema>;
