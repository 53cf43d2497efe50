import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NightItem } from '../replay/items.ts';
import { nightOf } from '../replay/night.ts';
import { nightHash } from '../replay/night-hash.ts';
import { randomNight } from '../replay/testing/random-night.ts';
import { examples } from '../screening/testing/seed.ts';
import { booked, closed, opened, selected, T0 } from '../screening/testing/given.ts';
import { came, itemsOf, refused } from '../replay/testing/told.ts';
import { ArchiveDamaged, archiveFile, archivesIn, openArchive, writeArchive } from './archive.ts';
import { EMPTY_LEDGER, hashAfter } from './ledger-hash.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'full-house-archive-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const encoder = new TextEncoder();
const bodyOf = ({ event }: NightItem) => encoder.encode(JSON.stringify(event));
const ID = 'first-night';

const write = (items: readonly NightItem[], body: (item: NightItem) => Uint8Array = bodyOf) =>
  writeArchive({
    folder,
    screeningId: ID,
    now: T0,
    source: (onItem) => {
      for (const item of items) onItem(item, body(item));
      return Promise.resolve(0);
    },
  });

const items = itemsOf(
  opened,
  came('viewer-ann', T0),
  selected('viewer-ann', ['C-A1'], T0 + 1),
  refused('viewer-bob', T0 + 2, 'seat-taken', [{ seatId: 'C-A1', status: 'held', holder: 'viewer-ann', byMs: 1 }]),
  booked('viewer-ann', ['C-A1'], T0 + 3, { customer: { name: 'Zoë\u2028Ångström “Z” 🎭', email: 'z@example.org' } }),
  { at: T0 + 4, event: { type: 'gone', version: 1, instance: 'server-1' } },
  closed(T0 + 5),
);

describe('an archive', () => {
  it('has all of a night, can be read by anybody with gunzip, and says what it is', async () => {
    const manifest = await write(items);
    expect(manifest).toMatchObject({
      screeningId: ID,
      title: 'First night',
      closed: true,
      items: 7,
      firstSequence: 1,
      lastSequence: 7,
      ledgerSequence: 7,
      skipped: 0,
      archivedAt: T0,
    });
    const lines = gunzipSync(await readFile(archiveFile(folder, ID)))
      .toString()
      .split('\n');
    expect(lines).toHaveLength(9);
    expect(lines.slice(0, 7).map((line) => (JSON.parse(line) as NightItem).event.type)).toEqual(
      items.map(({ event }) => event.type),
    );
    expect(JSON.parse(lines[7] as string)).toEqual({ manifest });
    const { mode } = await stat(archiveFile(folder, ID));
    expect(mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual([`${ID}.jsonl.gz`]);
  });

  it('opens for a replay that has the same hash', async () => {
    const { nightHash: hash, ledgerHash } = await write(items);
    const read: NightItem[] = [];
    expect(await archivesIn(folder).read(ID, (item) => read.push(item))).toBe(true);
    expect(read).toEqual(items);
    expect(nightHash(nightOf(read).scenes())).toBe(hash);
    const expected = items
      .filter(({ kind }) => kind === 'ledger')
      .reduce((sum, item) => hashAfter(sum, item.sequence, bodyOf(item)), EMPTY_LEDGER);
    expect(ledgerHash).toBe(expected);
  });

  it('keeps messages to the byte, however they were written', async () => {
    const pretty = (item: NightItem) =>
      encoder.encode(JSON.stringify(item.event, undefined, item.sequence % 2 ? 2 : undefined));
    const { ledgerHash } = await write(items, pretty);
    const bodies: string[] = [];
    const { manifest } = await openArchive(archiveFile(folder, ID), ID, (_, body) =>
      bodies.push(new TextDecoder().decode(body)),
    );
    expect(bodies).toEqual(items.map((item) => new TextDecoder().decode(pretty(item))));
    expect(manifest.ledgerHash).toBe(ledgerHash);
  });

  it('is replaced by a newer one, and left alone when writing fails', async () => {
    await write(items.slice(0, 3));
    const failing = writeArchive({
      folder,
      screeningId: ID,
      now: T0,
      source: (onItem) => {
        onItem(items[0] as NightItem, bodyOf(items[0] as NightItem));
        return Promise.reject(new Error('the log went away'));
      },
    });
    await expect(failing).rejects.toThrow('the log went away');
    expect((await openArchive(archiveFile(folder, ID), ID)).manifest.items).toBe(3);
    await write(items);
    expect((await openArchive(archiveFile(folder, ID), ID)).manifest.items).toBe(7);
    await expect(write([])).rejects.toThrow('nothing of first-night');
    expect(await readdir(folder)).toHaveLength(1);
  });

  it('is nowhere, for ids without one and ids that are none', async () => {
    for (const id of ['nowhere', '../etc/passwd', '', 'A', 'x'.repeat(99)]) {
      expect(await archivesIn(folder).read(id, () => expect.unreachable())).toBe(false);
    }
    expect(() => archiveFile(folder, '../x')).toThrow('no screening id');
  });
});

describe('a damaged archive is not trusted', () => {
  const file = () => archiveFile(folder, ID);
  const text = async () => gunzipSync(await readFile(file())).toString();
  const replace = (content: string) => writeFile(file(), gzipSync(content));

  it.each<[string, (before: string) => string, RegExp]>([
    ['a seat changed', (all) => all.replaceAll('C-A1', 'C-A2'), /sha256|ledgerHash/],
    [
      'a line missing',
      (all) =>
        all
          .split('\n')
          .filter((_, at) => at !== 1)
          .join('\n'),
      /is not what its manifest says/,
    ],
    ['lines swapped', (all) => all.split('\n').toSorted().reverse().join('\n'), /comes after|follows|no item|manifest/],
    ['no manifest', (all) => all.split('\n').slice(0, 7).join('\n'), /its end is missing/],
    ['something behind the manifest', (all) => `${all}{}\n`, /follows its manifest/],
    ['another manifest', (all) => all.replace('"items":7', '"items":8'), /items is not what/],
    [
      'a newer version',
      (all) => all.replace('"format":"full-house-night","version":1', '"format":"full-house-night","version":2'),
      /newer Full House/,
    ],
    ['not JSON', (all) => all.replace('{"manifest"', '{"manifest":'), /not JSON|no item/],
    ['another screening', (all) => all.replaceAll('first-night', 'other-night'), /opened|screening|hash/i],
    ['nothing', () => '', /its end is missing/],
  ])('%s', async (_, harm, words) => {
    await write(items);
    await replace(harm(await text()));
    const reading = openArchive(file(), ID);
    await expect(reading).rejects.toThrow(words);
  });

  it('cut short, or not gzip at all', async () => {
    await write(items);
    const whole = await readFile(file());
    for (const bytes of [whole.subarray(0, whole.length - 9), whole.subarray(0, 12), Buffer.from('not gzip at all')]) {
      await writeFile(file(), bytes);
      await expect(openArchive(file(), ID)).rejects.toThrow(ArchiveDamaged);
    }
  });

  it('one flipped bit anywhere', async () => {
    await write(items);
    const whole = await readFile(file());
    for (let at = 10; at < whole.length; at += 37) {
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 4;
      await writeFile(file(), flipped);
      await expect(openArchive(file(), ID), `byte ${at}`).rejects.toThrow();
    }
  });
});

it('random nights come back as they went in', async () => {
  await fc.assert(
    fc.asyncProperty(randomNight, async (short) => {
      // Names as long as the log wants them.
      const night = JSON.parse(JSON.stringify(short).replace(/"(ann|bob|cat|dan|eve)"/g, '"viewer-$1"')) as NightItem[];
      const manifest = await write(night);
      const again: NightItem[] = [];
      const opening = await openArchive(archiveFile(folder, ID), ID, (item) => again.push(item));
      expect(again).toEqual(night);
      expect(opening.manifest).toEqual(manifest);
    }),
    examples(20),
  );
});
