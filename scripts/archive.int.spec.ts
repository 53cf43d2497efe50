import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveFile } from '../theatre/archive/archive.ts';
import { startEmbeddedLog, type EmbeddedLog } from '../theatre/log/embedded.ts';
import { studio } from '../theatre/seating/houses/studio.ts';
import { readConfig } from '../server/config.ts';
import { openDataFolder } from '../server/data-folder.ts';
import { openTheatre, type OpenTheatre } from '../server/open-theatre.ts';
import { environment, node, root } from './steps.ts';

let data: string;
let log: EmbeddedLog;
let theatre: OpenTheatre;

/** A box office that is open, with its own log, as `npm run serve` has it. */
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'full-house-archive-'));
  log = await startEmbeddedLog({ folder: join(data, 'log') });
  const config = readConfig({ FULL_HOUSE_DATA: data });
  theatre = await openTheatre({
    config,
    secrets: openDataFolder(config),
    address: log.address,
    onNotice: () => undefined,
  });
  const prices = Object.fromEntries(studio.categories.map(({ id }) => [id, 2000]));
  for (const [id, startsAt] of [
    ['old', '2020-01-01T19:30:00Z'],
    ['new', '2090-01-01T19:30:00Z'],
  ] as const) {
    await theatre.desk.submit(id, {
      type: 'open',
      actor: { id: 'staff', role: 'manager' },
      screeningId: id,
      title: id,
      startsAt,
      plan: studio,
      prices,
      currency: 'EUR',
    });
    await theatre.desk.submit(id, { type: 'close', actor: { id: 'staff', role: 'manager' } });
  }
});

afterEach(async () => {
  await theatre.close();
  await log.stop();
  await rm(data, { recursive: true, force: true });
});

function run(...args: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = environment({ FULL_HOUSE_DATA: data, NATS_URL: '' });
    execFile(node, [join(root, 'scripts/archive.ts'), ...args], { env, timeout: 20_000 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr });
    });
  });
}

describe('npm run archive', () => {
  it('archives and trims one screening while the box office is open, and verifies', async () => {
    let said = '';
    // The database follows a little behind, and nothing is trimmed before it has all.
    const trimmed = async () => {
      const result = await run('old', '--trim');
      said = result.said;
      return result.code;
    };
    await expect.poll(trimmed).toBe(0);
    expect(said).toMatch(/verified[\s\S]*taken out/);
    expect(await run('--verify')).toMatchObject({
      code: 0,
      said: expect.stringContaining('old: whole, 2 events') as unknown,
    });
    await writeFile(archiveFile(join(data, 'archive'), 'old'), 'rubbish');
    expect(await run('--verify', 'old')).toMatchObject({
      code: 1,
      said: expect.stringContaining('cannot be trusted') as unknown,
    });
  });

  it('archives by age, and says what it does not do', async () => {
    const archived = await run('--older-than', '30');
    expect(archived.said).toMatch(/^old \(old\): 2 events in .*old\.jsonl\.gz, verified/);
    expect(archived.said).not.toContain('new');
    expect(await run('nowhere')).toMatchObject({ code: 1, said: 'The log has no screening nowhere.\n' });
    for (const args of [[], ['old', '--older-than', '3'], ['--older-than', 'x'], ['old', '--unknown']]) {
      expect((await run(...args)).code).toBe(1);
    }
  });
});
