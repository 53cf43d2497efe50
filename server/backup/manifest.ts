/** What a backup says of itself, in `manifest.json`. */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Of this form of a backup. */
export const VERSION = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const stream = z.object({
  config: z.record(z.string(), z.unknown()),
  state: z.looseObject({ last_seq: z.int().nonnegative() }),
});

export const manifestSchema = z.object({
  format: z.literal('full-house-backup'),
  version: z.literal(VERSION),
  /** ISO 8601. */
  takenAt: z.string(),
  /** The log's stream as nats-server described it. */
  stream,
  /** The keys of customers, likewise; absent in backups of before there were any. */
  keys: stream.exactOptional(),
  /** Every file of the backup but this one, by its path in it. */
  files: z.record(z.string(), z.object({ bytes: z.int().nonnegative(), sha256 })),
  /** By subject: the last sequence up to `last_seq` and the running hash of all messages up to it. */
  ledgers: z.record(z.string(), z.object({ lastSequence: z.int().positive(), hash: sha256 })),
  /** Of all the rest of the manifest; absent in older backups. */
  sum: sha256.exactOptional(),
});

export type BackupManifest = z.infer<typeof manifestSchema>;

/** The manifest as it is written. */
export function manifestText(manifest: BackupManifest): string {
  return `${JSON.stringify({ ...manifest, sum: sumOf(manifest) }, null, 2)}\n`;
}

/** Whether what a manifest says is what was written. */
export function isUnchanged(body: Readonly<Record<string, unknown>>): boolean {
  const { sum, ...rest } = body;
  return sum === undefined || sum === sumOf(rest);
}

const sumOf = (rest: object) => createHash('sha256').update(JSON.stringify(rest)).digest('hex');

export const MANIFEST = 'manifest.json';
/** In a data folder as long as it is being filled from a backup. */
export const RESTORING = 'restore-under-way';
export const LOG_COPY = 'log.tar.s2';
export const KEYS_COPY = 'customer-keys.tar.s2';

/** The backup cannot be used, or not be made; the message says why and what to do. */
export class BackupProblem extends Error {
  override readonly name = 'BackupProblem';
}
