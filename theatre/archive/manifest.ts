/** What an archive says of itself, as its last line. */
import { z } from 'zod';
import { createHash, type Hash } from 'node:crypto';
import type { NightItem } from '../replay/items.ts';
import { Night } from '../replay/night.ts';
import { NightHash } from '../replay/night-hash.ts';
import { EMPTY_LEDGER, hashAfter } from './ledger-hash.ts';

const sequence = z.int().nonnegative();
const instant = z.int().nonnegative();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const manifestSchema = z.object({
  format: z.literal('full-house-night'),
  version: z.literal(1, 'is written by a newer Full House'),
  screeningId: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z.string(),
  /** ISO 8601. */
  startsAt: z.string(),
  /** Sales were closed when it was written. */
  closed: z.boolean(),
  /** Lines before the manifest. */
  items: z.int().positive(),
  /** Messages of the log that no version of ours could read; they are not in it. */
  skipped: z.int().nonnegative(),
  /** Sequences in the log of the first and the last item, and of the last that is in the ledger. */
  firstSequence: sequence,
  lastSequence: sequence,
  ledgerSequence: sequence,
  /** Running hash of the ledger's messages, byte for byte, as the database keeps it. */
  ledgerHash: sha256,
  /** Epoch milliseconds of the first and the last item. */
  firstAt: instant,
  lastAt: instant,
  /** Of all bytes before the manifest's line. */
  sha256,
  /** Of a replay from the first item to the last, with the state that it ends in. */
  nightHash: z.string().regex(/^[0-9a-f]{16}$/),
  /** Epoch milliseconds. */
  archivedAt: instant,
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The file is not what it should be; the message says how. */
export class ArchiveDamaged extends Error {
  override readonly name = 'ArchiveDamaged';
}

/** Works out what a manifest says, line by line, while an archive is written or read. */
export class Account {
  readonly night = new Night();
  readonly #bytes: Hash = createHash('sha256');
  readonly #way = new NightHash();
  #ledgerSequence = 0;
  #ledgerHash = EMPTY_LEDGER;
  #closed = false;
  #title = '';
  #startsAt = '';

  /** `line` is what stands in the file, its line break included; `body` is the message as it is in the log. */
  add(item: NightItem, body: Uint8Array, line: string): void {
    this.#bytes.update(line);
    this.#way.add(this.night.add(item));
    if (item.kind !== 'ledger') return;
    this.#ledgerSequence = item.sequence;
    this.#ledgerHash = hashAfter(this.#ledgerHash, item.sequence, body);
    const { state } = this.night.seek(this.night.length);
    this.#closed = state.phase === 'closed' || state.phase === 'cancelled';
    this.#title = state.title;
    this.#startsAt = state.startsAt;
  }

  /** All but when it was written and what could not be read. */
  manifest(screeningId: string): Omit<Manifest, 'archivedAt' | 'skipped'> {
    const { night } = this;
    return {
      format: 'full-house-night',
      version: 1,
      screeningId,
      title: this.#title,
      startsAt: this.#startsAt,
      closed: this.#closed,
      items: night.length,
      firstSequence: night.item(1)?.sequence ?? 0,
      lastSequence: night.sequence,
      ledgerSequence: this.#ledgerSequence,
      ledgerHash: this.#ledgerHash,
      firstAt: night.startsAt,
      lastAt: night.endsAt,
      sha256: this.#bytes.copy().digest('hex'),
      nightHash: this.#way.digest,
    };
  }
}

/** The first thing that two manifests do not agree on; undefined where they agree on all. */
export function disagreement(one: Manifest, other: Manifest): keyof Manifest | undefined {
  return (Object.keys(manifestSchema.shape) as (keyof Manifest)[]).find((key) => one[key] !== other[key]);
}
